"""A PDF as all our papers begin it: the same bytes for the same content, titled, in Chinese."""

from io import BytesIO
from typing import TYPE_CHECKING

from nightschool.documents import fonts

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

A4_LANDSCAPE = (841.89, 595.28)
"""Points."""
MM = 72 / 25.4


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
