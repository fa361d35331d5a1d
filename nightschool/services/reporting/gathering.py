"""A report's figures: the rotation's, the months' work, and what closed months keep."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from nightschool import clock
from nightschool.domain import account as accounts
from nightschool.domain import cards, period, progress
from nightschool.domain.account import Account, Activity, Kept
from nightschool.domain.cards import CardRules, Measured
from nightschool.domain.codes import MonthAnswer, Role
from nightschool.domain.period import Period
from nightschool.domain.policy import Policy, commonest
from nightschool.domain.progress import Pace
from nightschool.domain.report import (
    MonthReport,
    Part,
    PeriodReport,
    Silence,
    state_of,
)
from nightschool.domain.school import Level, School, county_of, role_of
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import progress as rotation
from nightschool.services import schools
from nightschool.services.progress import Section
from nightschool.services.workspace import Workspace
from nightschool.storage.queries import activity, common, devices, month_reports


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that the parts of a report are made from."""

    period: Period
    on: date
    schools: Mapping[str, School]
    policies: Mapping[str, Policy]
    rules: Mapping[str, CardRules]
    """Both by county."""
    months: Mapping[str, Mapping[date, Activity]]
    submitted: Mapping[tuple[str, date], MonthReport]
    kept: Mapping[tuple[str, date], Kept]
    """Of the submissions that were accepted."""
    silences: Mapping[str, Silence]

    def policy_of(self, code: str) -> Policy:
        """The rules of the county that the place is in; of the prefecture, those of most."""
        return self.policies.get(county_of(code)) or commonest(self.policies.values())

    def rules_of(self, code: str) -> CardRules:
        return self.rules.get(county_of(code), CardRules())

    def is_open(self, code: str) -> bool:
        school = self.schools.get(code)
        return school is None or school.closed_on is None or school.closed_on > self.on


def reports(
    workspace: Workspace, of: Period, level: Level | None = None, place: str | None = None
) -> list[PeriodReport]:
    """A report for each place of a level, by code; without one for this desk itself.

    `place` is the code of the only one wanted. Figures are of the period's last day, or of today
    while it lasts. Raises `UserError` for a period to come and for a place that is not here.
    """
    on = day_of(of)
    school = schools.code_of(workspace, place) if place is not None and len(place) == 12 else None
    desk = gather(workspace, of, on, school)
    whole = part_of(rotation.figures(workspace, on, school), desk)
    wanted = [
        part
        for part in whole.at(level or _level_of(whole, place))
        if place is None or part.code == place
    ]
    if not wanted:
        raise UserError(
            _("This desk has no such place to report on."),
            _("List the places with: nightschool progress --by township"),
        )
    return [report_of(part, desk) for part in wanted]


def day_of(of: Period) -> date:
    """The day of the figures: the last of the period, or today. Raises `UserError` for later."""
    if not clock.is_trusted():
        return of.last
    if of.first > clock.today():
        raise UserError(
            _("%(period)s is to come.") % {"period": of.code}, _("Name one that has begun.")
        )
    return min(of.last, clock.today())


def _level_of(whole: Part, place: str | None) -> Level:
    by_length = {12: Level.SCHOOL, 9: Level.TOWNSHIP, 6: Level.COUNTY}
    return whole.level if place is None else by_length.get(len(place), whole.level)


def report_of(part: Part, desk: Desk) -> PeriodReport:
    """The report of one of the parts."""
    report = PeriodReport(
        part=part,
        above=_above(part, desk),
        period=desk.period,
        on=desk.on,
        read_on=clock.today(),
        policy=desk.policy_of(part.code),
        rules=desk.rules_of(part.code),
    )
    key = (part.code, desk.period.first)
    if desk.period.is_quarter or key not in desk.kept:
        return report
    return _closed(report, desk.submitted[key], desk.kept[key])


def _above(part: Part, desk: Desk) -> str:
    """喜德县冕山镇 for a school of that township, 喜德县 for the township."""
    inside = next((one for code, one in desk.schools.items() if code.startswith(part.code)), None)
    if inside is None or part.level in (Level.PREFECTURE, Level.COUNTY):
        return ""
    return inside.county + (inside.township if part.level is Level.SCHOOL else "")


def _closed(report: PeriodReport, submitted: MonthReport, kept: Kept) -> PeriodReport:
    """A school's closed month: by the rules of the day on which it was submitted."""
    pace = progress.pace(kept.account.figures, kept.policy, report.on)
    card = cards.card(measured(kept.account, pace, report.period, report.on), kept.cards)
    return replace(
        report,
        part=replace(report.part, account=kept.account, pace=pace, card=card, silence=None),
        read_on=submitted.submitted_on,
        policy=kept.policy,
        rules=kept.cards,
        closed=submitted,
    )


def gather(
    workspace: Workspace,
    of: Period,
    on: date,
    school: str | None = None,
    months: int = accounts.KEPT_MONTHS,
) -> Desk:
    """What this desk, or one of its schools, has for reports of the period.

    So many `months` are looked at, back from the period's last.
    """
    scope = workspace.scope if school is None else school
    first = period.months_until(of.last, months)[0]
    with workspace.database.read() as connection:
        known = {one.code: one for one in common.schools(connection)}
        counties = {county_of(scope)} if role_of(scope) is not Role.PREFECTURE else set()
        counties |= {one.county_code for one in known.values() if one.code.startswith(scope)}
        found = month_reports.submissions(connection, scope, of.months)
        submitted = month_reports.current(found)
        return Desk(
            period=of,
            on=on,
            schools=known,
            policies={each: common.policy_of(connection, each) for each in counties},
            rules={each: month_reports.card_rules_of(connection, each) for each in counties},
            months=activity.months(connection, scope, first, on + timedelta(days=1)),
            submitted=submitted,
            kept=_kept(submitted),
            silences=_silences(workspace, on),
        )


def _kept(submitted: Mapping[tuple[str, date], MonthReport]) -> dict[tuple[str, date], Kept]:
    """What cannot be read, of a newer program perhaps, is as if it had not been accepted."""
    found = {}
    for key, one in submitted.items():
        if one.answer is MonthAnswer.ACCEPTED:
            with suppress(ValueError):
                found[key] = accounts.from_json(one.figures)
    return found


def _silences(workspace: Workspace, on: date) -> dict[str, Silence]:
    """Of each school whose laptops a county lists; what the prefecture gets comes from counties."""
    if workspace.role is not Role.COUNTY:
        return {}
    end = datetime.combine(on + timedelta(days=1), time()).astimezone(UTC)
    with workspace.database.read() as connection:
        laptops = [one for one in devices.all_devices(connection) if one.revoked_on is None]
        last = activity.last_packages(connection, end.isoformat())
    found: dict[str, Silence] = {}
    for laptop in laptops:
        at = last.get(laptop.device)
        heard = at and datetime.fromisoformat(at).astimezone().date()
        since = heard or laptop.enrolled_on
        if since is None or since > on:
            continue
        silence = Silence((on - since).days, heard or None)
        for code in laptop.scopes:
            if len(code) == 12 and (code not in found or silence.days < found[code].days):
                found[code] = silence
    return found


def part_of(section: Section, desk: Desk) -> Part:
    """The section as a part of the report, with the places in it."""
    if section.level is Level.SCHOOL:
        return _school(section, desk)
    parts = tuple(part_of(each, desk) for each in section.parts)
    account = sum((each.account for each in parts), Account())
    return Part(
        level=section.level,
        code=section.code,
        name=section.name,
        account=account,
        pace=progress.pace(account.figures, desk.policy_of(section.code), desk.on),
        today=sum((each.today for each in parts), Account()),
        parts=parts,
    )


def _school(section: Section, desk: Desk) -> Part:
    code, is_open = section.code, desk.is_open(section.code)
    today = Account(section.figures, desk.months.get(code, {}), int(is_open))
    account = _with_kept(today, code, desk)
    pace = progress.pace(account.figures, desk.policy_of(code), desk.on)
    silence = desk.silences.get(code) if is_open else None
    known = measured(account, pace, desk.period, desk.on)
    if silence is not None:
        known = replace(known, silent=silence.days)
    submitted = desk.submitted.get((code, desk.period.first))
    return Part(
        level=Level.SCHOOL,
        code=code,
        name=section.name,
        account=account,
        pace=pace,
        today=today,
        state=None if desk.period.is_quarter else state_of(submitted),
        silence=silence,
        card=cards.card(known, desk.rules_of(code)) if is_open else None,
    )


def _with_kept(today: Account, code: str, desk: Desk) -> Account:
    """The account with what the period's closed months keep in the place of today's figures."""
    months = desk.period.months
    account = today
    last = desk.kept.get((code, months[-1]))
    if last is not None:
        account = replace(last.account, schools=today.schools)
    for month in months[:-1]:
        kept = desk.kept.get((code, month))
        if kept is not None:
            account = account.with_months(kept.account, [month])
        elif last is not None:
            account = account.with_months(today, [month])
    return account


def measured(account: Account, pace: Pace, of: Period, on: date) -> Measured:
    """What cards look at, but the silence. A month counts when it is over."""
    over = [month for month in of.months if period.last_day(month) <= on]
    lessons = [account.months.get(month, accounts.NOTHING_DONE).all_lessons for month in over]
    return Measured(
        behind=None if pace.ahead is None else -pace.ahead,
        lessons=sum(lessons) / len(lessons) if lessons else None,
        attendance=account.of(of).attendance,
    )
