"""Where things stand on a certificate of template 2. Frozen with it."""

from dataclasses import dataclass
from typing import NamedTuple

from nightschool.documents import fonts
from nightschool.documents.pdf import A4_LANDSCAPE, A5_LANDSCAPE, MM
from nightschool.domain.codes import CertificatePaper

Colour = tuple[float, float, float]

MODULE = 1.44
"""Points: a module of the QR code is 0.508 mm, 6 dots of a printer with 300 to the inch."""
SEAL = 42 * MM
"""Across the round seal of an office below the province (State Council, 1999)."""


class Steps(NamedTuple):
    """From one line down to the next, in points."""

    titles: tuple[float, ...]
    """To the titles in second languages: on one line where there is one step."""
    rule: float
    name: float
    body: float
    small: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things stand on one paper, in points from its lower left corner."""

    width: float
    height: float
    scale: float
    """Of A4's lengths and sizes."""
    left: float
    top: float
    """The highest that the title may reach."""
    title: float
    """The title's size."""
    qr: tuple[float, float]
    """Lower left corner of the code's quiet zone."""
    seal: tuple[float, float]
    issuer_room: float
    steps: Steps

    @property
    def room(self) -> float:
        return self.width - 2 * self.left


PLANS = {
    CertificatePaper.A4: Plan(
        *A4_LANDSCAPE,
        scale=1.0,
        left=108.0,
        top=518.0,
        title=48.0,
        qr=(94.0, 69.0),
        seal=(A4_LANDSCAPE[0] - 226.0, 132.0),
        issuer_room=290.0,
        steps=Steps((31.0, 25.0), 20.0, 45.0, 13.0, 22.0),
    ),
    CertificatePaper.A5: Plan(
        *A5_LANDSCAPE,
        scale=2**-0.5,
        left=74.0,
        top=369.0,
        title=30.0,
        qr=(54.0, 47.0),
        seal=(A5_LANDSCAPE[0] - 154.0, 107.5),
        issuer_room=196.0,
        steps=Steps((18.0,), 12.0, 31.0, 7.0, 14.0),
    ),
}


class Text(NamedTuple):
    """A text, from where its base line begins, in points."""

    x: float
    y: float
    text: str
    chain: fonts.Chain
    size: float
    colour: Colour
    room: float | None = None
    """Spread over so many points."""
