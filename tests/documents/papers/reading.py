"""What a reader of PDFs finds in a paper: poppler's word, not ours."""

import re
import subprocess
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops


@dataclass(frozen=True)
class Word:
    """A run of text and its box, in points from the upper left."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


@dataclass(frozen=True)
class Seen:
    """A page's size and words."""

    width: float
    height: float
    words: tuple[Word, ...]


def text_of(data: bytes) -> str:
    """The text as it would be copied, without the blanks between."""
    return re.sub(r"\s", "", _run("pdftotext", "-raw", "-", "-", data=data).decode("utf-8"))


def info(data: bytes) -> str:
    return _run("pdfinfo", "-", data=data).decode("utf-8")


def fonts(data: bytes) -> list[list[str]]:
    """For each font: whether it is embedded, a subset, and can be copied from (yes or no)."""
    lines = _run("pdffonts", "-", data=data).decode().splitlines()[2:]
    return [line.split()[-5:-2] for line in lines]


def pages_of(data: bytes) -> list[Seen]:
    text = _run("pdftotext", "-bbox", "-", "-", data=data).decode("utf-8")
    pages = []
    for page in re.findall(r"<page.*?</page>", text, re.DOTALL):
        size = re.search(r'width="([\d.]+)" height="([\d.]+)"', page)
        found = re.findall(
            r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>',
            page,
        )
        words = tuple(
            Word(float(left), float(top), float(right), float(bottom), text)
            for left, top, right, bottom, text in found
        )
        assert size
        pages.append(Seen(float(size[1]), float(size[2]), words))
    return pages


def picture(data: bytes, resolution: int, page: int = 1) -> Image.Image:
    """A page as a grey picture."""
    number = str(page)
    made = _run(
        "pdftoppm", "-gray", "-r", str(resolution), "-f", number, "-l", number, "-", data=data
    )
    return Image.open(BytesIO(made)).convert("L")


ALIKE = 16
"""Of 255 levels of grey: another poppler's smoothing stays below it, another word does not."""


def differing(one: Image.Image, other: Image.Image) -> int:
    """How much two grey pictures of a size differ where they differ most, in a square of 8."""
    assert one.size == other.size
    squares = ImageChops.difference(one, other).reduce(8)
    return max(squares.tobytes())


def _run(program: str, *arguments: str, data: bytes) -> bytes:
    done = subprocess.run([program, *arguments], input=data, capture_output=True, check=True)
    return done.stdout


GOLDEN = Path(__file__).parent / "golden"
