"""The county's registry: schools, laptops, courses, lecturers, settings, taking out the data."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QTabWidget

from nightschool.desktop.dialogs.record_history import HistoryDialog
from nightschool.desktop.page import Page
from nightschool.desktop.registry_acts import RegistryActs
from nightschool.desktop.session import Session
from nightschool.desktop.target import Target
from nightschool.desktop.widgets.registry_export import ExportPanel
from nightschool.desktop.widgets.registry_laptops import LaptopsPanel
from nightschool.desktop.widgets.registry_schools import SchoolsPanel
from nightschool.desktop.widgets.registry_settings import SettingsPanel
from nightschool.desktop.widgets.registry_teaching import courses_panel, lecturers_panel
from nightschool.domain.cards import CardRules
from nightschool.domain.codes import Role
from nightschool.domain.course import Course
from nightschool.domain.lecturer import Lecturer
from nightschool.domain.policy import Policy
from nightschool.domain.school import School
from nightschool.i18n import _
from nightschool.services import courses, full_export, history, laptops, lecturers, policy, schools
from nightschool.services.laptops import Laptops
from nightschool.services.reporting import thresholds
from nightschool.task import Task

TABS = ("schools", "laptops", "courses", "lecturers", "settings", "export")


@dataclass(frozen=True, slots=True)
class Found:
    """All that the page shows."""

    schools: tuple[School, ...]
    laptops: Laptops
    courses: list[Course]
    lecturers: list[Lecturer]
    policy: Policy
    cards: CardRules


class RegistryPage(Page):
    """Every write is an act that the laptops learn of with the next packages."""

    key = "registry"
    icon = "building-community"
    topics = frozenset({"registry", "policy", "sync"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        settings = session.settings
        self.acts = RegistryActs(self)
        self.schools, self.laptops = SchoolsPanel(settings), LaptopsPanel(settings)
        self.courses, self.lecturers = courses_panel(settings), lecturers_panel(settings)
        self.rules, self.export = SettingsPanel(), ExportPanel()
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.title())
        for panel, title in (
            (self.schools, _("Schools")),
            (self.laptops, _("Laptops")),
            (self.courses, _("Courses")),
            (self.lecturers, _("Lecturers")),
            (self.rules, _("Settings")),
            (self.export, _("Take out data")),
        ):
            self.tabs.addTab(panel, title)
        self.body.addWidget(self.tabs, 1)
        county = session.role is Role.COUNTY
        if county:
            self.action(_("Import rosters"), "file-import", lambda: session.go("import"))
            self.action(_("Enrol laptops …"), "device-laptop", self.acts.enrol)
            self.action(_("New school …"), "plus", self.acts.new_school, kind="primary")
        for at in (0, 2, 3, 4, 5):
            self.tabs.setTabVisible(at, county)
        self._connect()

    @classmethod
    def title(cls) -> str:
        return _("Registry")

    def help(self) -> str:
        return _(
            "The register of the county's schools, its laptops, courses, lecturers and rules."
            " What is changed here reaches the laptops with the next packages.\n\n"
            "Work for this school: its lessons, people, progress and certificates open here, for a"
            " school that has no laptop.\n\n"
            "Enrol laptops: a file for each school, and a sheet of codes that travels apart.\n\n"
            "A laptop that is lost is revoked; its later packages are refused."
        )

    def refresh(self) -> None:
        workspace = self.session.workspace

        def work(_task: Task) -> Found:
            return Found(
                schools.served(workspace),
                laptops.listing(workspace),
                courses.courses_of_desk(workspace),
                lecturers.pool(workspace),
                policy.policy_of(workspace),
                thresholds.thresholds_of(workspace),
            )

        self.read(work, self._show)

    def open(self, target: Target) -> None:
        """A school by its code in `detail`, or one of `TABS`."""
        if target.detail in TABS:
            self.tabs.setCurrentIndex(TABS.index(target.detail))
        elif target.detail:
            self.tabs.setCurrentIndex(0)
            self.schools.select(target.detail)

    def _show(self, found: Found) -> None:
        held = Counter(
            code
            for one in found.laptops.laptops
            if one.device.revoked_on is None
            for code in one.device.scopes
        )
        self.acts.known, self.acts.held = found.schools, held
        self.schools.show_schools(found.schools, held)
        self.laptops.show_laptops(found.laptops)
        self.courses.show_rows(found.courses)
        self.lecturers.show_rows(found.lecturers)
        self.rules.rules.tell(found.policy)
        self.rules.cards.tell(found.cards)

    def _connect(self) -> None:
        self.schools.asked.connect(self._school_asked)
        self.laptops.revoke.connect(self.acts.revoke)
        self.laptops.replace.connect(self.acts.replace)
        self.laptops.admit.connect(self.acts.admit)
        for panel, change, turn in (
            (self.courses, self.acts.course, self.acts.turn_course),
            (self.lecturers, self.acts.lecturer, self.acts.turn_lecturer),
        ):
            panel.add.clicked.connect(lambda _on, change=change: change(None))
            panel.edit.clicked.connect(lambda _on, panel=panel, change=change: change(panel.chosen))
            panel.turn.clicked.connect(lambda _on, panel=panel, turn=turn: turn(panel.chosen))
        self.rules.policy_given.connect(self._set_policy)
        self.rules.cards_given.connect(self._set_cards)
        self.rules.wanted.connect(self.session.go)
        self.export.asked.connect(self.take_out)

    def _school_asked(self, what: str) -> None:
        one = self.schools.chosen
        if one is None:
            return
        if what == "work":
            self.session.choose(one.code)
            self.session.go("lessons")
        elif what == "history":
            self._history(one)
        else:
            getattr(self.acts, what)(one)

    def _history(self, one: School) -> None:
        workspace = self.session.workspace
        self.read(
            lambda _task: history.history(workspace, "school", one.id),
            lambda lines: HistoryDialog(self, one.place, lines).open(),
            "history",
        )

    def _set_policy(self, given: Policy, reason: str) -> None:
        workspace = self.session.workspace
        self.acts.write(
            lambda _task: policy.set_policy(workspace, given, reason),
            lambda _made: _("The rules of the rotation are saved"),
            topics=("policy", "registry"),
        )

    def _set_cards(self, given: CardRules, reason: str) -> None:
        workspace = self.session.workspace
        self.acts.write(
            lambda _task: thresholds.set_thresholds(workspace, given, reason),
            lambda _made: _("The thresholds of cards are saved"),
            topics=("policy", "registry"),
        )

    def take_out(self, folder: Path, whole: bool, reason: str) -> None:
        """Write everything to a folder."""
        workspace = self.session.workspace
        self.run(
            lambda task: full_export.export_all(
                workspace, folder, unmasked=whole, reason=reason, task=task
            ),
            self.export.show_made,
            title=_("Taking out the data"),
        )
