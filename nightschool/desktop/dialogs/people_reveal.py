"""Why an ID number is to be seen whole: kept with who saw it."""

from PySide6.QtWidgets import QLineEdit, QWidget

from nightschool.desktop.dialogs.people_moves import MoveDialog
from nightschool.i18n import _


class RevealDialog(MoveDialog):
    """`reason.text()` is kept."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent, "reveal", _("Show the whole ID number"), _("Show"))
        text = _("The number of %(name)s is shown until another card opens. This is noted down.")
        self.says.setText(text % {"name": name})
        self.reason = QLineEdit()
        self.add("reason", _("Why?"), self.reason, _("For example: compared with the card."))
        self.reason.setFocus()

    def faults(self) -> dict[str, str]:
        return {} if self.reason.text().strip() else {"reason": _("Say why.")}
