"""The list of rules: what each looks for, in words, and the numbers that a county may set.

A rule accuses nobody. What it finds is asked after, and the answer may well be that all is right.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from nightschool.i18n import N_


class Code(StrEnum):
    """The rules in the order in which they are listed; packages carry these words."""

    LESSONS_A_MONTH = "lessons_a_month"
    SHORT_LESSON = "short_lesson"
    LECTURERS = "lecturers"
    UNREACHED = "unreached"
    LONG_LESSON = "long_lesson"
    LATE_BUNCH = "late_bunch"
    SAME_PEOPLE = "same_people"
    TWO_PLACES = "two_places"
    AWAY = "away"
    GONE = "gone"
    AGE = "age"
    CERTIFICATE = "certificate"
    SIZE = "size"
    HEAD = "head"
    EMPTY = "empty"


def number(default: int, low: int, high: int, label: str) -> Any:
    """A number that a county may set, from `low` to `high`."""
    return field(default=default, metadata={"low": low, "high": high, "label": label})


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers of a rule; most have none."""


@dataclass(frozen=True, slots=True)
class MonthLimits(Limits):
    """How many lessons, and in how many months back."""

    least: int = number(2, 0, 31, N_("Lessons a month, at least"))
    most: int = number(8, 1, 31, N_("Lessons a month, at most"))
    months: int = number(3, 1, 36, N_("Months looked back"))


@dataclass(frozen=True, slots=True)
class ShortLimits(Limits):
    """From how many minutes on a lesson is long enough."""

    minutes: int = number(120, 1, 720, N_("Minutes, at least"))


@dataclass(frozen=True, slots=True)
class LongLimits(Limits):
    """Up to how many minutes a lesson is believed."""

    minutes: int = number(300, 60, 720, N_("Minutes, at most"))


@dataclass(frozen=True, slots=True)
class LecturerLimits(Limits):
    """How many lecturers a school needs."""

    least: int = number(6, 1, 100, N_("Lecturers, at least"))


@dataclass(frozen=True, slots=True)
class UnreachedLimits(Limits):
    """From when in the year on households are asked after."""

    month: int = number(7, 1, 12, N_("From this month of the year on"))


@dataclass(frozen=True, slots=True)
class BunchLimits(Limits):
    """What a bunch is, and what long after; the share of rolls on time goes by the same days."""

    lessons: int = number(3, 1, 100, N_("Rolls finished on one day, at least"))
    days: int = number(14, 1, 366, N_("Days after the lesson, more than"))


@dataclass(frozen=True, slots=True)
class SameLimits(Limits):
    """How many lessons and people cannot be chance."""

    lessons: int = number(4, 2, 100, N_("Lessons in a row, at least"))
    people: int = number(10, 2, 1000, N_("People present, at least"))


@dataclass(frozen=True, slots=True)
class AwayLimits(Limits):
    """Who counts as away, and what is forgiven."""

    months: int = number(6, 1, 12, N_("Months away, at least"))
    spare: int = number(0, 0, 11, N_("Months forgiven"))


@dataclass(frozen=True, slots=True)
class AgeLimits(Limits):
    """What is forgiven beyond the policy's ages."""

    below: int = number(0, 0, 20, N_("Years below the youngest age forgiven"))
    above: int = number(10, 0, 60, N_("Years above the oldest age forgiven"))


@dataclass(frozen=True, slots=True)
class SizeLimits(Limits):
    """What is forgiven."""

    spare: int = number(0, 0, 20, N_("Members of difference forgiven"))


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as people read it; `title` and `explanation` are message ids."""

    code: Code
    title: str
    explanation: str
    limits: type[Limits] = Limits


RULES = (
    Rule(
        Code.LESSONS_A_MONTH,
        N_("Lessons a month"),
        N_(
            "The notice of 2016 asks for two or three lessons a month; so many more that it can"
            " hardly be are asked after too. Months of the rotation that are over, of schools that"
            " have people or lessons."
        ),
        MonthLimits,
    ),
    Rule(
        Code.SHORT_LESSON,
        N_("A short lesson"),
        N_("The notice of 2016 asks for two hours or more, from the clock of the lesson."),
        ShortLimits,
    ),
    Rule(
        Code.LECTURERS,
        N_("Few lecturers"),
        N_(
            "The notice of 2016 asks for six lecturers or more: those on the school's own list,"
            " and those of the county who taught there."
        ),
        LecturerLimits,
    ),
    Rule(
        Code.UNREACHED,
        N_("A household not reached this year"),
        N_("Somebody of it is due, and nobody of it came since 1 January."),
        UnreachedLimits,
    ),
    Rule(
        Code.LONG_LESSON,
        N_("A lesson longer than a night"),
        N_("By its clock, or by the class hours that it gives at 45 minutes each."),
        LongLimits,
    ),
    Rule(
        Code.LATE_BUNCH,
        N_("Rolls entered in a bunch long after"),
        N_(
            "Roll calls of one school that were first finished on the same day, each long after"
            " its lesson. The day is that of the laptop's clock, which may have been wrong."
        ),
        BunchLimits,
    ),
    Rule(
        Code.SAME_PEOPLE,
        N_("The same people every time"),
        N_("Exactly the same people were present at several lessons in a row."),
        SameLimits,
    ),
    Rule(
        Code.TWO_PLACES,
        N_("In two places at once"),
        N_(
            "Somebody was present at two lessons whose times overlap, at one school or under one"
            " ID number at two."
        ),
    ),
    Rule(
        Code.AWAY,
        N_("Hours while away for work"),
        N_(
            "By the register somebody works outside the county for so many months of the year that"
            " they cannot have attended in so many others."
        ),
        AwayLimits,
    ),
    Rule(
        Code.GONE,
        N_("Attended after death or departure"),
        N_("Somebody attended on or after the day on which they left the list."),
    ),
    Rule(
        Code.AGE,
        N_("Too young or too old on the day"),
        N_("Somebody attended at an age outside the rotation's, by their birth date."),
        AgeLimits,
    ),
    Rule(
        Code.CERTIFICATE,
        N_("A certificate without the hours"),
        N_("A valid certificate states more class hours than the finished rolls give today."),
    ),
    Rule(
        Code.SIZE,
        N_("Stated size unlike the members"),
        N_("The register states another number of members than are on the list."),
        SizeLimits,
    ),
    Rule(
        Code.HEAD,
        N_("No head, or two"),
        N_("A household has one head among the members who are here."),
    ),
    Rule(
        Code.EMPTY,
        N_("An empty household"),
        N_("Nobody of the household is on the list any more."),
    ),
)
"""All of them, the norms of 2016 first."""

BY_CODE = {rule.code: rule for rule in RULES}
