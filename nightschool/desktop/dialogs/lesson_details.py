"""Why a lesson is called off, and what became of its fields."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCompleter, QDialog, QLineEdit, QVBoxLayout, QWidget

from nightschool.desktop import style, words
from nightschool.desktop.dialogs.form import FormDialog
from nightschool.desktop.models.table import Column, RowsModel
from nightschool.desktop.page import Page
from nightschool.desktop.widgets import Table, heading, muted
from nightschool.domain.identity import RowId
from nightschool.i18n import _
from nightschool.services import history
from nightschool.services.history import Line


class CancelDialog(FormDialog):
    """A planned lesson is called off; reasons of before are offered while typing."""

    def __init__(self, parent: QWidget, title: str, reasons: Sequence[str]) -> None:
        super().__init__(parent, _("Cancel the lesson"), _("Cancel the lesson"))
        self.setObjectName("cancel-lesson")
        self.reason = QLineEdit()
        self.reason.setCompleter(QCompleter(list(reasons), self.reason))
        self.body.addWidget(muted(title))
        hint = _("The lesson stays in the calendar, struck out; it counts for nothing.")
        self.add("reason", _("Why?"), self.reason, hint)
        self.reason.setFocus()

    def said(self) -> str:
        """The reason."""
        return self.reason.text().strip()

    def faults(self) -> dict[str, str]:
        return {} if self.said() else {"reason": _("Say why.")}


class HistoryDialog(QDialog):
    """All changes of a lesson, the latest first."""

    def __init__(self, page: Page, lesson: RowId, title: str) -> None:
        super().__init__(page)
        self.setWindowTitle(_("History"))
        self.setObjectName("history")
        self.model = RowsModel[Line](
            (
                Column(_("When"), lambda one: words.moment(one.at.isoformat()) if one.at else ""),
                Column(_("Field"), lambda one: one.field),
                Column(_("Before"), lambda one: one.old or "–", tip=lambda one: one.old),
                Column(_("After"), lambda one: one.new or "–", tip=lambda one: one.new),
                Column(_("Why"), lambda one: one.reason, tip=lambda one: one.reason),
                Column(_("By"), lambda one: " · ".join(filter(None, (one.by, one.desk)))),
            )
        )
        self.table = Table(self.model, "lesson-history", page.session.settings, _("History"))
        self._none = muted(_("Nothing was changed since it was planned."))
        layout = QVBoxLayout(self)
        side = style.px(18)
        layout.setContentsMargins(side, side, side, side)
        layout.addWidget(heading(title))
        layout.addWidget(self.table, 1)
        layout.addWidget(self._none)
        self._none.hide()
        room = page.window().size()
        self.resize(min(style.px(820), room.width()), min(style.px(420), room.height()))
        workspace = page.session.workspace
        page.session.jobs.run(
            lambda _task: history.history(workspace, "lesson", lesson), self._show, owner=self
        )

    def _show(self, lines: Sequence[Line]) -> None:
        self.model.show(lines)
        self._none.setVisible(not lines)
        self.table.setVisible(bool(lines))
