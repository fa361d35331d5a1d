"""Crockford's base 32: letters and digits that people read aloud and type without mistakes."""

import re
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BETWEEN = re.compile(r"[\s_.·\-‐-―−]")
_LOOK_ALIKES = str.maketrans("OIL", "011")


def encode(value: int, digits: int) -> str:
    """The lowest 5 × `digits` bits of `value`, the highest digit first."""
    return "".join(ALPHABET[value >> 5 * place & 31] for place in reversed(range(digits)))


def grouped(text: str) -> str:
    """The same in groups of four: `7HQ2-K9TD-0VWX`."""
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def normalise(typed: str) -> str:
    """What was meant: full-width or small letters, blanks and hyphens, O for 0, I or L for 1.

    Anything else that is no digit of the alphabet stays, to be refused by the caller.
    """
    plain = unicodedata.normalize("NFKC", typed).upper()
    return _BETWEEN.sub("", plain).translate(_LOOK_ALIKES)
