"""A paper before it is printed: look at it, print it, or save it as a PDF."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout

from nightschool import files
from nightschool.desktop import style
from nightschool.desktop.page import Page
from nightschool.desktop.session import Session
from nightschool.desktop.widgets import button
from nightschool.desktop.widgets.preview import PdfPreview
from nightschool.i18n import _
from nightschool.task import Task

Make = Callable[[Path, Task], object]
"""Writes the paper as a PDF to the path, in the worker; raises `UserError`."""


def show_paper(
    page: Page, title: str, make: Make, printed: Callable[[], object] | None = None
) -> None:
    """Make a paper, then show it; `printed` is told when it was sent off or saved."""
    workspace = page.session.workspace

    def work(task: Task) -> bytes:
        with workspace.working_folder() as folder:
            path = Path(folder) / "paper.pdf"
            make(path, task)
            return path.read_bytes()

    def done(data: bytes) -> None:
        PaperDialog(page, page.session, title, data, printed).open()

    page.run(work, done, title=title)


class PaperDialog(QDialog):
    """The paper in `data`; the file it was made in is gone by now."""

    def __init__(
        self,
        parent: Page,
        session: Session,
        title: str,
        data: bytes,
        printed: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Paper"))
        self.setObjectName("paper")
        self._session, self._title, self._data, self._printed = session, title, data, printed
        self.preview = PdfPreview(session.jobs)
        row = QHBoxLayout()
        row.addStretch()
        self.save_button = button(_("Save as PDF …"), self._choose, icon="download", keys="Ctrl+S")
        self.print_button = button(
            _("Print …"), self._print, icon="printer", kind="primary", keys="Ctrl+P"
        )
        for one in (button(_("Close"), self.reject), self.save_button, self.print_button):
            row.addWidget(one)
        layout = QVBoxLayout(self)
        layout.addWidget(self.preview, 1)
        layout.addLayout(row)
        window = parent.window().size()
        self.resize(
            min(style.px(900), window.width() - style.px(40)),
            min(style.px(680), window.height() - style.px(40)),
        )
        self.preview.show_pdf(data)
        self.print_button.setFocus()

    def save(self, path: Path) -> None:
        """Write the PDF where the person wants it; says saved only when it is."""
        data, printed = self._data, self._printed

        def done(file: Path) -> None:
            self._session.notice(_("Saved as %(file)s") % {"file": file})
            if printed:
                printed()

        self._session.jobs.run(
            lambda _task: files.write_durably(path, lambda target: target.write(data)),
            done,
            title=self._title,
        )
        self.accept()

    def _choose(self) -> None:
        name = files.safe_name(f"{self._title}.pdf")
        chosen, _filter = QFileDialog.getSaveFileName(self, _("Save as PDF"), name, "PDF (*.pdf)")
        if chosen:
            self.save(Path(chosen))

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from nightschool.desktop.dialogs.printing import print_pages

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if not QPrintDialog(printer, self).exec():
            return
        data, printed = self._data, self._printed

        def done(count: int) -> None:
            self._session.notice(_("%(count)d pages were sent to the printer.") % {"count": count})
            if printed:
                printed()

        self._session.jobs.run(
            lambda task: print_pages(data, printer, task), done, title=self._title
        )
        self.accept()
