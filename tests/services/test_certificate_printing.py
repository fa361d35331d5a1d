"""Certificates on paper: counted, marked, shifted, one file or many, all or nothing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from nightschool.domain.certificate import Certificate
from nightschool.errors import UserError
from nightschool.services import certificate_printing, certificates, people
from nightschool.services.certificate_drafts import Decision
from nightschool.services.workspace import Workspace
from nightschool.storage.queries import certificates as found
from nightschool.task import Cancelled, Task
from tests.evenings import neighbours

JULY = date(2018, 7, 31)
NAMES = ("吉克阿牛", "沙马拉且", "木呷")


@pytest.fixture
def honoured(school: Workspace) -> list[Certificate]:
    decision = Decision("勤学苦练", date(2018, 7, 20), "冕山镇人民政府")
    return certificates.issue_honour(school, JULY, neighbours(school, *NAMES), decision)


def printed(workspace: Workspace, every: list[Certificate]) -> list[int]:
    with workspace.database.read() as connection:
        counts = found.printed(connection, [one.id for one in every])
    return [counts.get(one.id, 0) for one in every]


def text(file: Path, page: int = 0) -> str:
    with pypdfium2.PdfDocument(file) as book:
        return str(book[page].get_textpage().get_text_range())


def frames(file: Path) -> list[bytes]:
    """Each page at 150 dpi without the strip below its frame."""
    with pypdfium2.PdfDocument(file) as book:
        return [bytes(page.render(scale=150 / 72, crop=(0, 23, 0, 0)).buffer) for page in book]


def test_printed_again_it_is_the_same_picture_marked_and_counted(
    school: Workspace, honoured: list[Certificate], tmp_path: Path
) -> None:
    [first] = certificate_printing.save(school, honoured, tmp_path)
    people.edit_person(school, people.find(school, "吉克阿牛").id, {"name": "阿木"})
    every = certificates.issued(school)
    assert every == honoured
    [again] = certificate_printing.save(school, every, tmp_path / "again.pdf")
    assert (first.name, again.name) == ("certificates.pdf", "again.pdf")
    assert frames(first) == frames(again)
    assert "补打" not in text(first)
    assert "补打（第 1 次）" in text(again)
    assert printed(school, honoured) == [2, 2, 2]


def test_a_file_each_bears_the_number_and_no_name(
    school: Workspace, honoured: list[Certificate], tmp_path: Path
) -> None:
    files = certificate_printing.save(school, honoured, tmp_path / "each", separate=True)
    assert [file.name for file in files] == [f"{one.number}.pdf" for one in honoured]
    for file, one in zip(files, honoured, strict=True):
        assert one.name in text(file)


def test_the_order_is_that_of_the_register(
    school: Workspace, honoured: list[Certificate], tmp_path: Path
) -> None:
    [file] = certificate_printing.save(school, honoured, tmp_path)
    register = [one.name for one in people.people(school)]
    assert [one.name for one in honoured] == register
    for page, name in enumerate(register):
        assert name in text(file, page)


@pytest.mark.parametrize("separate", [False, True])
def test_a_batch_that_is_stopped_leaves_nothing_and_counts_nothing(
    school: Workspace, honoured: list[Certificate], tmp_path: Path, separate: bool
) -> None:
    asked: list[bool] = []

    def enough() -> bool:
        asked.append(True)
        return len(asked) > 1

    with pytest.raises(Cancelled):
        certificate_printing.save(
            school, honoured, tmp_path / "out", separate=separate, task=Task(cancelled=enough)
        )
    assert [*tmp_path.rglob("*.pdf")] == []
    assert printed(school, honoured) == [0, 0, 0]


def test_one_that_was_changed_keeps_all_from_being_printed(
    school: Workspace, honoured: list[Certificate], tmp_path: Path
) -> None:
    honoured[1] = replace(honoured[1], name="别人")
    with pytest.raises(UserError, match="not as it was issued"):
        certificate_printing.save(school, honoured, tmp_path / "x", separate=True)
    assert [*tmp_path.rglob("*.pdf")] == []
    assert printed(school, honoured) == [0, 0, 0]


def test_nothing_to_print_is_said(school: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no certificates"):
        certificate_printing.save(school, [], tmp_path)


def test_a_preview_is_not_counted(school: Workspace, honoured: list[Certificate]) -> None:
    assert certificate_printing.preview(school, honoured).startswith(b"%PDF")
    assert printed(school, honoured) == [0, 0, 0]


def test_the_offset_is_kept_on_this_machine(
    school: Workspace, honoured: list[Certificate], tmp_path: Path
) -> None:
    assert certificate_printing.offset_of(school) == (0.0, 0.0)
    certificate_printing.set_offset(school, 1.5, -2)
    assert certificate_printing.offset_of(school) == (1.5, -2.0)
    file = certificate_printing.test_page(school, tmp_path)
    assert "向右 1.5 毫米，向上 -2 毫米" in text(file)
    assert "小山村" in text(file)
    [shifted] = certificate_printing.save(school, honoured, tmp_path)
    plain = certificate_printing.preview(school, honoured)
    assert frames(shifted)[0] != bytes(
        pypdfium2.PdfDocument(plain)[0].render(scale=150 / 72, crop=(0, 23, 0, 0)).buffer
    )
    for wrong in ((21.0, 0.0), (0.0, float("nan"))):
        with pytest.raises(UserError, match="at most 20 mm"):
            certificate_printing.set_offset(school, *wrong)
    (school.home / certificate_printing.PRINTER).write_text("{", "utf-8")
    assert certificate_printing.offset_of(school) == (0.0, 0.0)
