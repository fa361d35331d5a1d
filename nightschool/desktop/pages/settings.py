"""Settings of this machine: language, size, backups, what is installed, a file for support."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QTextBrowser,
)

from nightschool import __version__, i18n, paths
from nightschool.desktop import style
from nightschool.desktop.dialogs.paper import show_paper
from nightschool.desktop.page import Page
from nightschool.desktop.session import Session
from nightschool.desktop.settings import folder
from nightschool.desktop.stages.stage import LANGUAGES
from nightschool.desktop.widgets import Card, FlowLayout, FormField, button, label, muted
from nightschool.domain.codes import Role
from nightschool.i18n import _

if TYPE_CHECKING:
    from nightschool.task import Task

FARTHEST_MM = 20
SIZES = (100, 115, 130, 150, 175, 200)


class SettingsPage(Page):
    """Everything here takes effect at once."""

    key = "settings"
    icon = "settings"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.right, self.up = _millimetres(), _millimetres()
        for card in (
            self._words(),
            *self._certificates(),
            self._printer(),
            self._safety(),
            self._support(),
            self._about(),
        ):
            self.body.addWidget(card)
        self.body.addStretch()

    @classmethod
    def title(cls) -> str:
        return _("Settings")

    def help(self) -> str:
        return _(
            "Language and size of the text change at once and are remembered on this computer.\n\n"
            "Printers move the print by some millimetres: a test page shows how far.\n\n"
            "The support file holds the program's log and what the check found: no names, no"
            " numbers. Send it to whoever helps you."
        )

    def refresh(self) -> None:
        workspace = self.session.workspace

        def work(_task: "Task") -> tuple[float, float]:
            from nightschool.services import certificate_printing

            return certificate_printing.offset_of(workspace)

        self.read(work, self._show_offset)

    def _show_offset(self, offset: tuple[float, float]) -> None:
        for field, value in zip((self.right, self.up), offset, strict=True):
            with QSignalBlocker(field):
                field.setValue(value)

    def _printer(self) -> Card:
        card = Card(_("Printer"))
        card.body.addWidget(
            muted(
                _(
                    "If certificates print beside their frame: print a test page, measure, and"
                    " type how far the print must move."
                )
            )
        )
        row = FlowLayout(gap=style.px(14))
        for text, field in ((_("To the right"), self.right), (_("Upwards"), self.up)):
            row.addWidget(FormField(text, field))
            field.valueChanged.connect(self._move_print)
        card.body.addLayout(row)
        buttons = FlowLayout(gap=style.px(8))
        buttons.addWidget(button(_("Print a test page …"), self._test_page, icon="printer"))
        card.body.addLayout(buttons)
        return card

    def _certificates(self) -> list[Card]:
        """An office's menu has no room for them."""
        if self.session.role is Role.SCHOOL:
            return []
        card = Card(_("Certificates"))
        card.body.addWidget(
            muted(_("Their look and words, checking one, lists of keys, what schools issued."))
        )
        row = FlowLayout(gap=style.px(8))
        open_page = button(
            _("Open the certificates"), lambda: self.session.go("certificates"), icon="certificate"
        )
        open_page.setObjectName("open-certificates")
        row.addWidget(open_page)
        card.body.addLayout(row)
        return [card]

    def _move_print(self) -> None:
        workspace, right, up = self.session.workspace, self.right.value(), self.up.value()

        def work(_task: "Task") -> None:
            from nightschool.services import certificate_printing

            certificate_printing.set_offset(workspace, right, up)

        self.run(work, lambda _done: self.session.wrote())

    def _test_page(self) -> None:
        workspace = self.session.workspace

        def make(path: Path, _task: "Task") -> None:
            from nightschool.services import certificate_printing

            certificate_printing.test_page(workspace, path)

        show_paper(self, _("Test page"), make)

    def _words(self) -> Card:
        memory = self.session.settings.memory
        card = Card(_("Language and text"))
        languages = {f"language-{code}": name for code, name in LANGUAGES.items()}
        chosen = f"language-{i18n.language()}"
        card.body.addLayout(self._choice(_("Language"), languages, chosen, self._speak))
        sizes = {f"size-{size}": f"{size} %" for size in SIZES}
        card.body.addLayout(
            self._choice(_("Size of text"), sizes, f"size-{memory.size}", self._grow)
        )
        return card

    def _choice(
        self, text: str, options: dict[str, str], chosen: str, slot: Callable[[str], object]
    ) -> QHBoxLayout:
        """A row of buttons of which one is down; `slot` gets what follows the dash of its name."""
        row = QHBoxLayout()
        name = label(text)
        name.setMinimumWidth(style.px(110))
        row.addWidget(name)
        flow = FlowLayout(gap=style.px(6))
        group = QButtonGroup(self)
        for key, words in options.items():
            one = QPushButton(words)
            one.setObjectName(key)
            one.setCheckable(True)
            one.setAccessibleName(f"{text}: {words}")
            group.addButton(one)
            one.setChecked(key == chosen)
            value = key.partition("-")[2]
            one.clicked.connect(lambda _checked, value=value: slot(value))
            flow.addWidget(one)
        row.addLayout(flow, 1)
        return row

    def _speak(self, language: str) -> None:
        self.session.settings.memory.language = language
        self._redress()

    def _grow(self, size: str) -> None:
        self.session.settings.memory.size = int(size)
        self._redress()

    def _redress(self) -> None:
        self.session.settings.save()
        self.session.redress.emit()

    def _safety(self) -> Card:
        card = Card(_("Backups"))
        backups = self.session.workspace.home / "backups"
        card.body.addWidget(
            muted(_("Copies of the whole workspace, encrypted like it, stand in this folder."))
        )
        card.body.addWidget(label(str(backups), wrap=True))
        row = FlowLayout(gap=style.px(8))
        row.addWidget(self._opener(_("Open the folder of backups"), backups))
        card.body.addLayout(row)
        return card

    def _support(self) -> Card:
        card = Card(_("When something goes wrong"))
        card.body.addWidget(
            muted(_("The log and the support file hold nobody's name, number or marks."))
        )
        row = FlowLayout(gap=style.px(8))
        logs = self.session.workspace.home / "logs"
        row.addWidget(self._opener(_("Open the log folder"), logs))
        self.save = button(_("Save a support file …"), self._ask_where, icon="lifebuoy")
        self.save.setObjectName("support")
        row.addWidget(self.save)
        card.body.addLayout(row)
        return card

    def _opener(self, text: str, where: Path) -> QPushButton:
        def show() -> None:
            where.mkdir(parents=True, exist_ok=True)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(where)))

        return button(text, show, icon="folder")

    def _ask_where(self) -> None:
        home = QFileDialog.getExistingDirectory(self, _("Where shall the support file go?"))
        if home:
            self.save_support(Path(home))

    def save_support(self, where: Path) -> None:
        """Write the support file into a folder."""
        workspace, extra = self.session.workspace, folder() / "logs"

        def work(task: "Task") -> Path:
            from nightschool.services import support

            return support.save(workspace, where, (extra,), task)

        def done(file: Path) -> None:
            self.session.said.emit(_("Saved: %(file)s") % {"file": file.name})
            self.session.notice(_("The support file is ready: %(file)s") % {"file": file})

        self.run(work, done, title=_("Support file"))

    def _about(self) -> Card:
        card = Card(_("About"))
        card.body.addWidget(label(f"Nightschool {__version__}", wrap=True))
        card.body.addWidget(
            muted(_("Free software under the MIT licence. It is made with the work of others:"))
        )
        parts = QTextBrowser()
        parts.setMarkdown(third_party())
        parts.setAccessibleName(_("Licences of what others made"))
        parts.setFixedHeight(style.px(180))
        card.body.addWidget(parts)
        return card


def _millimetres() -> QDoubleSpinBox:
    field = QDoubleSpinBox()
    field.setRange(-FARTHEST_MM, FARTHEST_MM)
    field.setDecimals(1)
    field.setSingleStep(0.5)
    field.setSuffix(" mm")
    field.setKeyboardTracking(False)
    return field


def third_party() -> str:
    """Who made what is shipped, and under which licence: beside the checkout, or in the wheel."""
    folder = paths.resources()
    places = (folder / "THIRD_PARTY.md", folder.parent / "THIRD_PARTY.md")
    return next(place.read_text("utf-8") for place in places if place.is_file())
