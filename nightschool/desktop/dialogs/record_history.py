"""The history of one record: each old value, who changed it, when and why."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from nightschool.desktop import style, words
from nightschool.desktop.models.table import Column, RowsModel
from nightschool.desktop.page import Page
from nightschool.desktop.widgets import Table, button, muted
from nightschool.i18n import _
from nightschool.services.history import Line


class HistoryDialog(QDialog):
    """A table to be looked at."""

    def __init__(self, parent: Page, title: str, lines: Sequence[Line]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("History: %(what)s") % {"what": title})
        self.resize(style.px(720), style.px(380))
        self.model: RowsModel[Line] = RowsModel(
            (
                Column(_("When"), lambda one: words.day(one.at)),
                Column(_("Field"), lambda one: one.field),
                Column(_("Before"), lambda one: one.old or "–"),
                Column(_("After"), lambda one: one.new or "–"),
                Column(_("By"), lambda one: one.by),
                Column(_("Reason"), lambda one: one.reason),
            )
        )
        self.model.show(lines)
        table = Table(self.model, "record-history", parent.session.settings, _("History"))
        whole = QVBoxLayout(self)
        side = style.px(18)
        whole.setContentsMargins(side, side, side, side)
        if not lines:
            whole.addWidget(muted(_("Nothing was changed yet.")))
        whole.addWidget(table, 1)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(button(_("Close"), self.reject, kind="primary"))
        whole.addLayout(row)
