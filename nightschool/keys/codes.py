"""Codes that are printed on paper and typed by hand: 12 characters, 60 random bits."""

import secrets

from nightschool.domain import crockford
from nightschool.errors import UserError
from nightschool.i18n import _

LENGTH = 12


def new_code() -> str:
    """A code as it is printed: `7HQ2-K9TD-0VWX`."""
    return crockford.grouped(crockford.encode(secrets.randbits(5 * LENGTH), LENGTH))


def read_code(typed: str) -> str:
    """The code without hyphens, however it was typed; raises `UserError` if it can be none."""
    code = crockford.normalise(typed)
    if len(code) != LENGTH or not set(code) <= set(crockford.ALPHABET):
        raise UserError(
            _("A code has %(count)d letters and digits, such as 7HQ2-K9TD-0VWX.")
            % {"count": LENGTH},
            _("Compare what you typed with the printed code."),
        )
    return code
