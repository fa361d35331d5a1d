"""The terminal door: reads the command line, opens the workspace, prints, sets the exit code.

0 when done, 1 for an error that the user can mend (one line on stderr), 2 for wrong usage.
"""

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from nightschool import __version__, i18n
from nightschool.cli import commands, output, usage
from nightschool.errors import UserError
from nightschool.i18n import _


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code, and raises `SystemExit` for help and wrong usage."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    _speak(words)
    options = parser().parse_args(words)
    try:
        code = int(options.run(options) or 0)
        sys.stdout.flush()
    except UserError as error:
        print(output.one_line(str(error)), file=sys.stderr)
        return 1
    except (KeyboardInterrupt, EOFError):
        print(_("Stopped. What was not finished was not written."), file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def parser() -> argparse.ArgumentParser:
    """The parser of all commands, in the language in force."""
    shared = usage.Parser(add_help=False)
    shared.add_argument(
        "--home",
        type=Path,
        metavar=_("DIR"),
        default=argparse.SUPPRESS,
        help=_("the workspace's folder (else NIGHTSCHOOL_HOME, else nightschool in your own)"),
    )
    shared.add_argument(
        "--lang",
        choices=i18n.LANGUAGES,
        default=argparse.SUPPRESS,
        help=_("the language (else that of the machine)"),
    )
    top = usage.Parser(
        prog="nightschool",
        description=_("Records of farmers' night schools, with or without a network."),
        parents=[shared],
    )
    top.add_argument("--version", action="version", version=__version__, help=_("the version"))
    groups = top.add_subparsers(title=_("commands"), metavar=_("COMMAND"), required=True)
    commands.add_all(groups, shared)
    return top


def _speak(words: Sequence[str]) -> None:
    """Set the language before anything is said, and let any text reach any terminal."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # TextIOWrapper
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    early.add_argument("--lang", nargs="?")
    wanted = early.parse_known_args(words)[0].lang
    i18n.use_language(wanted if wanted in i18n.LANGUAGES else i18n.language_of_machine())
    usage.speak()
