"""The texts of the QR codes in a picture or PDF, which may come from anybody: all is bounded."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.task import SILENT, Task

PICTURES = ("BMP", "GIF", "JPEG", "PNG", "TIFF", "WEBP")
LARGEST_FILE = 256 << 20
MOST_PIXELS = 64_000_000
MOST_PAGES = 2000
_PAGE_PIXELS = 16_000_000
_PER_POINT = 220 / 72
"""Pixels: a module of half a millimetre is 4 of them wide."""


@dataclass(frozen=True, slots=True)
class FoundCode:
    """One QR code."""

    page: int
    """Counted from 1; a picture is one page."""
    text: str


def read(path: Path, task: Task = SILENT) -> list[FoundCode]:
    """The codes of a picture (PNG, JPEG and others) or PDF, page by page from the top.

    Raises `UserError` for a file that is too large, cannot be read or is neither.
    """
    try:
        with path.open("rb") as file:
            is_pdf = b"%PDF-" in file.read(1024)
        size = path.stat().st_size
    except OSError as error:
        raise UserError(
            _("%(file)s cannot be read: %(reason)s.")
            % {"file": path.name, "reason": error.strerror or error},
            _("Check the name of the file."),
        ) from error
    if size > LARGEST_FILE:
        raise _too_large(path)
    pages = _pages(path, task) if is_pdf else iter([_picture(path)])
    return [
        FoundCode(number, text)
        for number, picture in enumerate(pages, 1)
        for text in _texts(picture)
    ]


def _texts(picture: Any) -> list[str]:
    import zxingcpp

    wanted = zxingcpp.BarcodeFormats(zxingcpp.QRCode)
    codes = zxingcpp.read_barcodes(picture, formats=wanted)
    codes.sort(key=lambda code: (code.position.top_left.y, code.position.top_left.x))
    return [code.text for code in codes]


def _picture(path: Path) -> Any:
    """The picture in shades of grey, its own size known to be bearable before it is unpacked."""
    from PIL import Image

    with _readable(path), Image.open(path, formats=PICTURES) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise _too_large(path)
        return picture.convert("L")


def _pages(path: Path, task: Task) -> Iterator[Any]:
    """The pages as pictures, one at a time."""
    import pypdfium2

    with _readable(path):
        document = pypdfium2.PdfDocument(path)
    try:
        count = len(document)
        if count > MOST_PAGES:
            raise _too_large(path)
        for place in range(count):
            task.step(place, count, path.name)
            with _readable(path):
                picture = _page(document[place])
            yield picture
        task.step(count, count)
    finally:
        document.close()


def _page(page: Any) -> Any:
    width, height = page.get_size()
    bearable = (_PAGE_PIXELS / max(width * height, 1)) ** 0.5
    try:
        bitmap = page.render(scale=min(_PER_POINT, bearable), grayscale=True)
        return bitmap.to_pil()
    finally:
        page.close()


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Turn what readers raise at files that are none into a `UserError`."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of odd but readable pictures; the size is bounded here
        try:
            yield
        except Image.DecompressionBombError as error:
            raise _too_large(path) from error
        except (OSError, SyntaxError, ValueError, MemoryError, RuntimeError) as error:
            raise UserError(
                _("%(file)s is no picture or PDF that can be read.") % {"file": path.name},
                _("Take a PNG, a JPEG or a PDF without a password."),
            ) from error


def _too_large(path: Path) -> UserError:
    return UserError(
        _("%(file)s is too large to look for codes in.") % {"file": path.name},
        _("Cut out the part with the code, or split the PDF."),
    )
