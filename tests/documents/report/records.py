"""Reports as tests put them on paper: ordinary ones, and ones with more than anybody expects."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from nightschool.documents.report.book import workbook_of
from nightschool.documents.report.paper import render_report
from nightschool.domain import cards, identity, period, progress
from nightschool.domain.account import Account, Activity
from nightschool.domain.cards import CardRules, Measured
from nightschool.domain.codes import CourseKind, MonthAnswer
from nightschool.domain.policy import Policy
from nightschool.domain.progress import Figures
from nightschool.domain.report import MonthReport, MonthState, Part, PeriodReport, Silence
from nightschool.domain.school import Level

POLICY = Policy()
JUNE = period.month(date(2019, 6, 1))
LONG = "沙马拉且惹依吉克阿牛木果曲布大洛沟彝族聚居移民安置新村第十二"
NAMES = ("农光", "新联", "沙洛", "马场", "莫洛", "者果觉", "阿吼", "炭山", "小山", "新桥", "瓦西")


def account(number: int) -> Account:
    """A school's, each a little different."""
    due, done = 80 + number % 17, (number * 7) % 60
    months = period.months_until(JUNE.last, 12)
    return Account(
        Figures(
            people=due * 2,
            working_age=due,
            begun=due - number % 5,
            complete=done,
            households=36,
            households_reached=30,
            households_trained=done // 2,
            lessons=30,
            complete_lately=done // 2,
            completed_in=dict.fromkeys(months[:11], done // 12)
            | {months[11]: done - 11 * (done // 12)},
        ),
        {
            month: Activity(
                {CourseKind.TECHNOLOGY: 1 + place % 2, CourseKind.POLICY: (number + place) % 2},
                0,
                {CourseKind.TECHNOLOGY: 101 + place, CourseKind.POLICY: 60},
                50 + number % 30,
                90,
            )
            for place, month in enumerate(months)
        },
        1,
    )


def school(number: int, name: str) -> Part:
    one = account(number)
    pace = progress.pace(one.figures, POLICY, JUNE.last)
    done = one.of(JUNE)
    silence = Silence(20 + 7 * (number % 12), date(2019, 5, 1) if number % 3 else None)
    known = Measured(
        silence.days if number % 4 else None,
        None if pace.ahead is None else -pace.ahead,
        done.all_lessons,
        done.attendance,
    )
    state = list(MonthState)[number % 4]
    card = cards.card(known, CardRules())
    code = f"513432{100 + number // 12}{200 + number % 12}"
    return Part(Level.SCHOOL, code, name, one, pace, one, state, silence, card)


def place(level: Level, code: str, name: str, parts: tuple[Part, ...]) -> Part:
    total = sum((each.account for each in parts), Account())
    today = sum((each.today for each in parts), Account())
    pace = progress.pace(total.figures, POLICY, JUNE.last)
    return Part(level, code, name, total, pace, today, parts=parts)


def report(part: Part, above: str = "") -> PeriodReport:
    read_on = date(2019, 7, 3)
    return PeriodReport(part, above, JUNE, JUNE.last, read_on, POLICY, CardRules())


def county(townships: int, names: Callable[[int], str], differing: bool = False) -> PeriodReport:
    parts = []
    for number in range(townships):
        schools = tuple(school(12 * number + each, names(12 * number + each)) for each in range(12))
        if differing:
            schools = tuple(replace(one, today=account(9)) for one in schools)
        name = f"{names(number)[:22]}乡"
        parts.append(place(Level.TOWNSHIP, f"513432{100 + number}", name, schools))
    return report(place(Level.COUNTY, "513432", "喜德县", tuple(parts)))


def closed(differing: bool = False) -> PeriodReport:
    """A school's month that the county has accepted."""
    one = replace(school(5, "小山村"), state=MonthState.ACCEPTED, silence=None)
    if differing:
        one = replace(one, today=account(17))
    submitted = MonthReport(
        identity.named("month", "1"), one.code, JUNE.first, "{}", date(2019, 7, 2), "阿木",
        MonthAnswer.ACCEPTED, date(2019, 7, 5), "科长",
    )  # fmt: skip
    return replace(report(one, "喜德县冕山镇"), closed=submitted)


def empty() -> PeriodReport:
    """A school that has not begun."""
    part = replace(school(5, "小山村"), account=Account(schools=1), today=Account(schools=1))
    pace = progress.pace(Figures(), POLICY, JUNE.last)
    return report(replace(part, pace=pace, card=None, silence=None), "喜德县冕山镇")


def prefecture() -> PeriodReport:
    counties = tuple(
        replace(county(2, village).part, code=f"5134{number}", name=f"{number}号自治县")
        for number in range(20, 37)
    )
    return report(place(Level.PREFECTURE, "5134", "凉山彝族自治州", counties))


def village(number: int) -> str:
    return f"{NAMES[number % len(NAMES)]}村"


REPORTS: Mapping[str, Callable[[], PeriodReport]] = {
    "county": lambda: county(3, village),
    "school": lambda: closed(differing=True),
    "empty": empty,
    "prefecture": prefecture,
    "quarter": lambda: replace(county(2, village), period=period.quarter(JUNE.first)),
    "overfull": lambda: county(20, lambda number: LONG + village(number), differing=True),
}
GOLDEN = ("county", "school")
"""Those of which pictures are kept."""


def paper(name: str) -> bytes:
    return render_report(REPORTS[name]())


def book(name: str) -> bytes:
    return workbook_of(REPORTS[name]())
