"""Progress: the school at a glance, and the list behind each figure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from nightschool import clock
from nightschool.desktop import style
from nightschool.desktop.behind import HOUSEHOLDS, LISTS, PEOPLE
from nightschool.desktop.dialogs.paper import show_paper
from nightschool.desktop.models.table import RIGHT, Column, RowsModel
from nightschool.desktop.page import Page
from nightschool.desktop.session import Session
from nightschool.desktop.target import Target
from nightschool.desktop.widgets import (
    Card,
    EmptyState,
    FlowLayout,
    SearchBox,
    Table,
    button,
    muted,
)
from nightschool.desktop.widgets.charts import Mark, Stacked
from nightschool.desktop.widgets.rotation import KindsCard, RotationCard
from nightschool.domain import curve, labels, pinyin, standing
from nightschool.domain.codes import CourseKind
from nightschool.domain.curve import Point
from nightschool.domain.policy import Policy
from nightschool.domain.progress import HouseholdProgress, PersonProgress, counts_elsewhere
from nightschool.i18n import _
from nightschool.services import papers, policy, progress
from nightschool.services.progress import Section
from nightschool.task import Task

_LADDER = ("none", "begun", "trained", "all")
_TONES = ("quiet", "warn", "info", "good")


class ProgressPage(Page):
    """Plots that people would rather look at; each part of them opens its list below."""

    key = "progress"
    icon = "chart-bar"
    topics = frozenset({"lessons", "roll", "people", "policy", "sync"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._day: date | None = None
        self._people: Sequence[PersonProgress] = ()
        self._homes: Sequence[HouseholdProgress] = ()
        self.action(_("Reports"), "report", partial(session.go, "reports"))
        self.action(_("Print the list of households"), "printer", self._print)
        self._build()

    @classmethod
    def title(cls) -> str:
        return _("Training progress")

    def help(self) -> str:
        return _(
            "How far the rotation is today. The dashed line is what the county's plan expects."
            "\n\nClick a figure or a part of a plot, or go to it with Tab and the arrows and press"
            " Enter: the list below shows who stands behind it. Enter on a line opens the person"
            " or the household."
        )

    def open(self, target: Target) -> None:
        """The detail names a list, and perhaps a day: `never 2018-06-30`."""
        which, _blank, day = target.detail.partition(" ")
        wanted = date.fromisoformat(day) if day else None
        if wanted != self._day:
            self._day = wanted
            self.retitled.emit()
            self.refresh()
        if which:
            self.show_list(which)

    def heading(self) -> str:
        if self._day is None:
            return self.title()
        return _("Progress on %(day)s") % {"day": self._day}

    @property
    def _on(self) -> date:
        return self._day or clock.today()

    def refresh(self) -> None:
        workspace, school, on = self.session.workspace, self.session.school, self._on

        def work(_task: Task) -> _Loaded:
            section = progress.figures(workspace, on, school)
            rules = policy.policy_of(workspace)
            return _Loaded(
                section,
                rules,
                curve.curve(section.figures, rules, on),
                [
                    one
                    for one in progress.people(workspace, on, school)
                    if not counts_elsewhere(one, on)
                ],
                progress.households(workspace, on, school),
            )

        self.read(work, self._show)

    def show_list(self, which: str) -> None:
        """The list of this key of `PEOPLE` or `HOUSEHOLDS`."""
        keys = [*LISTS]
        if which in keys:
            self._which.setCurrentIndex(keys.index(which))

    def _show(self, loaded: "_Loaded") -> None:
        self._people, self._homes = loaded.people, loaded.homes
        self._views.setCurrentWidget(self._whole if self._people else self._empty)
        figures = loaded.section.figures
        self._rotation.tell(figures, loaded.section.pace, loaded.curve)
        self._kinds.tell(figures)
        on = self._on
        counts = [sum(HOUSEHOLDS[rung].test(home, on) for home in self._homes) for rung in _LADDER]
        self._ladder.show_marks(
            [
                Mark(_(HOUSEHOLDS[rung].title), count, "", tone)
                for rung, count, tone in zip(_LADDER, counts, _TONES, strict=True)
            ]
        )
        self._reached.setText(
            _("%(reached)d of %(homes)d households with people due were reached this year.")
            % {
                "reached": sum(home.reached and home.due > 0 for home in self._homes),
                "homes": figures.households_due,
            }
        )
        self._list()

    def _list(self) -> None:
        which = [*LISTS][max(self._which.currentIndex(), 0)]
        typed, on = self._search.text().strip(), self._on
        if which in PEOPLE:
            people = [one for one in self._people if PEOPLE[which].test(one, on)]
            people = [one for one in people if pinyin.matches(one.person.name, typed)]
            self._of_people.show(people)
            self._tables.setCurrentWidget(self._people_table)
            count, all_ = len(people), len(self._people)
        else:
            homes = [one for one in self._homes if HOUSEHOLDS[which].test(one, on)]
            homes = [one for one in homes if pinyin.matches(_called(one), typed)]
            self._of_homes.show(homes)
            self._tables.setCurrentWidget(self._homes_table)
            count, all_ = len(homes), len(self._homes)
        self._count.setText(_("%(count)d of %(all)d") % {"count": count, "all": all_})

    def _open_person(self, index: QModelIndex) -> None:
        self.session.go("people", self._of_people.record(index).person.id)

    def _open_home(self, index: QModelIndex) -> None:
        self.session.go("people", self._of_homes.record(index).household, "household")

    def _print(self) -> None:
        workspace, school, on = self.session.workspace, self.session.school, self._on

        def make(path: Path, _task: Task) -> None:
            papers.write_households(workspace, path, on, school)

        show_paper(self, _("List of households"), make)

    def _build(self) -> None:
        self._rotation, self._kinds = RotationCard(), KindsCard()
        self._ladder = Stacked(_("Households from none to all complete"), openable=True)
        self._ladder.chosen.connect(lambda place: self.show_list(_LADDER[place]))
        self._reached = muted("")
        homes = Card(_("Households"), self._ladder, self._reached)
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.px(12))
        column.addWidget(self._kinds)
        column.addWidget(homes)
        column.addStretch()
        plots = QWidget()
        flow = FlowLayout(plots, gap=style.px(14), stretch=True)
        for part in (self._rotation, beside):
            part.setMinimumWidth(style.px(420))
            flow.addWidget(part)
        self._whole = QWidget()
        layout = QVBoxLayout(self._whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(style.px(12))
        layout.addWidget(plots)
        layout.addWidget(self._behind(), 1)
        self._empty = EmptyState(
            _("Progress shows once people are on the register."),
            button(_("Import the register"), partial(self.session.go, "import"), kind="primary"),
            icon="chart-bar",
        )
        self._views = QStackedWidget()
        self._views.addWidget(self._whole)
        self._views.addWidget(self._empty)
        self.body.addWidget(self._views, 1)

    def _behind(self) -> QWidget:
        self._which = QComboBox()
        self._which.setAccessibleName(_("Which list?"))
        self._which.addItems([_(one.title) for one in LISTS.values()])
        self._which.currentIndexChanged.connect(lambda _index: self._list())
        self._search = SearchBox(_("Name or initials"))
        self._search.searched.connect(lambda _text: self._list())
        self._count = muted("")
        row = QHBoxLayout()
        row.addWidget(self._which)
        row.addWidget(self._search, 1)
        row.addWidget(self._count)
        self._of_people = RowsModel(_person_columns())
        self._of_homes = RowsModel(_home_columns())
        settings = self.session.settings
        self._people_table = Table(self._of_people, "progress-people", settings, _("People"))
        self._homes_table = Table(self._of_homes, "progress-homes", settings, _("Households"))
        self._people_table.opened.connect(self._open_person)
        self._homes_table.opened.connect(self._open_home)
        self._tables = QStackedWidget()
        self._tables.addWidget(self._people_table)
        self._tables.addWidget(self._homes_table)
        self._tables.setMinimumHeight(style.px(220))
        card = Card()
        card.body.addLayout(row)
        card.body.addWidget(self._tables, 1)
        return card


@dataclass(frozen=True, slots=True)
class _Loaded:
    section: Section
    policy: Policy
    curve: tuple[Point, ...]
    people: Sequence[PersonProgress]
    homes: Sequence[HouseholdProgress]


def _person_columns() -> tuple[Column[PersonProgress], ...]:
    return (
        Column(
            _("Name"),
            lambda one: one.person.name,
            sort=lambda one: pinyin.sound(one.person.name),
            width=160,
        ),
        Column(
            _("Class hours"),
            lambda one: f"{one.hours.total / 2:g}",
            RIGHT,
            sort=lambda one: one.hours.total,
            width=90,
        ),
        *(
            Column(
                labels.label(kind),
                partial(_hours_of, kind),
                RIGHT,
                sort=partial(_halves_of, kind),
                width=90,
            )
            for kind in CourseKind
        ),
        Column(_("Last came on"), _last_day, sort=_last_day, width=120),
        Column(_("Standing"), standing.standing, tone=_tone),
    )


def _home_columns() -> tuple[Column[HouseholdProgress], ...]:
    def count(title: str, of: Callable[[HouseholdProgress], int]) -> Column[HouseholdProgress]:
        return Column(title, lambda home: f"{of(home)}", RIGHT, sort=of, width=90)

    return (
        Column(_("Head"), _called, sort=lambda home: pinyin.sound(_called(home)), width=180),
        Column(_("Household no."), lambda home: home.name.number or "", width=170),
        count(_("Members"), lambda home: home.members),
        count(_("Due"), lambda home: home.due),
        count(_("Begun"), lambda home: home.begun),
        count(_("Complete"), lambda home: home.complete),
        Column(
            _("Reached this year"),
            lambda home: _("✓ yes") if home.reached else _("✗ no"),
            tone=lambda home: "good" if home.reached else "bad",
        ),
    )


def _called(home: HouseholdProgress) -> str:
    return home.name.head or home.name.number or _("household without a head")


def _halves_of(kind: CourseKind, one: PersonProgress) -> int:
    return one.hours.by_kind.get(kind, 0)


def _hours_of(kind: CourseKind, one: PersonProgress) -> str:
    halves = _halves_of(kind, one)
    return f"{halves / 2:g}" if halves else ""


def _last_day(one: PersonProgress) -> str:
    return f"{one.hours.last_day}" if one.hours.last_day else ""


def _tone(one: PersonProgress) -> str:
    return "good" if one.complete else ""
