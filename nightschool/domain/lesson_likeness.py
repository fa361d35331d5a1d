"""Lessons that two laptops of a school may both have recorded, ranked like people."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from itertools import chain, combinations

from nightschool.domain.identity import RowId
from nightschool.domain.lesson import Lesson, overlap
from nightschool.domain.likeness import THRESHOLD
from nightschool.i18n import N_, _


class LessonSign(StrEnum):
    """What speaks for two lessons being one, or against."""

    SAME_COURSE = "same_course"
    SAME_TIME = "same_time"
    OVERLAPPING = "overlapping"
    SAME_LECTURER = "same_lecturer"
    SAME_ROLL = "same_roll"
    SHARED_ROLL = "shared_roll"
    OTHER_ROLL = "other_roll"


WEIGHTS = {
    LessonSign.SAME_COURSE: 45,
    LessonSign.SAME_TIME: 20,
    LessonSign.OVERLAPPING: 10,
    LessonSign.SAME_LECTURER: 10,
    LessonSign.SAME_ROLL: 25,
    LessonSign.SHARED_ROLL: 10,
    LessonSign.OTHER_ROLL: -10,
}
"""Two rooms at one hour, with other courses and other people, stay below the threshold."""

_WORDS = {
    LessonSign.SAME_COURSE: N_("the same course"),
    LessonSign.SAME_TIME: N_("at the same hour"),
    LessonSign.OVERLAPPING: N_("at overlapping hours"),
    LessonSign.SAME_LECTURER: N_("the same lecturer"),
    LessonSign.SAME_ROLL: N_("mostly the same people on both rolls"),
    LessonSign.SHARED_ROLL: N_("some people on both rolls"),
    LessonSign.OTHER_ROLL: N_("but nobody on both rolls"),
}


def in_words(sign: LessonSign) -> str:
    """A reason as people read it."""
    return _(_WORDS[sign])


def overlapping(lessons: Iterable[Lesson]) -> list[tuple[Lesson, Lesson]]:
    """The pairs of one school and day that share a moment."""
    days: defaultdict[tuple[str, date], list[Lesson]] = defaultdict(list)
    for one in lessons:
        days[one.school, one.day].append(one)
    pairs = chain.from_iterable(combinations(each, 2) for each in days.values())
    return [(one, other) for one, other in pairs if overlap(one, other)]


def likeness(
    one: Lesson, other: Lesson, rolls: Mapping[RowId, frozenset[RowId]]
) -> tuple[int, tuple[LessonSign, ...]] | None:
    """Score and reasons of an overlapping pair; None below the threshold.

    `rolls` says who stands on the roll of each.
    """
    signs = tuple(_signs(one, other, rolls))
    score = min(sum(WEIGHTS[sign] for sign in signs), 100)
    return (score, signs) if score >= THRESHOLD else None


def _signs(
    one: Lesson, other: Lesson, rolls: Mapping[RowId, frozenset[RowId]]
) -> Iterator[LessonSign]:
    if one.course == other.course:
        yield LessonSign.SAME_COURSE
    same = (one.start, one.end) == (other.start, other.end)
    yield LessonSign.SAME_TIME if same else LessonSign.OVERLAPPING
    if one.lecturer is not None and one.lecturer == other.lecturer:
        yield LessonSign.SAME_LECTURER
    first, second = (rolls.get(each.id, frozenset()) for each in (one, other))
    if first and second:
        shared = len(first & second) / min(len(first), len(second))
        some = LessonSign.SHARED_ROLL if shared else LessonSign.OTHER_ROLL
        yield LessonSign.SAME_ROLL if shared >= 0.5 else some
