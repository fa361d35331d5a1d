"""Words of the command line as the values that they stand for."""

import unicodedata
from argparse import ArgumentParser, ArgumentTypeError, _ArgumentGroup
from collections.abc import Callable
from datetime import date, datetime, time
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from nightschool.domain import identity
from nightschool.domain.identity import RowId
from nightschool.i18n import _

Value = TypeVar("Value")


def day(text: str) -> date:
    """2018-03-12."""
    return _read(date.fromisoformat, text, _("a day like 2018-03-12"))


def month(text: str) -> date:
    """2018-03, as its first day."""
    return _read(lambda plain: date.fromisoformat(f"{plain}-01"), text, _("a month like 2018-03"))


def hour(text: str) -> time:
    """19:30, 7:30, or 19：30 as a Chinese keyboard writes it."""

    def read(plain: str) -> time:
        return datetime.strptime(plain, "%H:%M").time()  # noqa: DTZ007 - a time of day has no zone

    return _read(read, text, _("a time like 19:30"))


def half_hours(text: str) -> int:
    """Class hours such as 2 or 2.5, in halves."""

    def read(plain: str) -> int:
        halves = float(plain) * 2
        if not halves.is_integer():
            raise ValueError
        return int(halves)

    return _read(read, text, _("class hours like 2 or 2.5"))


def key(text: str) -> RowId:
    """The id of a row as `--json` prints it."""
    return _read(identity.from_text, text, _("an id of 32 digits, as the lists print it"))


def add_code(
    parser: ArgumentParser | _ArgumentGroup, name: str, codes: type[StrEnum], **options: Any
) -> None:
    """Add an option whose value is a word of a code list."""
    words = "|".join(codes)
    read = partial(_read, codes, wanted=_("one of %(words)s") % {"words": words})
    parser.add_argument(name, type=read, metavar=words, **options)


def _read(read: Callable[[str], Value], text: str, wanted: str) -> Value:
    try:
        return read(unicodedata.normalize("NFKC", text).strip())
    except (ValueError, OverflowError) as error:
        raise ArgumentTypeError(
            _("%(text)s is not %(wanted)s") % {"text": text, "wanted": wanted}
        ) from error
