"""The window's door: `nightschool-desktop`."""

import contextlib
import sys
from collections.abc import Sequence

from nightschool import i18n
from nightschool.i18n import _


def main(arguments: Sequence[str] | None = None) -> int:  # noqa: ARG001 - the window will read them
    """Say that the window comes with a later release; returns the exit code."""
    with contextlib.suppress(AttributeError):
        sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # TextIOWrapper
    i18n.use_language(i18n.language_of_machine())
    print(
        _("There is no window yet: it comes with a later release. The terminal does all the work:"),
        "nightschool --help",
    )
    return 0
