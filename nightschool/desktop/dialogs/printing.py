"""From a PDF to a printer of the system."""

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from nightschool.desktop.widgets.preview import PRINT_DPI, page_count, picture
from nightschool.task import Task


def print_pages(content: bytes, printer: QPrinter, task: Task) -> int:
    """Send all pages, in the worker; returns how many.

    A page is drawn at its own size on the whole sheet, so that a calibrated paper stays so.
    """
    count = page_count(content)
    painter = QPainter()
    try:
        for page in range(count):
            task.step(page, count)
            image = picture(content, page)
            _turn(printer, wide=image.width() > image.height())
            if page == 0:
                short, long = sorted((image.width(), image.height()))
                inches = QSizeF(short / PRINT_DPI, long / PRINT_DPI)
                printer.setPageSize(QPageSize(inches, QPageSize.Unit.Inch))
                printer.setFullPage(True)
                painter.begin(printer)
            else:
                printer.newPage()
            painter.drawImage(painter.viewport(), image)
    finally:
        painter.end()
    return count


def _turn(printer: QPrinter, *, wide: bool) -> None:
    way = QPageLayout.Orientation
    printer.setPageOrientation(way.Landscape if wide else way.Portrait)
