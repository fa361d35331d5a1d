"""The window: one stage at a time fills it, from the first start to the desk."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from nightschool import i18n
from nightschool.desktop import opening, style
from nightschool.desktop.desk import Desk
from nightschool.desktop.jobs import Jobs
from nightschool.desktop.opening import Opened
from nightschool.desktop.session import Session
from nightschool.desktop.settings import Settings
from nightschool.desktop.stages.crash import Crash
from nightschool.desktop.stages.first_start import FirstStart
from nightschool.desktop.stages.sign_in import SignIn
from nightschool.desktop.stages.stage import Stage
from nightschool.desktop.target import Target
from nightschool.i18n import _

_SIZE = (1180, 720)
_SMALLEST = (640, 480)
_PAUSE_MS = 500


class MainWindow(QMainWindow):
    """`home` is the folder of the workspace that is opened, or made by the first start."""

    def __init__(self, settings: Settings, jobs: Jobs, home: Path) -> None:
        super().__init__()
        self.settings, self.jobs, self.home = settings, jobs, home
        self.opened: Opened | None = None
        self.session: Session | None = None
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.setInterval(_PAUSE_MS)
        self._resized.timeout.connect(self._remember_size)
        self.setMinimumSize(*_SMALLEST)
        self._place()
        self._add_keys()
        self.begin()

    @property
    def desk(self) -> Desk | None:
        """The desk, once somebody has signed in."""
        found = self.centralWidget()
        return found if isinstance(found, Desk) else None

    def begin(self) -> None:
        """Ask for the password, or what to begin with where there is no workspace yet."""
        if opening.is_workspace(self.home):
            stage = SignIn(self.home, self.settings.memory, self.jobs)
            stage.opened.connect(self.enter)
            stage.elsewhere.connect(self.begin_another)
            self._show(stage)
        else:
            self.begin_another()

    def begin_another(self) -> None:
        """The first start, also for one more workspace."""
        stage = FirstStart(self.home, self.jobs)
        stage.opened.connect(self.enter)
        stage.existing.connect(self._begin_at)
        self._show(stage)

    def enter(self, opened: Opened) -> None:
        """Somebody has signed in."""
        self.opened = opened
        self.home = opened.workspace.home
        self.settings.opened(self.home, opened.name)
        self.session = Session(
            opened.workspace, opened.schools, self.settings, self.jobs, practice=opened.practice
        )
        self.session.redress.connect(self.rebuild, Qt.ConnectionType.QueuedConnection)
        self.setWindowTitle(f"{opened.name} – {_('Nightschool')}")
        self._show(Desk(self.session))

    def rebuild(self) -> None:
        """Build what is shown anew, in the language and size that are set now."""
        memory = self.settings.memory
        i18n.use_language(memory.language or i18n.language())
        application = QApplication.instance()
        if isinstance(application, QApplication):
            style.apply(application, memory.size)
            style.speak(application)
        if self.session is None:
            self.begin()
            return
        desk = self.desk
        shown = desk.current.key if desk and desk.current else ""
        new = Desk(self.session)
        self._show(new)
        if shown:
            new.open(Target(shown))

    def crash(self, text: str) -> None:
        """Show the report of a mistake of ours in the place of what failed."""
        stage = Crash(text, self.settings.path.parent / "logs")
        stage.again.connect(self._again)
        self._show(stage)

    def leave(self) -> None:
        """Close the workspace, in the thread that opened it."""
        if self.opened:
            held, self.opened = self.opened.held, None
            self.jobs.run(lambda _task: held.close())

    def closeEvent(self, event: QCloseEvent) -> None:
        desk = self.desk
        if desk and desk.current and not desk.current.may_leave():
            event.ignore()
            return
        self._remember_size()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resized.start()

    def _again(self) -> None:
        if self.session is None:
            self.begin()
        else:
            self._show(Desk(self.session))

    def _begin_at(self, home: Path) -> None:
        self.home = home
        self.begin()

    def _show(self, stage: QWidget) -> None:
        if isinstance(stage, Stage):
            stage.spoken.connect(self._speak, Qt.ConnectionType.QueuedConnection)
            self.setWindowTitle(_("Nightschool"))
        self.setCentralWidget(stage)  # deletes the one before
        stage.setFocus()

    def _speak(self, language: str) -> None:
        self.settings.memory.language = language
        self.settings.save()
        self.rebuild()

    def _place(self) -> None:
        """As large as last time, on a screen that may be another."""
        known = self.settings.memory.window
        width, height, full = known if len(known) == 3 else (*_SIZE, 0)
        screen = self.screen().availableGeometry()
        self.resize(min(width, screen.width()), min(height, screen.height()))
        if full or (width >= screen.width() and height >= screen.height()):
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _remember_size(self) -> None:
        full = int(self.isMaximized())
        memory = self.settings.memory
        kept = memory.window[:2] if full and len(memory.window) == 3 else None
        size = [*(kept or [self.width(), self.height()]), full]
        if size != memory.window:
            memory.window = size
            self.settings.save()

    def _add_keys(self) -> None:
        self._key("F1", Desk.show_help)
        self._key("Ctrl+F", Desk.search_all)
        self._key("Ctrl+Z", Desk.undo)
        for number in range(1, 8):
            self._key(f"Ctrl+{number}", partial(Desk.open_number, number=number))

    def _key(self, key: str, act: Callable[[Desk], object]) -> None:
        def pressed() -> None:
            if self.desk:
                act(self.desk)

        QShortcut(QKeySequence(key), self).activated.connect(pressed)
