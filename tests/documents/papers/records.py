"""Records of papers for tests: an ordinary school, and one whose every text is too much."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time

from nightschool.documents.papers import (
    household_file,
    households,
    ledger,
    listing,
    package_slip,
    register,
    roll_sheet,
    timetable,
    training_card,
)
from nightschool.documents.papers.household_file import HouseholdFile, Member
from nightschool.documents.papers.households import HouseholdLine
from nightschool.documents.papers.ledger import LedgerLine
from nightschool.documents.papers.listing import Listing
from nightschool.documents.papers.package_slip import PackageSlip
from nightschool.documents.papers.register import RegisterLine
from nightschool.documents.papers.roll_sheet import RollSheetPaper, SheetRow
from nightschool.documents.papers.timetable import PosterLesson
from nightschool.documents.papers.training_card import CardLesson, TrainingCard
from nightschool.domain import identity, progress
from nightschool.domain.codes import (
    CourseKind,
    Education,
    HouseholdKind,
    Labour,
    Language,
    LessonState,
    Relation,
    Sex,
    WorkRegion,
)
from nightschool.domain.household import Household
from nightschool.domain.lesson import Lesson
from nightschool.domain.person import Person
from nightschool.domain.policy import Hours, Policy
from nightschool.domain.progress import HouseholdName, Learner, PersonProgress

SCHOOL = "喜德县冕山镇小山村农民夜校"
DAY = date(2018, 7, 31)
HOME = Household(
    identity.named("household", "1"),
    "513432101208",
    "5134321012080001",
    HouseholdKind.LOW_INCOME,
    4,
    "因病",
    2382,
    True,
    "13900000000",
    date(2014, 5, 1),
)
NAMES = ("吉克阿牛", "沙马拉且", "阿的·木果莫·日古", "ꀉꂿꆈꌠ")
NUMBER = "5134**********0028"

LONG = "凉山彝族自治州喜德县冕山镇小山村花椒马铃薯高垄栽培和晚疫病综合防治" * 3
HOSTILE = (
    '=HYPERLINK("http://127.0.0.1:9/x")',
    "<img src='file:///etc/passwd'/><b>粗",
    "<para><font name=x>阿牛</font></para>",
    "../../../etc/passwd\\..\\C:\\CON",
    "阿\x00牛\x07\x1b[31m\u202e倒写\u200b",
    "𰻞𪚥龘\U0010ffff\ue000",
    "一二三四五六七八九十一二三四五六七八九十",
    "W" * 60,
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1-1",
)


def person(number: int, name: str, **fields: object) -> Person:
    values: dict[str, object] = {
        "household": HOME.id,
        "citizen_no": NUMBER,
        "sex": Sex.FEMALE if number % 2 else Sex.MALE,
        "birth_date": date(1985, 5, 20),
        "relation": Relation.SPOUSE if number % 2 else Relation.HEAD,
        "ethnicity": "彝族",
        "education": Education.PRIMARY,
        "labour": Labour.WEAK if number % 2 else Labour.ORDINARY,
        "work_region": WorkRegion.IN_PROVINCE if number % 2 else None,
        "work_months": 6 if number % 2 else None,
        "phone": "13900000000",
    }
    row = identity.named("person", f"{number}")
    return Person(row, "513432101208", name, **(values | fields))  # type: ignore[arg-type]  # a mapping of fields


def standing(one: Person, half_hours: int, skills: tuple[str, ...] = ()) -> PersonProgress:
    by_kind = {CourseKind.TECHNOLOGY: half_hours, CourseKind.POLICY: half_hours // 2}
    hours = Hours(by_kind, half_hours // 5, half_hours // 4, DAY, DAY) if half_hours else Hours()
    learner = Learner(
        one.id,
        one.school,
        one.name,
        one.household,
        one.belonging,
        one.sex,
        one.birth_date,
        one.labour,
        one.schooling,
        one.left_on,
    )
    return replace(progress.of_person(learner, hours, Policy(), DAY), skills=skills)


def evening(number: int, title: str, state: LessonState = LessonState.HELD) -> Lesson:
    return Lesson(
        identity.named("lesson", f"{number}"),
        "513432101208",
        identity.named("course", "1"),
        date(2018, 3, 1 + number % 28),
        time(19, 30),
        time(21, 30),
        5,
        title=title,
        place="村民活动室",
        state=state,
        cancel_reason="暴雨" if state is LessonState.CANCELLED else "",
        guests=number % 3,
    )


def roll(names: tuple[str, ...], text: str = "") -> bytes:
    rows = [SheetRow(name, "女" if at % 2 else "男", NUMBER) for at, name in enumerate(names)]
    return roll_sheet.render_sheet(
        RollSheetPaper(
            text or SCHOOL,
            "7HQ2-K9TD",
            text or "马铃薯高垄栽培和晚疫病防治",
            DAY,
            time(19, 30),
            time(21, 30),
            5,
            text,
            text or "王建国",
            rows,
            DAY,
        )
    )


def register_of(names: tuple[str, ...], text: str = "") -> Listing:
    lines = []
    for at, name in enumerate(names):
        one = person(at, name, household=identity.named("home", f"{at // 3}"))
        if text:
            one = person(at, name, ethnicity=text, relation_text=text, phone=text)
        lines.append(RegisterLine(one, f"513432101208{at // 3:04d}", NUMBER, standing(one, at * 3)))
    return register.listing(text or SCHOOL, DAY, lines)


def ledger_of(titles: tuple[str, ...], text: str = "") -> Listing:
    states = [LessonState.HELD, LessonState.CANCELLED, LessonState.HELD, LessonState.PLANNED]
    lines = [
        LedgerLine(
            evening(at, title, states[at % 4]),
            title,
            CourseKind.TECHNOLOGY,
            text or "王建国",
            110,
            40 + at % 9,
        )
        for at, title in enumerate(titles)
    ]
    return ledger.listing(text or SCHOOL, DAY, "2018年3月", lines)


def households_of(names: tuple[str, ...], text: str = "") -> Listing:
    lines = []
    for name in names:
        name_of = HouseholdName(text or HOME.number, name)
        stands = progress.HouseholdProgress(
            HOME.id, HOME.school, name_of, 4, 2, 2, 1, trained=True, reached=False
        )
        home = Household(HOME.id, HOME.school, text or HOME.number, cause=text, income=2382)
        lines.append(HouseholdLine(home, stands, 49))
    return households.listing(text or SCHOOL, DAY, lines)


def files_of(names: tuple[str, ...], text: str = "") -> bytes:
    members = [
        Member(one, NUMBER, standing(one, at * 7, (text,) if text else ()), ())
        for at, name in enumerate(names)
        for one in [person(at, name, relation_text=text)]
    ]
    home = HOME
    if text:
        home = Household(HOME.id, HOME.school, text, cause=text, phone=text, note=text * 5)
    file = HouseholdFile(home, names[0], members)
    return household_file.render_files(text or SCHOOL, DAY, [file])


def poster_of(titles: tuple[str, ...], text: str = "") -> bytes:
    lessons = [
        PosterLesson(
            date(2018, 3, 1 + at % 28),
            time(19, 30),
            time(21, 30),
            title,
            CourseKind.TECHNOLOGY,
            text or "王建国",
            text or "村民活动室",
            Language.BOTH,
        )
        for at, title in enumerate(titles)
    ]
    return timetable.render_poster(text or SCHOOL, DAY, DAY.replace(month=3), lessons)


def cards_of(names: tuple[str, ...], lessons: int, text: str = "") -> bytes:
    taken = [
        CardLesson(date(2018, 3, 1 + at % 28), text or "花椒栽培和修剪", CourseKind.TECHNOLOGY, 5)
        for at in range(lessons)
    ]
    cards = []
    for at, name in enumerate(names):
        one = person(at, name)
        skills = (text,) if text else ("花椒种植",)
        cards.append(TrainingCard(one, NUMBER, text, standing(one, 20 * at, skills), taken, ()))
    return training_card.render_training_cards(text or SCHOOL, DAY, Policy(), cards)


def slips_of(count: int, text: str = "") -> bytes:
    return package_slip.render_slips(
        [
            PackageSlip(
                number,
                text or SCHOOL,
                (text or "喜德县农民夜校工作办公室",),
                datetime(2018, 7, 31, 20, 15),  # noqa: DTZ001 - the desk's own time
                1234,
                text or "20180731-513432101208-0007.nspkg",
            )
            for number in range(1, count + 1)
        ]
    )


COURSES = (
    "花椒栽培和修剪",
    "医疗保险参保与报销",
    "普通话入门：日常会话",
    "移风易俗：高价彩礼害了谁",
)

ORDINARY: dict[str, Callable[[], bytes]] = {
    "roll": lambda: roll(NAMES * 5),
    "register": lambda: listing.pdf(register_of(NAMES * 6)),
    "ledger": lambda: listing.pdf(ledger_of(COURSES * 3)),
    "households": lambda: listing.pdf(households_of(NAMES)),
    "files": lambda: files_of(NAMES),
    "poster": lambda: poster_of(COURSES),
    "cards": lambda: cards_of(NAMES[:2], 9),
    "slips": lambda: slips_of(2),
}
OVERFULL: dict[str, Callable[[], bytes]] = {
    "roll": lambda: roll(HOSTILE * 3, LONG),
    "register": lambda: listing.pdf(register_of(HOSTILE * 2, LONG)),
    "ledger": lambda: listing.pdf(ledger_of((*HOSTILE, LONG), LONG)),
    "households": lambda: listing.pdf(households_of(HOSTILE, LONG)),
    "files": lambda: files_of(HOSTILE * 2, LONG),
    "poster": lambda: poster_of((*HOSTILE, LONG), LONG),
    "cards": lambda: cards_of(HOSTILE, 60, LONG),
    "slips": lambda: slips_of(5, LONG),
}
