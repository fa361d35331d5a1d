"""Usage and help in the reader's language: argparse's own words, and lines that fit Chinese.

argparse asks the program-wide gettext, which goes by the environment, so `speak` points that to
our catalogue. The two methods of its formatter that we override count characters; Han characters
take two columns.
"""

import argparse
import gettext
import os

from nightschool import i18n, paths
from nightschool.cli.output import width as columns_of
from nightschool.cli.output import wrapped
from nightschool.i18n import N_

WORDS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("one of the arguments %s is required"),
    N_("not allowed with argument %s"),
    N_("unrecognized arguments: %s"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("ignored explicit argument %r"),
    N_("expected one argument"),
    N_("expected at most one argument"),
    N_("expected at least one argument"),
    N_("expected %s argument"),
    N_("expected %s arguments"),
)
"""What argparse says to people, so that the catalogue has it."""


def speak() -> None:
    """Let argparse speak the language in force."""
    gettext.bindtextdomain("nightschool", str(paths.resources() / "translations"))
    gettext.textdomain("nightschool")
    os.environ["LANGUAGE"] = {"zh": "zh_CN", "en": "en"}[i18n.language()]


class Parser(argparse.ArgumentParser):
    """A parser whose help lines up under Chinese; those of its commands are of this class too."""

    def _get_formatter(self) -> argparse.HelpFormatter:
        return _Formatter(self.prog)


class _Formatter(argparse.HelpFormatter):
    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrapped(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in wrapped(text, width - len(indent)))

    def _format_action(self, action: argparse.Action) -> str:
        invocation = self._format_action_invocation(action)
        excess = columns_of(invocation) - len(invocation)
        return super()._format_action(action).replace(invocation + " " * excess, invocation, 1)
