"""The password; and which workspace, where several were opened on this machine."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from nightschool.desktop import opening
from nightschool.desktop.jobs import Jobs
from nightschool.desktop.settings import Memory
from nightschool.desktop.stages.passwords import PasswordField
from nightschool.desktop.stages.stage import Stage
from nightschool.desktop.widgets import FormField, button
from nightschool.errors import UserError
from nightschool.i18n import _


class SignIn(Stage):
    """`opened` gives an `Opened` once the password was right."""

    opened = Signal(object)
    elsewhere = Signal()
    """Begin another workspace, or open one that was not opened here yet."""

    def __init__(self, home: Path, memory: Memory, jobs: Jobs) -> None:
        name = memory.names.get(str(home), "")
        super().__init__(name or _("Nightschool"), _("Type the password of this workspace."))
        self._home, self._memory, self._jobs = home, memory, jobs
        self.password = PasswordField(_("Password"))
        self.enter = button(_("Sign in"), self.sign_in, kind="primary")
        self.enter.setObjectName("sign-in")
        body = self.card.body
        self.places = self._choice()
        if self.places.count() > 1:
            body.addWidget(FormField(_("Workspace"), self.places))
        body.addWidget(self.password)
        body.addWidget(self.enter)
        body.addWidget(button(_("Another workspace …"), self.elsewhere.emit, kind="quiet"))
        self.password.edit.returnPressed.connect(self.sign_in)
        self.setFocusProxy(self.password.edit)
        self.places.currentIndexChanged.connect(self._look)
        self._look()

    @property
    def home(self) -> Path:
        """The folder of the workspace that is chosen."""
        return Path(self.places.currentData())

    def sign_in(self) -> None:
        """Try the password in the worker."""
        password, home = self.password.edit.text(), self.home
        self.password.fault()
        self._allow(allowed=False)
        self._jobs.run(
            lambda _task: opening.open_workspace(home, password),
            self.opened.emit,
            self._failed,
            owner=self,
        )

    def _look(self) -> None:
        """Say at once where another window has this workspace open."""
        home = self.home
        self.password.fault()
        self._jobs.run(
            lambda _task: opening.require_free(home),
            failed=lambda error: self.password.fault(str(error)),
            owner=self,
        )

    def _failed(self, error: UserError) -> None:
        self._allow(allowed=True)
        self.password.fault(str(error))
        self.password.edit.selectAll()
        self.password.edit.setFocus()

    def _allow(self, *, allowed: bool) -> None:
        for one in (self.enter, self.places, self.password.edit):
            one.setEnabled(allowed)
        self.enter.setText(_("Sign in") if allowed else _("Opening …"))

    def _choice(self) -> QComboBox:
        known = [str(self._home), *(one for one in self._memory.homes if one != str(self._home))]
        places = QComboBox()
        for home in known:
            if opening.is_workspace(Path(home)):
                named = self._memory.names.get(home)
                places.addItem(f"{named}  ({Path(home).name})" if named else home, home)
        return places
