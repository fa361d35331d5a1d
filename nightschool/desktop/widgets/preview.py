"""A PDF on the screen as it will print, a page at a time: a batch of 500 costs no more than one."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from nightschool.desktop import style
from nightschool.desktop.jobs import Jobs
from nightschool.desktop.widgets.buttons import button
from nightschool.desktop.widgets.text import label
from nightschool.i18n import _

POINTS_AN_INCH = 72
PRINT_DPI = 300


def page_count(content: bytes) -> int:
    """How many pages the PDF has."""
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        return len(document)


def picture(content: bytes, page: int, room: QSize | None = None) -> QImage:
    """A page as a picture: as large as fits into `room`, else as a printer wants it.

    Images, unlike pixmaps, may be made in any thread.
    """
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        sheet = document[page]
        scale = PRINT_DPI / POINTS_AN_INCH
        if room is not None:
            scale = min(room.width() / sheet.get_width(), room.height() / sheet.get_height())
        bitmap = sheet.render(scale=max(scale, 0.05), rev_byteorder=True, prefer_bgrx=True)
        image = QImage(
            bytes(bitmap.buffer),
            bitmap.width,
            bitmap.height,
            bitmap.stride,
            QImage.Format.Format_RGBX8888,
        )
        return image.copy()  # the buffer goes with this function


class PdfPreview(QWidget):
    """`show_pdf` takes a file's bytes. Page Up and Page Down turn the pages."""

    shown = Signal()
    """A page has come to the screen."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("preview")
        self.setAccessibleName(_("Preview"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._jobs = jobs
        self._content = b""
        self.pages = 0
        self.page = 0
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setMinimumSize(style.px(220), style.px(160))
        self._picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._number = label("", "muted")
        self._back = button("", lambda: self.turn(-1), icon="chevron-left", name=_("Page back"))
        self._on = button("", lambda: self.turn(1), icon="chevron-right", name=_("Page on"))
        row = QHBoxLayout()
        row.addStretch()
        for one in (self._back, self._number, self._on):
            row.addWidget(one)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._picture, 1)
        layout.addLayout(row)
        self._tell()

    def show_pdf(self, content: bytes) -> None:
        """Show another PDF from its first page; empty shows nothing."""
        self._content, self.page = content, 0
        self.pages = page_count(content) if content else 0
        self._picture.clear()
        self._draw()

    def clear(self) -> None:
        """Show nothing."""
        self.show_pdf(b"")

    def turn(self, by: int) -> None:
        """So many pages on, or back."""
        wanted = min(max(self.page + by, 0), self.pages - 1)
        if self.pages and wanted != self.page:
            self.page = wanted
            self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.turn(1 if key == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)

    def _draw(self) -> None:
        self._tell()
        if not self.pages:
            return
        content, page, ratio = self._content, self.page, self.devicePixelRatioF()
        room = self._picture.size() * ratio

        def done(image: QImage) -> None:
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(ratio)
            self._picture.setPixmap(pixmap)
            self.shown.emit()

        self._jobs.read(
            lambda _task: picture(content, page, room), done, key=f"preview-{id(self)}", owner=self
        )

    def _tell(self) -> None:
        for one in (self._back, self._number, self._on):
            one.setVisible(self.pages > 1)
        text = _("Page %(page)d of %(pages)d") % {"page": self.page + 1, "pages": self.pages}
        self._number.setText(text)
        self._picture.setAccessibleName(text if self.pages else _("Nothing to show"))
