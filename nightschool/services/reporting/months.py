"""A month of a school: submitted by its head, accepted or returned by the county."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from nightschool import clock
from nightschool.domain import account as accounts
from nightschool.domain import identity, period
from nightschool.domain.account import Kept
from nightschool.domain.codes import MonthAnswer, Role
from nightschool.domain.report import MonthReport, MonthState, state_of
from nightschool.domain.school import School
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import progress as rotation
from nightschool.services import schools
from nightschool.services.reporting import gathering
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.database import Write
from nightschool.storage.queries import activity, common, month_reports


@dataclass(frozen=True, slots=True)
class Submitted:
    """What was submitted, and what is odd about it."""

    report: MonthReport
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A school's month in a list."""

    school: School
    month: date
    state: MonthState
    report: MonthReport | None
    """What stands; None where nothing was submitted."""


def submit(workspace: Workspace, month: date, by: str = "", school: str | None = None) -> Submitted:
    """Submit the figures of a month that is over, as they are now; `by` names who answers for it.

    A month that was submitted before is submitted again, until the county has accepted it. Raises
    `UserError` then, for a month that is not over, and where nothing has changed.
    """
    code = schools.code_of(workspace, school)
    of = period.month(month)
    if clock.is_trusted() and of.last >= clock.today():
        raise UserError(
            _("%(month)s is not over.") % {"month": of.code}, _("Submit it when it is.")
        )
    desk = gathering.gather(workspace, of, of.last, code)
    section = rotation.figures(workspace, of.last, code)
    today = gathering.part_of(section, desk).today
    figures = accounts.to_json(Kept(today, desk.policy_of(code), desk.rules_of(code)))
    with workspace.database.write() as write:
        _require_news(_standing(write, code, of.first), figures)
        new = MonthReport(
            id=identity.new(),
            school=code,
            month=of.first,
            figures=figures,
            submitted_on=clock.today(),
            submitted_by=by.strip() or workspace.database.user,
        )
        rows.insert(write, tables.MonthReport, [rows.values_of(new)])
        unfinished = activity.unfinished(write.connection, code, of.first, of.last)
    return Submitted(new, tuple(_warnings(unfinished)))


def _require_news(before: MonthReport | None, figures: str) -> None:
    if before is None or before.answer is MonthAnswer.RETURNED:
        return
    if before.answer is MonthAnswer.ACCEPTED:
        raise UserError(
            _("The county has accepted this month; its figures stand."),
            _("If they are wrong, ask the county to return it."),
        )
    if before.figures == figures:
        raise UserError(
            _("This month was submitted already, and no figure has changed since."),
            _("Carry the next package to the county."),
        )


def _warnings(unfinished: int) -> list[str]:
    if not unfinished:
        return []
    return [
        _("%(count)d lessons of the month are not held or their roll call is open: not counted.")
        % {"count": unfinished}
    ]


def accept(workspace: Workspace, school: str, month: date, by: str = "") -> MonthReport:
    """Close a school's month as it was submitted: it prints the same from now on.

    Raises `UserError` where nothing waits for an answer, and at any desk but the county's.
    """
    return _answer(workspace, school, month, MonthAnswer.ACCEPTED, by, "")


def send_back(
    workspace: Workspace, school: str, month: date, reason: str, by: str = ""
) -> MonthReport:
    """Return a school's month with a reason; also one that was accepted, which opens it again."""
    if not reason.strip():
        raise UserError(_("A month is returned for a reason."), _("Say why."))
    return _answer(workspace, school, month, MonthAnswer.RETURNED, by, reason.strip())


def _answer(
    workspace: Workspace, school: str, month: date, answer: MonthAnswer, by: str, reason: str
) -> MonthReport:
    if workspace.role is not Role.COUNTY:
        raise UserError(
            _("The county accepts or returns a month."), _("Carry the next package to the county.")
        )
    code = schools.code_of(workspace, school)
    with workspace.database.write() as write:
        standing = _waiting(write, code, month.replace(day=1), answer)
        values: dict[str, Any] = {
            "answer": answer,
            "answered_on": clock.today(),
            "answered_by": by.strip() or workspace.database.user,
            "reason": reason,
        }
        rows.edit(write, tables.MonthReport, {(standing.id,): values}, reason)
    return replace(standing, **values)


def _waiting(write: Write, code: str, month: date, answer: MonthAnswer) -> MonthReport:
    """The submission to answer: one that waits, or one that was accepted and is returned after all.

    Another clerk may have answered meanwhile.
    """
    standing = _standing(write, code, month)
    if standing is None:
        raise UserError(
            _("%(school)s has not submitted %(month)s.")
            % {"school": code, "month": period.month(month).code},
            _("See what has come with: nightschool report list."),
        )
    if standing.answer is MonthAnswer.RETURNED:
        raise UserError(
            _("This month was returned already: %(reason)s") % {"reason": standing.reason},
            _("The school submits it again."),
        )
    if standing.answer is answer:
        raise UserError(
            _("This month was accepted already, by %(by)s on %(day)s.")
            % {"by": standing.answered_by, "day": standing.answered_on}
        )
    _require_readable(standing)
    return standing


def _require_readable(standing: MonthReport) -> None:
    try:
        accounts.from_json(standing.figures)
    except ValueError as error:
        raise UserError(
            _("The figures of this month cannot be read here."),
            _("Install the newer version of the program."),
        ) from error


def listing(
    workspace: Workspace, month: date | None = None, school: str | None = None
) -> list[MonthLine]:
    """Where months stand, by month and school.

    With a `month` every open school has a line, else there are only those that were submitted.
    """
    scope = workspace.scope if school is None else schools.code_of(workspace, school)
    months = [month.replace(day=1)] if month else None
    with workspace.database.read() as connection:
        known = {one.code: one for one in common.schools(connection)}
        found = month_reports.current(month_reports.submissions(connection, scope, months))
    wanted = set(found)
    if months:
        wanted |= {(one.code, months[0]) for one in known.values() if _reports(one, scope)}
    return [
        MonthLine(known[code], day, state_of(found.get((code, day))), found.get((code, day)))
        for code, day in sorted(wanted, key=lambda key: (key[1], key[0]))
        if code in known
    ]


def history(workspace: Workspace, month: date, school: str | None = None) -> list[MonthReport]:
    """Every submission of a school's month with its answer, the first one first."""
    code = schools.code_of(workspace, school)
    with workspace.database.read() as connection:
        return month_reports.submissions(connection, code, [month.replace(day=1)])


def _reports(school: School, scope: str) -> bool:
    return school.code.startswith(scope) and school.closed_on is None


def _standing(write: Write, code: str, month: date) -> MonthReport | None:
    found = month_reports.submissions(write.connection, code, [month])
    return month_reports.current(found).get((code, month))
