"""Who may be one and the same in a whole county, ranked: each pair with a score and its reasons.

A pair is looked at only where it shares something: a citizen number, or a name (written or
spoken alike, clan and given name in either order) with a birth date, household, phone or school.
So the people are sorted into buckets by those and never compared each with each.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import chain, combinations, islice, pairwise, product

from nightschool.domain import pinyin
from nightschool.domain.codes import Belonging, Sex
from nightschool.domain.identity import RowId, named
from nightschool.i18n import N_, _

THRESHOLD = 50
"""Pairs below this score are not shown."""

CROWD = 20
"""What more rows than this share tells nothing apart: of those only neighbours are compared."""

_MOST_KEYS = 64
_SHORTEST_PART = 2
"""Of a name that may be turned round: clan and given name have two characters each or more."""


class Sign(StrEnum):
    """What speaks for a pair being one, or against."""

    SAME_CITIZEN_NO = "same_citizen_no"
    NEAR_CITIZEN_NO = "near_citizen_no"
    OTHER_CITIZEN_NO = "other_citizen_no"
    SAME_NAME = "same_name"
    SOUNDS_ALIKE = "sounds_alike"
    OTHER_ORDER = "other_order"
    OTHER_NAME = "other_name"
    SAME_BIRTH = "same_birth"
    NEAR_BIRTH = "near_birth"
    OTHER_BIRTH = "other_birth"
    SAME_HOUSEHOLD = "same_household"
    SAME_PHONE = "same_phone"
    SAME_SCHOOL = "same_school"
    HOME_VILLAGE = "home_village"
    SAME_SEX = "same_sex"
    OTHER_SEX = "other_sex"
    NOTHING_AGAINST = "nothing_against"


WEIGHTS = {
    Sign.SAME_CITIZEN_NO: 70,
    Sign.NEAR_CITIZEN_NO: 10,
    Sign.OTHER_CITIZEN_NO: -40,
    Sign.SAME_NAME: 30,
    Sign.SOUNDS_ALIKE: 25,
    Sign.OTHER_ORDER: 20,
    Sign.OTHER_NAME: -10,
    Sign.SAME_BIRTH: 35,
    Sign.NEAR_BIRTH: 15,
    Sign.OTHER_BIRTH: -15,
    Sign.SAME_HOUSEHOLD: 25,
    Sign.SAME_PHONE: 15,
    Sign.SAME_SCHOOL: 5,
    Sign.HOME_VILLAGE: 15,
    Sign.SAME_SEX: 5,
    Sign.OTHER_SEX: -30,
    Sign.NOTHING_AGAINST: 10,
}
"""Chosen so that a name alone is never enough, and a different number takes much to outweigh."""

GROUNDS = frozenset(
    {
        Sign.SAME_CITIZEN_NO,
        Sign.SAME_BIRTH,
        Sign.SAME_HOUSEHOLD,
        Sign.SAME_PHONE,
        Sign.SAME_SCHOOL,
        Sign.HOME_VILLAGE,
    }
)
"""A pair shares one of these or is not looked at."""

_WORDS = {
    Sign.SAME_CITIZEN_NO: N_("the same ID number"),
    Sign.NEAR_CITIZEN_NO: N_("ID numbers that differ in a digit or two"),
    Sign.OTHER_CITIZEN_NO: N_("but different ID numbers"),
    Sign.SAME_NAME: N_("the same name"),
    Sign.SOUNDS_ALIKE: N_("names that sound alike"),
    Sign.OTHER_ORDER: N_("clan and given name in another order"),
    Sign.OTHER_NAME: N_("but different names"),
    Sign.SAME_BIRTH: N_("the same birth date"),
    Sign.NEAR_BIRTH: N_("birth dates that differ in one part"),
    Sign.OTHER_BIRTH: N_("but different birth dates"),
    Sign.SAME_HOUSEHOLD: N_("the same household"),
    Sign.SAME_PHONE: N_("the same phone"),
    Sign.SAME_SCHOOL: N_("at one school"),
    Sign.HOME_VILLAGE: N_("a guest from this village"),
    Sign.SAME_SEX: N_("the same sex"),
    Sign.OTHER_SEX: N_("but of different sex"),
    Sign.NOTHING_AGAINST: N_("one of them without birth date and ID number"),
}


def in_words(sign: Sign) -> str:
    """A reason as people read it."""
    return _(_WORDS[sign])


@dataclass(frozen=True, slots=True)
class Suspect:
    """What the comparison needs of a person."""

    id: RowId
    school: str
    name: str
    household: RowId | None = None
    belonging: Belonging = Belonging.REGISTERED
    citizen_no: str | None = None
    sex: Sex | None = None
    birth_date: date | None = None
    phone: str = ""
    home: str = ""
    left_on: date | None = None
    moved_from: RowId | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two that may be one; `first` has the smaller key."""

    first: RowId
    second: RowId
    score: int
    """Up to 100."""
    signs: tuple[Sign, ...]


def pair_key(one: RowId, other: RowId) -> RowId:
    """The key of what was decided of a pair, whichever is named first."""
    first, second = sorted((one, other))
    return named("not_same", f"{first.hex()}:{second.hex()}")


def candidates(people: Sequence[Suspect], villages: Mapping[str, str]) -> list[Likeness]:
    """The pairs that reach the threshold, the likeliest first. `villages` are names by school."""
    buckets: defaultdict[Hashable, list[Suspect]] = defaultdict(list)
    families = _families({one.name for one in people})
    for one in people:
        for key in _grounds(one, families[one.name], villages):
            buckets[key].append(one)
    seen: set[tuple[RowId, RowId]] = set()
    found = []
    for one, other in chain.from_iterable(map(_pairs, buckets.values())):
        pair = (one.id, other.id) if one.id < other.id else (other.id, one.id)
        if pair not in seen:
            seen.add(pair)
            alike = likeness(one, other, villages)
            if alike is not None:
                found.append(alike)
    return sorted(found, key=lambda one: (-one.score, one.first, one.second))


def _pairs(bucket: list[Suspect]) -> Iterator[tuple[Suspect, Suspect]]:
    return combinations(bucket, 2) if len(bucket) <= CROWD else pairwise(bucket)


def _families(names: set[str]) -> dict[str, int]:
    """A number for each name, the same for names that are alike; a few others may share it."""
    first_with: dict[tuple[str, ...], int] = {}
    above: list[int] = []
    families = {}
    for number, name in enumerate(sorted(names)):
        above.append(number)
        for sound in sounds(name):
            other = first_with.setdefault(sound, number)
            if other != number:
                above[_top(above, other)] = _top(above, number)
        families[name] = number
    return {name: _top(above, number) for name, number in families.items()}


def _top(above: list[int], number: int) -> int:
    while above[number] != number:
        above[number] = number = above[above[number]]
    return number


def _grounds(one: Suspect, family: int, villages: Mapping[str, str]) -> Iterator[Hashable]:
    """What a pair must share one of, to be looked at."""
    if one.citizen_no:
        yield one.citizen_no
    shared: list[Hashable] = [one.birth_date, one.household, one.phone or None, one.school]
    if one.belonging is Belonging.GUEST:
        shared += [("home", name) for name in _named_in(one.home, tuple(villages.values()))]
    else:
        shared.append(("home", villages.get(one.school)))
    for ground in shared:
        if ground is not None:
            yield family, ground


@cache
def _named_in(home: str, villages: tuple[str, ...]) -> frozenset[str]:
    """The villages that a guest's words of their home name, with or without 村."""
    return frozenset(name for name in villages if name and name.removesuffix("村") in home)


def likeness(one: Suspect, other: Suspect, villages: Mapping[str, str]) -> Likeness | None:
    """Whether two may be one, by how much and why; None below the threshold.

    A transfer's two rows are one person known as such, and two who both left harm no figure.
    """
    if one.id == other.id or (one.left_on and other.left_on):
        return None
    if one.moved_from == other.id or other.moved_from == one.id:
        return None
    signs = tuple(_signs(one, other, villages))
    if Sign.OTHER_NAME in signs and Sign.SAME_CITIZEN_NO not in signs:
        return None
    if GROUNDS.isdisjoint(signs):
        return None
    score = min(sum(WEIGHTS[sign] for sign in signs), 100)
    if score < THRESHOLD:
        return None
    first, second = sorted((one.id, other.id))
    return Likeness(first, second, score, signs)


def _signs(one: Suspect, other: Suspect, villages: Mapping[str, str]) -> Iterator[Sign]:
    yield name_sign(one.name, other.name)
    numbers = one.citizen_no and other.citizen_no
    if one.citizen_no and other.citizen_no:
        yield _number_sign(one.citizen_no, other.citizen_no)
    if one.birth_date and other.birth_date:
        yield _birth_sign(one.birth_date, other.birth_date)
    elif not numbers and one.school == other.school:
        yield Sign.NOTHING_AGAINST
    if one.household is not None and one.household == other.household:
        yield Sign.SAME_HOUSEHOLD
    if one.phone and one.phone == other.phone:
        yield Sign.SAME_PHONE
    if one.school == other.school:
        yield Sign.SAME_SCHOOL
    elif _is_home(one, other, villages) or _is_home(other, one, villages):
        yield Sign.HOME_VILLAGE
        if not numbers and not (one.birth_date and other.birth_date):
            yield Sign.NOTHING_AGAINST
    if one.sex and other.sex:
        yield Sign.SAME_SEX if one.sex is other.sex else Sign.OTHER_SEX


def _is_home(guest: Suspect, other: Suspect, villages: Mapping[str, str]) -> bool:
    if guest.belonging is not Belonging.GUEST or other.belonging is Belonging.GUEST:
        return False
    return villages.get(other.school) in _named_in(guest.home, tuple(villages.values()))


def name_sign(one: str, other: str) -> Sign:
    """How alike two names are; interpuncts, blanks and brackets never matter."""
    first, second = pinyin.bare(one), pinyin.bare(other)
    if not first or not second:
        return Sign.OTHER_NAME
    if first == second:
        return Sign.SAME_NAME
    if pinyin.sounds_like(first, second):
        return Sign.SOUNDS_ALIKE
    turned = any(pinyin.sounds_like(first, turn) for turn in _turns(second))
    return Sign.OTHER_ORDER if turned else Sign.OTHER_NAME


def _turns(name: str) -> list[str]:
    """The name with its two parts exchanged, wherever they may meet."""
    places = range(_SHORTEST_PART, len(name) - _SHORTEST_PART + 1)
    return [name[place:] + name[:place] for place in places]


@cache
def sounds(name: str) -> frozenset[tuple[str, ...]]:
    """Keys of which two names share one wherever they are alike: each way to say or turn it."""
    plain = pinyin.bare(name)
    spoken = {each: sorted(pinyin.sounds(each)) for each in plain}
    turns = (plain, *_turns(plain)) if plain else ()
    ways = (product(*(spoken[each] for each in turn)) for turn in turns)
    return frozenset(chain.from_iterable(islice(way, _MOST_KEYS) for way in ways))


def _number_sign(one: str, other: str) -> Sign:
    if one == other:
        return Sign.SAME_CITIZEN_NO
    differing = sum(a != b for a, b in zip(one[:17], other[:17], strict=False))
    near = len(one) == len(other) and differing <= 2
    return Sign.NEAR_CITIZEN_NO if near else Sign.OTHER_CITIZEN_NO


def _birth_sign(one: date, other: date) -> Sign:
    if one == other:
        return Sign.SAME_BIRTH
    parts = [one.year == other.year, one.month == other.month, one.day == other.day]
    turned = (one.year, one.month, one.day) == (other.year, other.day, other.month)
    return Sign.NEAR_BIRTH if sum(parts) == 2 or turned else Sign.OTHER_BIRTH
