"""The window's door: `nightschool-desktop`."""

import contextlib
import sys

from nightschool import i18n
from nightschool.i18n import _


def main() -> int:
    """Say that the window comes with a later release; returns the exit code."""
    with contextlib.suppress(AttributeError):
        sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # TextIOWrapper
    i18n.use_language(i18n.language_of_machine())
    said = _(
        "There is no window yet: it comes with a later release."
        " Until then use the terminal: %(command)s"
    )
    sys.stdout.write(said % {"command": "nightschool --help"} + "\n")
    return 0
