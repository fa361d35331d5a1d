"""The first start: open the county's enrolment file, or begin a practice school."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from nightschool import files
from nightschool.desktop import opening, style
from nightschool.desktop.jobs import Job, Jobs
from nightschool.desktop.opening import Opened
from nightschool.desktop.stages.passwords import NewPassword
from nightschool.desktop.stages.stage import Stage
from nightschool.desktop.widgets import FormField, Tile, button, heading, label, muted
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.task import Task

_LOOK_MS = 2_000
"""Between two looks for sticks."""


class FirstStart(Stage):
    """`opened` gives an `Opened` when the desk is ready."""

    opened = Signal(object)
    existing = Signal(object)
    """The folder of a workspace that is on this machine already."""

    def __init__(self, home: Path, jobs: Jobs) -> None:
        super().__init__(
            _("Welcome"),
            _("Records of your farmers' night school: they stay on this laptop, encrypted."),
        )
        self._home, self._jobs = home, jobs
        self.choice = self._choice()
        self.enrolment = _Enrolment(jobs, self._back, self._enrol)
        self.practice = _Practice(self._back, self._practise)
        self.steps: tuple[QWidget, ...] = (self.choice, self.enrolment, self.practice)
        for step in self.steps:
            self.card.body.addWidget(step)
        self._show_step(self.choice)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.said = muted()
        for one in (self.bar, self.said):
            one.hide()
            self.card.body.addWidget(one)
        self.setFocusProxy(self.open_file)
        jobs.stepped.connect(self._stepped)

    def _choice(self) -> QWidget:
        step = QWidget()
        layout = QVBoxLayout(step)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(style.px(10))
        self.open_file = Tile(
            "usb",
            _("Open the county's enrolment file"),
            _("From the stick, with the code on the printed slip."),
            lambda: self._go(self.enrolment),
        )
        self.open_file.setObjectName("enrol")
        self.try_out = Tile(
            "school",
            _("Try it with a practice school"),
            _("Sample people and lessons; nothing of it counts or leaves this laptop."),
            lambda: self._go(self.practice),
        )
        self.try_out.setObjectName("practise")
        layout.addWidget(self.open_file)
        layout.addWidget(self.try_out)
        layout.addWidget(
            button(
                _("Open a workspace on this computer …"), self._pick, icon="folder", kind="quiet"
            )
        )
        return step

    def _go(self, step: "_Step") -> None:
        self._show_step(step)
        step.begin()

    def _back(self) -> None:
        self._show_step(self.choice)
        self.open_file.setFocus()

    def _show_step(self, shown: QWidget) -> None:
        for step in self.steps:
            step.setVisible(step is shown)

    def _pick(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Folder of the workspace"))
        if folder:
            self.existing.emit(Path(folder))

    def _enrol(self, file: Path, code: str, password: str) -> None:
        home = files.unused_name(self._home)
        self._begin(
            self.enrolment,
            home,
            password,
            lambda _task: opening.enrol(home, file, code, password),
        )

    def _practise(self, password: str) -> None:
        home = files.unused_name(self._home.with_name(f"{self._home.name}-practice"))
        self._begin(
            self.practice, home, password, lambda task: opening.practise(home, password, task)
        )

    def _begin(
        self, step: "_Step", home: Path, password: str, make: Callable[[Task], None]
    ) -> None:
        def work(task: Task) -> Opened:
            make(task)
            return opening.open_workspace(home, password)

        def failed(error: UserError) -> None:
            self._working(on=False)
            step.refuse(error)

        self._working(on=True)
        self._jobs.run(work, self.opened.emit, failed, owner=self)

    def _working(self, *, on: bool) -> None:
        for step in self.steps:
            step.setEnabled(not on)
        self.bar.setRange(0, 0)
        self.bar.setVisible(on)
        self.said.setVisible(on)
        self.said.setText(_("This takes some seconds."))

    def _stepped(self, job: Job) -> None:
        self.said.setText(job.text)


class _Step(QWidget):
    """A form with a way back and a way on."""

    def __init__(self, title: str, back: Callable[[], object], on: Callable[[], object]) -> None:
        super().__init__()
        self.password = NewPassword()
        self.on = button(_("Begin"), on, kind="primary")
        self.on.setObjectName("begin")
        self.trouble = label("", "fault", wrap=True)
        self.trouble.hide()
        self.form = QVBoxLayout(self)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setSpacing(style.px(10))
        self.form.addWidget(heading(title))
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(button(_("Back"), back, icon="arrow-left"))
        self._buttons.addStretch()
        self._buttons.addWidget(self.on)
        self.password.again.edit.returnPressed.connect(on)

    def end(self) -> None:
        """Put what all forms end with below their own fields."""
        self.form.addWidget(self.password)
        self.form.addWidget(self.trouble)
        self.form.addLayout(self._buttons)
        self.form.addStretch()

    def begin(self) -> None:
        """Take the keys."""
        self.password.first.edit.setFocus()

    def refuse(self, error: UserError) -> None:
        """Show what is wrong above the button."""
        self.trouble.setText(f"✗ {error}")
        self.trouble.show()


class _Practice(_Step):
    def __init__(self, back: Callable[[], object], done: Callable[[str], object]) -> None:
        super().__init__(_("Practice school"), back, self._try)
        self._done = done
        self.end()

    def _try(self) -> None:
        if self.password.agree():
            self._done(self.password.text)


class _Enrolment(_Step):
    """The file is offered where a stick holds one; sticks plugged in later are seen too."""

    def __init__(
        self, jobs: Jobs, back: Callable[[], object], done: Callable[[Path, str, str], object]
    ) -> None:
        super().__init__(_("Enrolment file"), back, self._try)
        self._jobs, self._done = jobs, done
        self.files = QComboBox()
        self.files.setPlaceholderText(_("No enrolment file was found on a stick yet"))
        self.file = FormField(_("Enrolment file"), self.files)
        self.code_edit = QLineEdit()
        self.code = FormField(
            _("Enrolment code"), self.code_edit, _("12 characters, printed on the slip.")
        )
        self.form.addWidget(self.file)
        self.form.addWidget(button(_("Choose a file …"), self._pick, icon="folder", kind="quiet"))
        self.form.addWidget(self.code)
        self.end()
        self.code_edit.returnPressed.connect(self.password.first.edit.setFocus)
        self._watch = QTimer(self)
        self._watch.setInterval(_LOOK_MS)
        self._watch.timeout.connect(self._look)

    def begin(self) -> None:
        self._look()
        self._watch.start()
        self.code_edit.setFocus()

    def offer(self, file: Path) -> None:
        """Put a file into the list and choose it."""
        if self.files.findData(str(file)) < 0:
            self.files.addItem(file.name, str(file))
        self.files.setCurrentIndex(self.files.findData(str(file)))

    def _look(self) -> None:
        if self.isVisible():
            self._jobs.read(opening.enrolment_files, self._found, key="enrolments", owner=self)
        else:
            self._watch.stop()

    def _found(self, found: list[Path]) -> None:
        for file in found:
            if self.files.findData(str(file)) < 0:
                self.offer(file)

    def _pick(self) -> None:
        kinds = f"{_('Enrolment files')} ({opening.PATTERN})"
        chosen, _filter = QFileDialog.getOpenFileName(self, _("Enrolment file"), "", kinds)
        if chosen:
            self.offer(Path(chosen))

    def _try(self) -> None:
        file, code = self.files.currentData(), self.code_edit.text().strip()
        self.file.fault("" if file else _("Plug the stick in, or choose the file."))
        self.code.fault("" if code else _("Type the code from the slip."))
        if file and code and self.password.agree():
            self._done(Path(file), code, self.password.text)
