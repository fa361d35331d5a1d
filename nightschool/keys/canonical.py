"""Records as canonical JSON, and back without trusting a byte.

A record is a frozen dataclass; its JSON has exactly its fields, sorted, without blanks, bytes as
small hexadecimal digits. What is read must be, byte for byte, what writing the record gives: so
duplicate or unknown keys, numbers like 1.0 or NaN, and second spellings of one value do not exist.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, NewType, TypeVar, get_args, get_origin, get_type_hints

LARGEST = 2**63 - 1
LONGEST = 200
"""Characters in a string, unless its type says more or less."""

Record = TypeVar("Record")
Check = Callable[[Any], bool]


class MalformedError(Exception):
    """The bytes are not a record of this kind."""


class NewerFormatError(Exception):
    """The bytes are a later format than this program knows; `program` made it, if it says so."""

    def __init__(self, number: int, program: str) -> None:
        super().__init__(f"format {number}")
        self.number = number
        self.program = program


def size(length: int, *others: int) -> Check:
    """Bytes of this length, or one of these."""
    return lambda value: len(value) in (length, *others)


def between(low: int, high: int) -> Check:
    """A number within these bounds, both included."""
    return lambda value: low <= value <= high


def matching(pattern: str) -> Check:
    """Text that fits the pattern as a whole."""
    compiled = re.compile(pattern)
    return lambda value: compiled.fullmatch(value) is not None


def dump(record: object) -> bytes:
    """The one JSON form of a record."""
    plain = _plain(record)
    text = json.dumps(
        plain, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return text.encode()


def load(kind: type[Record], data: bytes, limit: int, newest: int) -> Record:
    """The record in `data`, at most `limit` bytes, whose field `format` is at most `newest`.

    Raises `NewerFormatError` for a later format and `MalformedError` for anything else that
    `dump` would not have written.
    """
    if len(data) > limit:
        raise MalformedError(f"{len(data)} bytes are too many")
    try:
        value = json.loads(data.decode(), parse_float=_no_float, parse_constant=_no_float)
        _require_format(value, newest)
        record: Record = _read(kind, value)
        same = dump(record) == data
    except (ValueError, RecursionError) as error:
        raise MalformedError(str(error)) from error
    if not same:
        raise MalformedError("not in canonical form")
    return record


def _no_float(text: str) -> None:
    raise ValueError(f"no number of ours: {text[:20]}")


def _require_format(value: object, newest: int) -> None:
    number = value.get("format") if isinstance(value, dict) else None
    if type(number) is not int or number < 1:
        raise ValueError("no format")
    if number > newest:
        program = str(value.get("program", "")) if isinstance(value, dict) else ""
        raise NewerFormatError(number, program if re.fullmatch(r"[\w.+-]{1,40}", program) else "")


def _plain(value: Any) -> Any:
    """What json.dumps understands, for a record or anything in one."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {_plain(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, date) else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _read(kind: Any, value: Any) -> Any:
    """`value` as `kind` says; raises `ValueError` where it is anything else."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _checked(_read(arguments[0], value), arguments[1:])
    if isinstance(kind, NewType):
        return _read(kind.__supertype__, value)
    if type(None) in arguments:
        return None if value is None else _read(arguments[0], value)
    if origin is tuple:
        return tuple(_read(arguments[0], item) for item in _of_type(list, value))
    if origin is Mapping:
        items = _of_type(dict, value).items()
        return {_read(arguments[0], key): _read(arguments[1], item) for key, item in items}
    if is_dataclass(kind):
        return _read_record(kind, _of_type(dict, value))
    return _read_simple(kind, value)


def _read_record(kind: Any, value: dict[str, Any]) -> Any:
    hints = _hints(kind)
    if value.keys() != hints.keys():
        raise ValueError(f"not the fields of {kind.__name__}")
    return kind(**{name: _read(hint, value[name]) for name, hint in hints.items()})


def _read_simple(kind: type, value: Any) -> Any:
    if kind in (int, bool):
        number = _of_type(kind, value)
        return _checked(number, (between(0, LARGEST),))
    text = _of_type(str, value)
    if kind is bytes:
        return bytes.fromhex(text)
    if kind is date:
        return date.fromisoformat(text)
    if kind is datetime:
        return _checked(datetime.fromisoformat(text), (_is_utc,))
    if issubclass(kind, StrEnum):
        return kind(text)
    return _checked(text, (_is_plain_text,))


def _of_type(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise ValueError(f"{kind.__name__} wanted, not {type(value).__name__}")
    return value


def _checked(value: Any, checks: tuple[Check, ...]) -> Any:
    if not all(check(value) for check in checks):
        raise ValueError(f"a {type(value).__name__} out of bounds")
    return value


def _is_utc(moment: datetime) -> bool:
    return moment.utcoffset() == timedelta(0)


def _is_plain_text(text: str) -> bool:
    """Short, and nothing in it that could draw on a terminal or turn the line round."""
    return len(text) <= LONGEST and not any(
        unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") for sign in text
    )
