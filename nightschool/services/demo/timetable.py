"""The spring term of 2018 at Xiaoshan, evening by evening; and those who teach it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from nightschool.domain.codes import Language, LecturerKind, LessonForm

FIRST_WEEK = date(2018, 3, 5)
"""A Monday; the first lesson is on the day after."""
TUESDAY, FRIDAY = timedelta(days=1), timedelta(days=4)
HOLIDAYS = frozenset({date(2018, 4, 6), date(2018, 5, 1)})
"""Qingming and Labour Day."""

CALLED_OFF = date(2018, 5, 22)
WHY_CALLED_OFF = "暴雨，进村道路塌方"
UNFINISHED = date(2018, 6, 12)
"""The roll of this evening was begun and not finished: it must not count."""
REVIEWED = date(2018, 6, 30)
"""The day of the figures and of the certificates."""

_INDOORS = (LessonForm.LECTURE, "村民活动室", time(19, 30), time(21, 30))
_FIELD = (LessonForm.FIELD, "三组示范地", time(16, 30), time(18, 30))
"""How, where and when: two hours, which are two and a half class hours."""

LECTURERS = {
    "沙马尔布": (LecturerKind.RESIDENT_CADRE, Language.BOTH),
    "王建国": (LecturerKind.EXPERT, Language.CHINESE),
    "阿尔木呷": (LecturerKind.EXPERT, Language.YI),
    "李秀兰": (LecturerKind.DOCTOR, Language.CHINESE),
    "吉克阿依": (LecturerKind.SCHOOL_TEACHER, Language.BOTH),
    "曲比拉铁": (LecturerKind.SKILLED_FARMER, Language.YI),
}
"""At least six lecturers a school, by the rule of 2016; the kind and language of each."""

_CADRE, _FARMING, _LIVESTOCK, _DOCTOR, _TEACHER, _BEES = LECTURERS
_COURSES = (
    ("ZC03", _CADRE, _INDOORS),
    ("WH02", _TEACHER, _INDOORS),
    ("JN01", _FARMING, _INDOORS),
    ("JN02", _FARMING, _FIELD),
    ("XF04", _DOCTOR, _INDOORS),
    ("ZC10", _CADRE, _INDOORS),
    ("JN22", _LIVESTOCK, _INDOORS),
    ("JN22", _LIVESTOCK, _FIELD),
    ("WH13", _DOCTOR, _INDOORS),
    ("FL04", _CADRE, _INDOORS),
    ("JN25", _BEES, _INDOORS),
    ("JN25", _BEES, _FIELD),
    ("WH05", _TEACHER, _INDOORS),
    ("XF01", _CADRE, _INDOORS),
    ("JN06", _FARMING, _INDOORS),
    ("JN06", _FARMING, _FIELD),
    ("FL06", _CADRE, _INDOORS),
    ("JN20", _LIVESTOCK, _INDOORS),
    ("JN20", _LIVESTOCK, _FIELD),
    ("WH16", _TEACHER, _INDOORS),
    ("ZC08", _CADRE, _INDOORS),
    ("JN27", _FARMING, _INDOORS),
    ("XF10", _CADRE, _INDOORS),
    ("JN28", _FARMING, _INDOORS),
    ("ZC18", _CADRE, _INDOORS),
    ("FL11", _CADRE, _INDOORS),
    ("WH18", _TEACHER, _INDOORS),
)
"""The catalogue's code, who teaches, and where: twenty-seven lessons."""


@dataclass(frozen=True, slots=True)
class Evening:
    """One planned lesson."""

    day: date
    course: str
    lecturer: str
    form: LessonForm
    place: str
    start: time
    end: time

    @property
    def language(self) -> Language:
        return LECTURERS[self.lecturer][1]


def evenings() -> Iterator[Evening]:
    """The lessons of the term, on Tuesdays and Fridays but holidays, in the order of the days."""
    for (course, lecturer, how), day in zip(_COURSES, _days(), strict=False):
        yield Evening(day, course, lecturer, *how)


def _days() -> Iterator[date]:
    monday = FIRST_WEEK
    while True:
        yield from (day for day in (monday + TUESDAY, monday + FRIDAY) if day not in HOLIDAYS)
        monday += timedelta(days=7)
