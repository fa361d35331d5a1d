"""What the terminal shows: tables whose columns line up under Chinese too, JSON, a bar."""

import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from nightschool.task import Task

_BAR = 30
_PIECES = re.compile(r"\s+|[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+")
"""Blanks, a Han character, or a word of other writing: after each a line may end."""
_NEVER_FIRST = frozenset("，。；：、！？）》”’…")


def width(text: str) -> int:
    """Columns of the terminal that a text takes: a Han character takes two."""
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )


def padded(text: str, columns: int, *, right: bool = False) -> str:
    """The text filled with blanks to so many columns."""
    blanks = " " * (columns - width(text))
    return blanks + text if right else text + blanks


def wrapped(text: str, columns: int) -> list[str]:
    """The text in lines of at most so many columns; Chinese may end a line at any character."""
    lines = [""]
    for piece in _PIECES.findall(text):
        full = width(lines[-1] + piece.rstrip()) > columns
        if full and lines[-1].strip() and piece not in _NEVER_FIRST:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def one_line(text: str) -> str:
    """The text on one line, without the blanks that Chinese sentences do not want between them."""
    return " ".join(text.split()).replace("。 ", "。")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Lines of a table; numbers stand to the right."""
    body = [[_cell(value) for value in row] for row in rows]
    numeric = [
        bool(body) and all(_is_number(row[place]) for row in body) for place in range(len(head))
    ]
    widths = [max(map(width, column)) for column in zip(head, *body, strict=True)]
    lines = [head, ["─" * columns for columns in widths], *body]
    return "\n".join(
        "  ".join(
            padded(cell, columns, right=right)
            for cell, columns, right in zip(line, widths, numeric, strict=True)
        ).rstrip()
        for line in lines
    )


def _cell(value: object) -> str:
    return "–" if value is None else str(value)


def _is_number(text: str) -> bool:
    return text == "–" or text.rstrip("%").replace(".", "", 1).replace("-", "", 1).isdigit()


def show_json(value: Any) -> None:
    """Print one JSON value, and nothing else, to stdout."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def show_warnings(warnings: Iterable[str]) -> None:
    """Print what is odd to stderr, a line each."""
    for warning in warnings:
        print(warning, file=sys.stderr)


def bar() -> Task:
    """A task that draws a bar on stderr where that is a terminal, and is silent elsewhere."""
    return Task(report=_draw) if sys.stderr.isatty() else Task()


def _draw(done: int, total: int, text: str) -> None:
    filled = _BAR * done // total if total else _BAR
    line = f"\r{'█' * filled}{'░' * (_BAR - filled)} {done}/{total} {text}"
    print(line + ("\n" if done >= total else ""), end="", file=sys.stderr, flush=True)
