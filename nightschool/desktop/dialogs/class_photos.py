"""Photos of a class: chosen, or dropped on the page; shrunk and cleaned by the service."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from nightschool.desktop.page import Page
from nightschool.domain.identity import RowId
from nightschool.i18n import _
from nightschool.services import photos
from nightschool.services.photos import Added

_PICTURES = "*.jpg *.jpeg *.png *.heic *.heif *.webp *.bmp"


class ClassPhotos:
    """What a page with a lesson offers for its photos."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def choose(self, lesson: RowId | None) -> None:
        """Ask for files, as from a telephone's folder."""
        files, _filter = QFileDialog.getOpenFileNames(
            self._page, _("Photos of the class"), "", f"{_('Pictures')} ({_PICTURES})"
        )
        self.add(lesson, [Path(file) for file in files])

    def add(self, lesson: RowId | None, files: Sequence[Path]) -> None:
        """Add them all; what is no picture is named and stops no other."""
        workspace = self._page.session.workspace
        if lesson is not None and files:
            self._page.run(
                lambda task: photos.add_many(workspace, lesson, files, task=task),
                self._added,
                title=_("Photos of the class"),
            )

    def _added(self, added: Added) -> None:
        text = _("Photos added: %(count)d.") % {"count": len(added.photos)}
        for file, error in added.refused:
            text += f" {file.name}: {error.message}"
        self._page.session.notice(text)
        self._page.session.wrote("roll")
