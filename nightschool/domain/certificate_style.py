"""How a county's certificates look and what they say; what one bears is frozen in its `Face`."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from nightschool.domain import identity
from nightschool.domain.codes import CertificateKind, CertificateLayout, CertificatePaper
from nightschool.domain.identity import RowId
from nightschool.errors import UserError
from nightschool.i18n import _

LONGEST_WORDING = 300
PLACES = ("时间", "夜校", "课程", "学时", "考核日", "考核人", "事由", "决定日", "决定人")
"""What a wording may hold in braces: time and school of the lessons, course, class hours, day of
the assessment and who assessed, what an honour is for, when and by whom it was decided."""

_PLACE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Style:
    """Settings of a county that travel with the sync."""

    issuer: str = ""
    """Empty: the county's office of night schools."""
    layout: CertificateLayout = CertificateLayout.HORNS
    paper: CertificatePaper = CertificatePaper.A4
    english: bool = False
    """Whether an English title and line stand below the Chinese."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the county says on one kind of certificate; empty means as the program says it."""

    kind: CertificateKind
    title: str = ""
    wording: str = ""
    """A sentence with `PLACES` in braces."""
    closing: str = ""
    yi_title: str = ""
    yi_line: str = ""
    """The second language has words only where the county sets them."""


@dataclass(frozen=True, slots=True)
class Face:
    """All that one certificate shows besides name, issuer and number, as it was issued."""

    layout: CertificateLayout
    paper: CertificatePaper
    title: str
    yi_title: str
    english_title: str
    addressee: str
    """What follows the name."""
    paragraphs: tuple[str, ...]
    yi_line: str
    english_line: str
    day: str
    """The day of issue in Chinese numerals."""
    practice: bool = False

    def text(self) -> str:
        """As the certificate's row stores it."""
        shown = {field.name: getattr(self, field.name) for field in fields(self)}
        return json.dumps(shown, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def face_of(text: str) -> Face:
    """The reverse of `Face.text`; raises `ValueError` for anything else."""
    try:
        held = json.loads(text)
        held["paragraphs"] = tuple(held["paragraphs"])
        face = Face(**held)
    except (TypeError, KeyError) as error:
        raise ValueError("not the face of a certificate") from error
    if face.text() != text or not _are_texts(face):
        raise ValueError("not the face of a certificate")
    return replace(face, layout=CertificateLayout(face.layout), paper=CertificatePaper(face.paper))


def _are_texts(face: Face) -> bool:
    every = {field.name: getattr(face, field.name) for field in fields(face)}
    practice, paragraphs = every.pop("practice"), every.pop("paragraphs")
    return isinstance(practice, bool) and all(
        isinstance(one, str) for one in (*every.values(), *paragraphs)
    )


def style_key(county: str) -> RowId:
    """The key of a county's one style row."""
    return identity.named("certificate_style", county)


def words_key(county: str, kind: CertificateKind) -> RowId:
    """The key of a county's words for one kind."""
    return identity.named("certificate_words", f"{county}:{kind}")


def filled(wording: str, values: Mapping[str, str]) -> str:
    """The wording with its places filled; what is filled in is never read as a place itself."""
    return _PLACE.sub(lambda place: values[place[1]], wording)


def check_wording(wording: str) -> None:
    """Raise `UserError` for a place that nothing fills, a stray brace, or too much text."""
    places = set(_PLACE.findall(wording))
    unknown = sorted(places - set(PLACES))
    if unknown or "{" in _PLACE.sub("", wording) or "}" in _PLACE.sub("", wording):
        raise UserError(
            _("Nothing fills {%(place)s} in the wording.") % {"place": "、".join(unknown)},
            _("The places are: %(places)s.")
            % {"places": " ".join(f"{{{place}}}" for place in PLACES)},
        )
    if len(wording) > LONGEST_WORDING:
        raise UserError(
            _("The wording is longer than %(most)d characters.") % {"most": LONGEST_WORDING},
            _("Shorten it."),
        )
