"""From the command line to an open workspace: its folder and the password."""

import getpass
import os
import sys
from argparse import Namespace
from contextlib import AbstractContextManager
from pathlib import Path

from nightschool import bootstrap
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import signing_in
from nightschool.services.workspace import Workspace

PASSWORD = "NIGHTSCHOOL_PASSWORD"  # noqa: S105 - the name of the variable, not a password


def home(options: Namespace) -> Path:
    """The folder that the command line, the environment or habit names."""
    given = getattr(options, "home", None) or os.environ.get("NIGHTSCHOOL_HOME")
    return Path(given) if given else Path.home() / "nightschool"


def password(*, new: bool = False) -> str:
    """From NIGHTSCHOOL_PASSWORD, else asked for; a new one twice. Raises `UserError`."""
    given = os.environ.get(PASSWORD)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise UserError(
            _("No password was given."),
            _("Set NIGHTSCHOOL_PASSWORD, or run this in a terminal."),
        )
    typed = getpass.getpass(_("Password: "))
    if new:
        signing_in.require_good_password(typed)
        if getpass.getpass(_("The same again: ")) != typed:
            raise UserError(_("The two passwords differ."), _("Please try again."))
    return typed


def workspace(options: Namespace) -> AbstractContextManager[Workspace]:
    """The workspace of this command, open while the block runs."""
    return opened(home(options))


def opened(folder: Path) -> AbstractContextManager[Workspace]:
    """The workspace in this folder, under the password that was given or is asked for."""
    return bootstrap.opened(folder, password)


is_workspace = bootstrap.is_workspace
