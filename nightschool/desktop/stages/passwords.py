"""Typing a password, and choosing a new one."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from nightschool.desktop import style
from nightschool.desktop.widgets import FormField
from nightschool.i18n import _


class PasswordField(FormField):
    """A password that can be shown while it is typed."""

    def __init__(self, text: str, hint: str = "") -> None:
        self.edit = QLineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        super().__init__(text, self.edit, hint)
        self._eye = self.edit.addAction(
            style.icon("eye", "muted"), QLineEdit.ActionPosition.TrailingPosition
        )
        self._eye.setToolTip(_("Show the password"))
        self._eye.triggered.connect(self._toggle)

    def _toggle(self) -> None:
        hidden = self.edit.echoMode() == QLineEdit.EchoMode.Password
        mode = QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)
        self._eye.setIcon(style.icon("eye-off" if hidden else "eye", "muted"))


class NewPassword(QWidget):
    """A new password, twice."""

    def __init__(self) -> None:
        super().__init__()
        self.first = PasswordField(
            _("New password"), _("At least 8 characters. You type it each time you start.")
        )
        self.again = PasswordField(_("The same again"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(style.px(10))
        layout.addWidget(self.first)
        layout.addWidget(self.again)
        self.first.edit.returnPressed.connect(self.again.edit.setFocus)

    @property
    def text(self) -> str:
        return self.first.edit.text()

    def agree(self) -> bool:
        """Whether both are the same; else the fault stands at the second."""
        same = self.first.edit.text() == self.again.edit.text()
        self.first.fault()
        self.again.fault("" if same else _("The two passwords differ."))
        if not same:
            self.again.edit.setFocus()
        return same
