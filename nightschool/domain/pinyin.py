"""Finding Chinese names by pinyin: every reading of every character counts.

The table is made from pypinyin by `tools/make_pinyin.py`. Readings are without tones, ü is v as
on keyboards. Interpuncts, blanks and brackets never matter: people leave them out.
"""

from collections.abc import Iterator
from functools import cache
from itertools import combinations, islice, product
from math import prod

from nightschool import paths

SURNAMES = {
    "曾": "zeng",
    "仇": "qiu",
    "单": "shan",
    "解": "xie",
    "区": "ou",
    "查": "zha",
    "盖": "ge",
    "朴": "piao",
    "翟": "zhai",
    "乐": "yue",
    "覃": "qin",
    "缪": "miao",
    "秘": "bi",
    "员": "yun",
    "洗": "xian",
    "折": "she",
    "种": "chong",
    "隗": "wei",
    "召": "shao",
    "祭": "zhai",
}
"""Readings that a character has as a surname, where they are not its first."""

MOST_COMBINATIONS = 40
"""Of a name with more, those with the fewest uncommon readings are kept in its search key."""

_FOLDED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))
"""Initials that people of south-west China say, and write down, alike."""


@cache
def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    text = (paths.resources() / "data" / "pinyin.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        readings, _, characters = line.partition("\t")
        table.update(dict.fromkeys(characters, tuple(readings.split(" "))))
    return table


@cache
def _surname_readings(character: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((SURNAMES[character], *readings(character))))


def readings(character: str) -> tuple[str, ...]:
    """All readings of one character, the commonest first; a letter or digit reads as itself."""
    return _table().get(character) or (character.casefold(),)


def bare(text: str) -> str:
    """Letters, digits and characters only, in small letters."""
    return text.casefold() if text.isalnum() else "".join(filter(str.isalnum, text)).casefold()


def initials(name: str) -> str:
    """The first letters a reader expects: 沙马拉且 smlq, 曾阿牛 zan."""
    return "".join(syllables[0][0] for syllables in _syllables(bare(name)))


def sound(name: str) -> str:
    """The full pinyin that a reader expects, by which names are sorted."""
    return "".join(syllables[0] for syllables in _syllables(bare(name)))


def search_key(name: str) -> str:
    """What a search column holds: the bare name, then full pinyin and initials in every reading.

    The words are parted by single blanks; `like_pattern` makes the pattern that finds them.
    """
    plain = bare(name)
    syllables = _syllables(plain)
    full = _combinations(syllables)
    letters = _combinations([tuple(dict.fromkeys(s[0] for s in each)) for each in syllables])
    return " ".join([plain, *dict.fromkeys([*full, *letters])])


def like_pattern(query: str) -> str:
    """The SQL LIKE pattern of a query over search keys; it holds no wildcard of the user's."""
    wanted = bare(query)
    return f"% {wanted}%" if wanted and wanted.isascii() else f"%{wanted}%"


def matches(name: str, query: str) -> bool:
    """Whether a query finds a name: any part of it in characters, or how its pinyin begins."""
    wanted, plain = bare(query), bare(name)
    if not wanted or not wanted.isascii():
        return wanted in plain
    if not any(reading[0] == wanted[0] for first in plain[:1] for reading in readings(first)):
        return False  # the usual case in a long list, and a quick one
    return any(word.startswith(wanted) for word in search_key(plain).split(" ")[1:])


def sounds_like(one: str, other: str) -> bool:
    """Whether two names may be one, written by ear: character by character a common sound."""
    first, second = bare(one), bare(other)
    return len(first) == len(second) and all(
        a == b or not sounds(a).isdisjoint(sounds(b)) for a, b in zip(first, second, strict=True)
    )


def sound_key(name: str) -> str:
    """A key that most names which sound alike share: the folded first readings."""
    return " ".join(_folded(syllables[0]) for syllables in _syllables(bare(name)))


def _syllables(plain: str) -> list[tuple[str, ...]]:
    """The readings of each character; a surname's come with the surname's own first."""
    table = _table()
    syllables = [table.get(character) or (character,) for character in plain]
    if plain[:1] in SURNAMES:
        syllables[0] = _surname_readings(plain[0])
    return syllables


def _combinations(syllables: list[tuple[str, ...]]) -> Iterator[str]:
    ways: Iterator[tuple[str, ...]] = product(*syllables)
    if prod(map(len, syllables)) > MOST_COMBINATIONS:
        ways = islice(_likeliest(syllables), MOST_COMBINATIONS)
    return map("".join, ways)


def _likeliest(syllables: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """All combinations: first the one of first readings, then those with one other, with two …"""
    for others in range(len(syllables) + 1):
        for places in combinations(range(len(syllables)), others):
            yield from product(
                *(each[1:] if at in places else each[:1] for at, each in enumerate(syllables))
            )


@cache
def sounds(character: str) -> frozenset[str]:
    """What a character may sound like to the ear: its readings, folded."""
    return frozenset(map(_folded, readings(character)))


def _folded(syllable: str) -> str:
    """zh as z, ch as c, sh as s, n- as l-, -ng as -n."""
    if syllable.endswith("ng"):
        syllable = syllable[:-1]
    for initial, folded in _FOLDED:
        if syllable.startswith(initial):
            return folded + syllable[len(initial) :]
    return syllable
