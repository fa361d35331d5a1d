"""Pictures from phones and cameras: made small, and rid of all but the picture.

Each is decoded and encoded anew, so position, serial numbers and whatever else stood beside the
picture are gone. Size and pixels are asked before anything is decoded.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from nightschool.errors import UserError
from nightschool.i18n import _

MOST_FILE_BYTES = 40_000_000
MOST_PIXELS = 64_000_000
FORMATS = ("JPEG", "PNG", "BMP", "WEBP", "HEIF")
SUFFIXES = (".jpg", ".jpeg", ".png", ".bmp", ".webp", ".heic", ".heif")

_SIDES = (1600, 1280, 1024, 800, 640, 480, 320)
_QUALITIES = (85, 75, 65, 55)
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_EXIF_PART = 0x8769
_TAKEN = 0x9003


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG that holds nothing but the picture."""

    content: bytes
    width: int
    height: int
    taken_on: date | None
    """By the camera's clock."""


def shrink(file: Path, most_bytes: int) -> Picture:
    """The picture in the file as a JPEG of at most so many bytes, upright, 1,600 pixels at most.

    Raises `UserError` for what is no picture, is damaged, or is too large to be an honest one.
    """
    content = _read(file)
    with _decoding(file.name):
        image, taken_on = _decoded(content, file.name)
        return _encoded(image, taken_on, most_bytes)


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_FILE_BYTES + 1)
    except OSError as error:
        raise UserError(
            _("%(file)s cannot be read: %(reason)s.")
            % {"file": file.name, "reason": error.strerror},
            _("Copy it from the phone again."),
        ) from error
    if len(content) > MOST_FILE_BYTES:
        raise _too_large(file.name)
    return content


@contextmanager
def _decoding(name: str) -> Iterator[None]:
    try:
        yield
    except (UserError, MemoryError):
        raise
    except Exception as error:  # a hostile picture may trip the decoder over anything
        raise UserError(
            _("%(file)s is no picture that can be read.") % {"file": name},
            _("Take a JPEG or PNG; set the phone's camera to “most compatible”."),
        ) from error


def _decoded(content: bytes, name: str) -> tuple[Any, date | None]:
    from PIL import Image, ImageOps

    if content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS:
        import pi_heif  # type: ignore[import-untyped]  # ships no types

        pi_heif.register_heif_opener()
    try:
        image: Any = Image.open(io.BytesIO(content), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(name) from error
    if image.width * image.height > MOST_PIXELS:
        raise _too_large(name)
    taken_on = _taken_on(image)
    image.draft("RGB", (_SIDES[0], _SIDES[0]))  # a JPEG is decoded no larger than is needed
    return _opaque(ImageOps.exif_transpose(image)), taken_on


def _taken_on(image: Any) -> date | None:
    said = image.getexif().get_ifd(_EXIF_PART).get(_TAKEN, "")
    try:
        return datetime.strptime(str(said)[:10], "%Y:%m:%d").date()  # noqa: DTZ007 - a day only
    except ValueError:
        return None


def _opaque(image: Any) -> Any:
    """In colours, on white where it is transparent."""
    from PIL import Image

    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image.convert("RGBA"))
    return ground.convert("RGB")


def _encoded(image: Any, taken_on: date | None, most_bytes: int) -> Picture:
    image.info.clear()  # Pillow would write comments and profiles again
    for side in _SIDES:
        image.thumbnail((side, side))
        for quality in _QUALITIES:
            written = io.BytesIO()
            image.save(written, "JPEG", quality=quality, optimize=True)
            if written.tell() <= most_bytes:
                return Picture(written.getvalue(), image.width, image.height, taken_on)
    raise ValueError("a picture of 320 pixels is smaller than that")


def _too_large(name: str) -> UserError:
    return UserError(
        _("%(file)s is too large for a photo.") % {"file": name},
        _("Photos have at most 64 million pixels and 40 MB."),
    )
