"""A PDF as all our papers begin it: the same bytes for the same content, titled, in Chinese."""

from io import BytesIO
from typing import TYPE_CHECKING

from nightschool.documents import fonts

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

MM = 72 / 25.4
"""Points in a millimetre."""
A4 = (210 * MM, 297 * MM)
A4_LANDSCAPE = (841.89, 595.28)
A5_LANDSCAPE = (210 * MM, 148 * MM)
"""Width and height in points."""


def bookmark(canvas: "Canvas", key: str, title: str, level: int = 0) -> None:
    """Put this page under a title into the outline; keys are unique in a file.

    A level is at most one deeper than the one before.
    """
    canvas.bookmarkPage(key)
    canvas.addOutlineEntry(title, key, level)


def new_canvas(
    title: str, page: tuple[float, float], chain: fonts.Chain
) -> "tuple[Canvas, BytesIO]":
    """A canvas, and the buffer that `save` fills; `page` is width and height in points."""
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0  # streams as bytes: a fifth smaller and faster
    buffer = BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=page,
        pageCompression=1,
        invariant=1,
        initialFontName=fonts.font(chain[0]).fontName,  # else all name Helvetica, unembedded
        lang="zh-CN",
    )
    canvas.setTitle(title)
    canvas.setSubject("")
    canvas.setAuthor("")
    canvas.setCreator("Nightschool")
    canvas.setProducer("Nightschool")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas, buffer
