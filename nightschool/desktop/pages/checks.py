"""The checks: what looks wrong in the books, what was asked about it, three shares, the rules."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QTabWidget

from nightschool import clock
from nightschool.desktop.models.checks import PAGES, Found, Question
from nightschool.desktop.page import Page
from nightschool.desktop.session import Session
from nightschool.desktop.target import Target
from nightschool.desktop.widgets.check_findings import FindingsPart
from nightschool.desktop.widgets.check_parts import Place
from nightschool.desktop.widgets.check_questions import QuestionsPart
from nightschool.desktop.widgets.check_rules import RulesPart
from nightschool.desktop.widgets.check_shares import SharesPart
from nightschool.domain.checks.finding import Finding
from nightschool.domain.checks.rules import Code
from nightschool.domain.checks.settings import Setting
from nightschool.domain.checks.shares import Kind
from nightschool.domain.codes import Role
from nightschool.domain.identity import RowId
from nightschool.errors import UserError
from nightschool.i18n import _, ngettext
from nightschool.services import checks, schools, undo
from nightschool.services.checks import Asked, Shares
from nightschool.services.undo import Act
from nightschool.task import Task


class ChecksPage(Page):
    """Left the rules, right what they found; the county asks, the school answers."""

    key = "checks"
    icon = "clipboard-list"
    topics = frozenset(
        {"sync", "people", "lessons", "roll", "certificates", "policy", "checks", "registry"}
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._act: Act | None = None
        self._wanted: RowId | None = None
        self._shares_stale = True
        office, county = session.role is not Role.SCHOOL, session.role is Role.COUNTY
        self.findings = FindingsPart(session.settings, office=office, asks=county)
        self.questions = QuestionsPart(session.settings, office=office, closes=county)
        self.shares = SharesPart(session.settings, office=office)
        self.rules = RulesPart(editable=county)
        self._build()

    @classmethod
    def title(cls) -> str:
        return _("Checks")

    def help(self) -> str:
        return _(
            "What looks wrong in the books, rule by rule. A finding accuses nobody: it is asked"
            " after, and all may be right."
            "\n\nThe county chooses a finding, writes a note and asks the school. The question goes"
            " with the next package, stands on the school's page Today, and its answer comes back."
            " The county then closes it."
            "\n\nThe shares say of each school how many households were reached this year, how many"
            " records are complete, and how many rolls were finished on time; the list below says"
            " what is missing. Enter opens the record."
        )

    def refresh(self) -> None:
        workspace, on, school = self.session.workspace, clock.today(), self._school()

        def work(_task: Task) -> _Loaded:
            places = {one.code: one.village for one in schools.served(workspace)}
            found = checks.run(workspace, on, school)
            asked = checks.requests(workspace, school)
            return _Loaded(found, asked, checks.settings(workspace), places)

        self._shares_stale = True
        self.read(work, self._show)
        self._load_shares()

    def open(self, target: Target) -> None:
        if target.record is not None:
            self._wanted = target.record
            self.tabs.setCurrentWidget(self.questions)
        elif target.detail in list(Code):
            self.findings.choose(Code(target.detail))
            self.tabs.setCurrentWidget(self.findings)

    def undo(self) -> bool:
        act, self._act = self._act, None
        if act is None:
            return False
        workspace = self.session.workspace
        self.run(
            lambda _task: undo.undo(workspace, act),
            lambda _again: self._wrote(_("It was taken back."), None),
        )
        return True

    def ask(self, found: Sequence[Finding], note: str) -> None:
        """Ask the schools about these findings."""
        workspace = self.session.workspace

        def done(result: tuple[int, Act | None]) -> None:
            count, act = result
            text = ngettext(
                "%(count)d question was asked.", "%(count)d questions were asked.", count
            )
            self._wrote(text % {"count": count}, act)

        self._write(lambda: checks.ask(workspace, found, note), done)

    def answer(self, request: RowId, text: str, done: bool) -> None:
        """Answer a question."""
        workspace = self.session.workspace
        self._write(
            lambda: checks.answer(workspace, request, text, done=done),
            lambda result: self._wrote(_("The answer travels with the next package."), result[1]),
        )

    def close_question(self, request: RowId) -> None:
        """End a question."""
        workspace = self.session.workspace
        self._write(
            lambda: checks.close(workspace, request),
            lambda result: self._wrote(_("The question is closed."), result[1]),
        )

    def set_rule(self, code: Code, active: bool, numbers: Mapping[str, int]) -> None:
        """Switch a rule, or set its numbers."""
        workspace = self.session.workspace

        def refused(error: UserError) -> None:
            self.session.jobs.refused.emit(error)
            self.refresh()

        self._write(
            lambda: checks.set_rule(workspace, code, active, numbers),
            lambda result: self._wrote(_("The rule was set."), result[1]),
            refused,
        )

    def _write(
        self,
        work: Callable[[], object],
        done: Callable[[tuple[int, Act | None]], object],
        failed: Callable[[UserError], object] | None = None,
    ) -> None:
        workspace = self.session.workspace

        def write(_task: Task) -> tuple[int, Act | None]:
            made = work()
            count = made if isinstance(made, int) else 1
            return count, undo.latest(workspace) if count else None

        self.run(write, done, failed)

    def _wrote(self, text: str, act: Act | None) -> None:
        self._act = act
        self.session.notice(text, self.undo if act else None)
        self.session.wrote("checks")

    def _school(self) -> str | None:
        return self.session.school if self.session.role is Role.SCHOOL else None

    def _show(self, loaded: "_Loaded") -> None:
        waiting = {
            one.request.finding_id: one for one in loaded.asked if one.request.closed_on is None
        }
        ids = {one.id for one in loaded.found}
        office = self.session.role is not Role.SCHOOL
        self.findings.show_found(
            [
                Found(
                    one,
                    loaded.places.get(one.school, one.school) if office else "",
                    waiting.get(one.id),
                )
                for one in loaded.found
            ]
        )
        every = [Question(one, one.request.finding_id in ids) for one in loaded.asked]
        self.questions.show_questions(every, self._wanted)
        self._wanted = None
        self.rules.show_settings(loaded.settings)
        open_ = sum(one.request.closed_on is None for one in loaded.asked)
        for part, title, count in (
            (self.findings, _("Findings"), len(loaded.found)),
            (self.questions, _("Questions"), open_),
        ):
            self.tabs.setTabText(self.tabs.indexOf(part), f"{title} ({count})" if count else title)

    def _load_shares(self) -> None:
        """The shares are read when their tab is looked at."""
        if not self._shares_stale or self.tabs.currentWidget() is not self.shares:
            return
        self._shares_stale = False
        workspace, on, school = self.session.workspace, clock.today(), self._school()

        def work(_task: Task) -> list[Shares]:
            return checks.shares(workspace, on, school)

        self.read(work, self.shares.show_shares, "shares")

    def _load_lines(self, school: str, kind: Kind) -> None:
        workspace, on = self.session.workspace, clock.today()
        self.read(
            lambda _task: checks.lines(workspace, on, school, kind), self.shares.show_lines, "lines"
        )

    def _open_record(self, place: Place) -> None:
        if place.school in {one.code for one in self.session.schools}:
            self.session.choose(place.school)
        if place.table == "school" and self.session.role is not Role.SCHOOL:
            self.session.go("registry", None, place.school)
            return
        page, detail = PAGES.get(place.table, ("", ""))
        if page:
            record = None if place.table == "school" else place.record
            self.session.go(page, record, detail)

    def _build(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.title())
        for part, title in (
            (self.findings, _("Findings")),
            (self.questions, _("Questions")),
            (self.shares, _("Shares")),
            (self.rules, _("Rules")),
        ):
            self.tabs.addTab(part, title)
        self.tabs.currentChanged.connect(lambda _index: self._load_shares())
        self.findings.wanted.connect(self.ask)
        self.questions.answered.connect(self.answer)
        self.questions.closed.connect(self.close_question)
        self.shares.wanted.connect(self._load_lines)
        self.rules.changed.connect(self.set_rule)
        for part in (self.findings, self.questions, self.shares):
            part.opened.connect(self._open_record)
        self.body.addWidget(self.tabs, 1)


@dataclass(frozen=True, slots=True)
class _Loaded:
    found: Sequence[Finding]
    asked: Sequence[Asked]
    settings: Mapping[Code, Setting]
    places: Mapping[str, str]
