"""A small dialog: fields with their faults, and what Enter and Escape do."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from nightschool.desktop import style
from nightschool.desktop.widgets import FormField, button
from nightschool.i18n import _


class FormDialog(QDialog):
    """Fields one below the other; `faults` says what is wrong before it may be accepted."""

    def __init__(self, parent: QWidget, title: str, accept: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(style.px(380))
        self._fields: dict[str, FormField] = {}
        self.body = QVBoxLayout()
        self.body.setSpacing(style.px(10))
        self.accept_button = button(accept, self.try_accept, kind="primary")
        self.accept_button.setDefault(True)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(button(_("Cancel"), self.reject))
        row.addWidget(self.accept_button)
        whole = QVBoxLayout(self)
        side = style.px(18)
        whole.setContentsMargins(side, side, side, side)
        whole.setSpacing(style.px(14))
        whole.addLayout(self.body)
        whole.addLayout(row)

    def add(self, key: str, text: str, editor: QWidget, hint: str = "") -> FormField:
        """Add a field."""
        made = FormField(text, editor, hint)
        self._fields[key] = made
        self.body.addWidget(made)
        return made

    def faults(self) -> dict[str, str]:
        """What is wrong, by the field's key."""
        return {}

    def try_accept(self) -> None:
        """Accept, or show at the fields what is wrong."""
        faults = self.faults()
        for key, field in self._fields.items():
            field.fault(faults.get(key, ""))
        if not faults:
            self.accept()
            return
        self._fields[next(iter(faults))].editor.setFocus()
