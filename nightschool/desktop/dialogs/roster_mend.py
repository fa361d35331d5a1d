"""One row of a roster mended in place: checked with every key, at the cell that is wrong."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from nightschool.desktop import style
from nightschool.desktop.dialogs.tall import TallDialog
from nightschool.desktop.models.roster import name_in
from nightschool.desktop.widgets import FormField, heading, label
from nightschool.domain.roster.cells import Row, plain
from nightschool.domain.roster.columns import Column, Layout
from nightschool.domain.roster.faults import Fault
from nightschool.i18n import _
from nightschool.services.roster import mending

if TYPE_CHECKING:
    from nightschool.services.roster.faults import RowFault


class MendDialog(TallDialog):
    """The cells in question stand first, the others of the row below."""

    def __init__(self, parent: QWidget, layout: Layout, fault: "RowFault") -> None:
        title = _("Row %(row)d of the roster") % {"row": fault.row}
        super().__init__(parent, title, _("Take it like this"))
        self.setObjectName("mend")
        self.setMinimumWidth(style.px(520))
        self._layout, self._fault = layout, fault
        self._edits: dict[Column, QLineEdit] = {}
        self.says = heading(name_in(layout, fault))
        self.body.addWidget(self.says)
        if not self.check():  # wrong beside other rows, or beside what is known
            self.body.addWidget(label(f"✗ {fault.reason}", "fault", wrap=True))
        self._state = label("", wrap=True)
        self._state.setObjectName("mend-state")
        read = [one for one in layout.columns if one.index in layout.at.values()]
        wrong = {one.column for one in self.check()} | set(fault.column.split("、"))
        self._fill([one for one in read if one.title in wrong])
        self.body.addWidget(heading(_("The rest of the row")))
        self._fill([one for one in read if one.title not in wrong])
        self.below(self._state)
        self._tell()
        next(iter(self._edits.values())).setFocus()

    def cells(self) -> Row:
        """The row as it is now; cells that nobody touched are as they were."""
        width = max(self._layout.at.values()) + 1
        found = [*self._fault.cells, *([""] * (width - len(self._fault.cells)))]
        for column, edit in self._edits.items():
            if edit.text() != plain(found[column.index]):
                found[column.index] = edit.text()
        return found

    def check(self) -> tuple[Fault, ...]:
        """What is wrong with the row by itself."""
        return mending.check(self._layout, self._fault.row, self.cells())

    def _fill(self, columns: Iterable[Column]) -> None:
        for column in columns:
            self.body.addWidget(self._field(column))

    def _field(self, column: Column) -> FormField:
        edit = QLineEdit()
        if column.index < len(self._fault.cells):
            edit.setText(plain(self._fault.cells[column.index]))
        edit.setObjectName(f"cell-{column.letter}")
        field = FormField(column.title, edit)
        self._edits[column] = edit
        self._fields[column.title] = field
        edit.textChanged.connect(lambda _text: self._tell())
        return field

    def _tell(self) -> None:
        faults = self.check()
        for title, field in self._fields.items():
            field.fault(" ".join(_words(one) for one in faults if one.column == title))
        loose = [_words(one) for one in faults if one.column not in self._fields]
        refused = any(one.refuses for one in faults)
        if refused:
            text = _("✗ This row is left out as it is now.")
        else:
            text = _("✓ By itself this row can be taken; it is compared with the others next.")
        self._state.setText("\n".join([*loose, text]))


def _words(fault: Fault) -> str:
    return f"{fault.reason} {fault.remedy}"
