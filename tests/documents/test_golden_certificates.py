"""What any released version issued prints as that version printed it, pixel by pixel."""

from pathlib import Path

import pypdfium2
import pytest

from nightschool import __version__
from nightschool.documents import certificate
from nightschool.domain import certificate as rules
from tests import papers

SAMPLES = sorted(papers.GOLDEN.glob("*/*.json"))


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_it_prints_as_it_did(file: Path) -> None:
    one = papers.from_json(file.read_text("utf-8"))
    (then,) = pypdfium2.PdfDocument(file.with_suffix(".pdf"))
    (now,) = papers.pages(certificate.render([one]))
    assert papers.picture(now) == papers.picture(then)


def test_every_released_version_is_among_them() -> None:
    assert {file.parent.name for file in SAMPLES} >= {"0.1.0", "0.2.0", __version__}
    assert {papers.from_json(file.read_text("utf-8")).template for file in SAMPLES} == set(
        certificate.TEMPLATES
    )


def test_their_digests_still_hold() -> None:
    held = [papers.from_json(file.read_text("utf-8")) for file in SAMPLES]
    for one in held:
        assert one.digest == (rules.digest(one) if one.template > 1 else "")
