"""Makes resources/data/pinyin.txt from pypinyin's table (`.venv/bin/python tools/make_pinyin.py`).

A line is the toneless readings of some characters, the commonest first, a tab, then those
characters. Only characters that the shipped fonts can print are kept: nobody can type others.
"""

import unicodedata
from collections import defaultdict
from pathlib import Path

from fontTools.ttLib import TTFont
from pypinyin.constants import PINYIN_DICT

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
FONT = RESOURCES / "fonts" / "NightschoolKai-Regular.ttf"
TARGET = RESOURCES / "data" / "pinyin.txt"


def toneless(reading: str) -> str:
    """`nǚ` to `nv`, `céng` to `ceng`."""
    letters = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(letter for letter in letters if "a" <= letter <= "z")


def main() -> None:
    """Write the table and say how large it is."""
    with TTFont(FONT, lazy=True) as font:
        printable = font.getBestCmap()
    characters: dict[str, list[str]] = defaultdict(list)
    for code in sorted(printable.keys() & PINYIN_DICT.keys()):
        readings = dict.fromkeys(map(toneless, PINYIN_DICT[code].split(",")))
        characters[" ".join(filter(None, readings))].append(chr(code))
    lines = (f"{readings}\t{''.join(group)}\n" for readings, group in sorted(characters.items()))
    TARGET.write_text("".join(lines), encoding="utf-8", newline="\n")
    print(f"{TARGET.stat().st_size:,} bytes, {sum(map(len, characters.values())):,} characters")


if __name__ == "__main__":
    main()
