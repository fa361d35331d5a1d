"""Today: what is on, what is not recorded, what has not gone, who is missed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from nightschool import clock
from nightschool.desktop import lesson_words, style
from nightschool.desktop.page import Page
from nightschool.desktop.session import Session
from nightschool.desktop.target import Target
from nightschool.desktop.widgets import Card, Chip, EmptyState, FlowLayout, button, label, muted
from nightschool.desktop.widgets.links import Link, LinkButton, Links
from nightschool.domain.codes import LessonState
from nightschool.domain.identity import RowId
from nightschool.domain.lesson import Lesson
from nightschool.domain.todo import Todo, TodoCode
from nightschool.i18n import _, ngettext
from nightschool.services import checks, people_list, today
from nightschool.services.people_list import Only
from nightschool.services.today import Month, Today, Unsent
from nightschool.task import Task

_LATE_DAYS = 14
_KEY = 16


class TodayPage(Page):
    """Every line opens the place where it is mended."""

    key = "today"
    icon = "home"
    topics = frozenset({"lessons", "roll", "people", "certificates", "sync", "policy", "checks"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._loaded = self._arriving = False
        self._build()

    @classmethod
    def title(cls) -> str:
        return _("Today")

    def heading(self) -> str:
        return f"{self.title()} · {lesson_words.long_day(clock.today())}"

    def help(self) -> str:
        return _(
            "What is on tonight, what is not recorded yet, what has not gone to the county, and"
            " whom you may want to visit. Each line opens the place where it is done."
            "\n\nThe roll call of tonight: Enter on its line."
        )

    def refresh(self) -> None:
        workspace, school, on = self.session.workspace, self.session.school, clock.today()

        def work(_task: Task) -> _Loaded:
            found = today.today(workspace, school, on)
            return _Loaded(found, people_list.page(workspace, school, limit=1).total or 0)

        self._loaded = False
        self.read(work, self._show)
        self.read(lambda _task: len(checks.run(workspace, on, school)), self._show_found, "checks")

    def open(self, _target: Target) -> None:
        self._arriving = True
        if self._loaded:
            self._begin()

    def _show(self, loaded: "_Loaded") -> None:
        found = loaded.today
        self._views.setCurrentWidget(self._cards if loaded.people else self._empty)
        self._show_lessons(found)
        self._show_unsent(found.unsent)
        self._show_month(found.month)
        self._show_todos(found.todos)
        self._show_missed(found)
        self._area.activate()
        self._loaded = True
        if self._arriving:
            self._begin()

    def _begin(self) -> None:
        """The keys go to the first line of tonight, else to what there is to do first."""
        self._arriving = False
        full = self._views.currentWidget() is self._cards
        first = (self._tonight.first or self._new) if full else self._import
        first.setFocus()

    def _show_lessons(self, found: Today) -> None:
        self._tonight.show_links(
            [
                Link(
                    f"{line.lesson.start:%H:%M}  {line.title}  {_state(line.lesson)}", call, "clock"
                )
                for line, call in ((line, self._to_roll(line.lesson)) for line in found.tonight)
            ]
        )
        self._none_tonight.setVisible(not found.tonight)
        late = [line for line in found.unrecorded if line.lesson.day != found.on]
        links = [
            Link(
                _("%(day)s  not finished: %(title)s")
                % {"day": _day(line.lesson), "title": line.title},
                self._to_roll(line.lesson),
                "clipboard-check",
            )
            for line in found.open_rolls
        ] + [
            Link(
                _("%(day)s  no roll call: %(title)s")
                % {"day": _day(line.lesson), "title": line.title},
                self._to_roll(line.lesson),
                "alert-triangle",
            )
            for line in late
        ]
        self._unrecorded.show_links(links, partial(self.session.go, "lessons"))
        self._all_recorded.setVisible(not links)

    def _show_unsent(self, unsent: Unsent | None) -> None:
        self._county.setVisible(unsent is not None)
        if unsent is None:
            return
        self._carried.say(*_carried(unsent))
        if not unsent.to:
            text = _("This laptop is not enrolled with the county yet. Its work stays safe here.")
        elif unsent.rows:
            text = ngettext(
                "%(count)d record has not been confirmed by %(to)s.",
                "%(count)d records have not been confirmed by %(to)s.",
                unsent.rows,
            ) % {"count": unsent.rows, "to": unsent.to}
        else:
            text = _("%(to)s has confirmed everything.") % {"to": unsent.to}
        self._unsent.setText(text)

    def _show_month(self, month: Month) -> None:
        held = _("%(held)d of %(least)d to %(most)d lessons held") % {
            "held": month.held,
            "least": month.least,
            "most": month.most,
        }
        self._held.setText(held)
        said = []
        if month.held > month.long_enough:
            said.append(
                _("%(count)d of them shorter than two hours.")
                % {"count": month.held - month.long_enough}
            )
        if month.planned:
            said.append(_("%(count)d more planned.") % {"count": month.planned})
        elif not month.kept:
            said.append(_("No further lesson is planned."))
        self._plan.setText(" ".join(said))
        self._plan.setVisible(bool(said))
        sign = (
            ("✓", _("as the rule asks"), "good")
            if month.kept
            else ("!", _("fewer than the rule asks"), "warn")
        )
        self._kept.say(*sign)

    def _show_todos(self, todos: Sequence[Todo]) -> None:
        self._asked.setVisible(bool(todos))
        self._todos.show_links(
            [
                Link(
                    f"{one.label}: {one.in_words()}" if one.label else one.in_words(),
                    go,
                    "mail-opened",
                )
                for one, go in ((one, partial(self._open_todo, one)) for one in todos)
            ]
        )

    def _show_found(self, count: int) -> None:
        self._found.setVisible(bool(count))
        text = ngettext(
            "%(count)d thing in the books is worth a look.",
            "%(count)d things in the books are worth a look.",
            count,
        ) % {"count": count}
        open_ = partial(self.session.go, "checks")
        self._findings.show_links([Link(text, open_, "clipboard-list")] if count else [])
        self._area.activate()

    def _show_missed(self, found: Today) -> None:
        people = partial(self.session.go, "people", None)
        self._away.show_links(
            [
                Link(
                    _("%(name)s: %(days)d days, last on %(day)s")
                    % {"name": one.name, "days": one.days, "day": f"{one.last_day:%Y-%m-%d}"},
                    partial(self.session.go, "people", one.person),
                    "user",
                )
                for one in found.away
            ],
            partial(people, Only.INCOMPLETE.value),
        )
        self._nobody_away.setVisible(not found.away)
        never = ngettext(
            "%(count)d person due has never come.",
            "%(count)d people due have never come.",
            found.never_came,
        )
        self._never.show_links(
            [
                Link(
                    never % {"count": found.never_came},
                    partial(people, Only.NEVER_CAME.value),
                    "list",
                )
            ]
            if found.never_came
            else []
        )
        self._unreached.show_links(
            [
                Link(
                    ngettext(
                        "%(head)s: %(count)d person due",
                        "%(head)s: %(count)d people due",
                        one.due,
                    )
                    % {
                        "head": one.head or one.number or _("household without a head"),
                        "count": one.due,
                    },
                    partial(self.session.go, "people", one.household, "household"),
                    "home-2",
                )
                for one in found.unreached
            ],
            partial(self.session.go, "progress", None, "unreached"),
        )
        self._all_reached.setVisible(not found.unreached)

    def _to_roll(self, lesson: Lesson) -> partial[None]:
        return partial(self.session.go, "roll", lesson.id)

    def _open_todo(self, todo: Todo) -> None:
        """A lesson's or a mark's opens its roll call, anybody's else the person."""
        record = RowId(todo.row[:_KEY])
        if todo.code == TodoCode.FINDING:
            self.session.go("checks", record)
        elif todo.table in ("lesson", "attendance"):
            self.session.go("roll", record)
        elif todo.table == "household":
            self.session.go("people", record, "household")
        elif todo.table == "certificate":
            self.session.go("certificates", record)
        else:
            self.session.go("people", record)

    def _build(self) -> None:
        go = self.session.go
        self._tonight = Links("tonight")
        self._none_tonight = muted(_("No lesson is planned for tonight."))
        tonight = Card(_("Tonight"), self._tonight, self._none_tonight)
        self._new = button(
            _("New lesson"), partial(go, "lessons", None, "new"), icon="plus", kind="quiet"
        )
        tonight.head.addWidget(self._new)
        self._unrecorded = Links("unrecorded")
        self._all_recorded = muted(_("Every lesson that was held is recorded."))
        unrecorded = Card(_("Not recorded yet"), self._unrecorded, self._all_recorded)
        self._carried = Chip("", "", "quiet")
        self._unsent = label("", wrap=True)
        self._county = Card(_("To the county"), self._unsent)
        self._county.head.addWidget(self._carried)
        self._county.body.addWidget(
            LinkButton(Link(_("To the stick"), partial(go, "stick"), "usb"))
        )
        self._kept = Chip("", "", "quiet")
        self._held, self._plan = label("", wrap=True), muted("")
        month = Card(_("This month"), self._held, self._plan)
        month.head.addWidget(self._kept)
        self._todos = Links("todos", most=8)
        self._asked = Card(_("Asked by the county"), self._todos)
        self._findings = Links("findings")
        self._found = Card(_("What the checks found"), self._findings)
        self._away, self._never = Links("away"), Links("never")
        self._nobody_away = muted(_("Nobody who came once has stayed away for long."))
        away = Card(_("Has not come for long"), self._away, self._nobody_away, self._never)
        self._unreached = Links("unreached")
        self._all_reached = muted(_("Somebody of every household came this year."))
        unreached = Card(_("Households not reached this year"), self._unreached, self._all_reached)
        self._cards = QWidget()
        self._area = FlowLayout(self._cards, gap=style.px(14), stretch=True)
        ours = self._asked, self._county, month
        for card in (tonight, unrecorded, *ours, away, unreached, self._found):
            card.setMinimumWidth(style.px(330))
            card.body.addStretch()
            self._area.addWidget(card)
        self._import = button(
            _("Import the register"), partial(go, "import"), icon="file-import", kind="primary"
        )
        self._empty = EmptyState(
            _("Begin with the people of the village."),
            self._import,
            button(
                _("Add people one by one"), partial(go, "people", None, "new"), icon="user-plus"
            ),
            icon="users-group",
            hint=_("The county gives the register as an Excel file; it is read as it is."),
        )
        self._views = QStackedWidget()
        self._views.addWidget(self._cards)
        self._views.addWidget(self._empty)
        self.body.addWidget(self._views, 1)


@dataclass(frozen=True, slots=True)
class _Loaded:
    today: Today
    people: int


def _day(lesson: Lesson) -> str:
    return f"{lesson.day:%m-%d}"


def _state(lesson: Lesson) -> str:
    if lesson.state is LessonState.HELD:
        return _("✓ held")
    return _("roll call begun") if lesson.roll_open else _("→ call the roll")


def _carried(unsent: Unsent) -> tuple[str, str, str]:
    """Sign, words and tone."""
    if not unsent.to:
        return "!", _("not enrolled"), "warn"
    if not unsent.rows:
        return "✓", _("all confirmed"), "good"
    days = unsent.days or 0
    tone = "bad" if days > _LATE_DAYS else "warn"
    if unsent.carried_on is None:
        text = ngettext("not carried for %(count)d day", "not carried for %(count)d days", days)
        return ("!", text % {"count": days}, tone) if days else ("→", _("not carried yet"), "info")
    text = ngettext(
        "carried, not confirmed for %(count)d day",
        "carried, not confirmed for %(count)d days",
        days,
    )
    return "!", text % {"count": days}, tone
