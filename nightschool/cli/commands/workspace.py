"""Making and checking workspaces: `init`, `doctor`."""

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from nightschool.cli import desk
from nightschool.cli.output import show_json
from nightschool.domain.school import PREFECTURE
from nightschool.errors import UserError
from nightschool.i18n import _

CODE = "NIGHTSCHOOL_CODE"


def add(groups: Any, shared: ArgumentParser) -> None:
    """Add `init` and `doctor`."""
    init = groups.add_parser(
        "init",
        parents=[shared],
        help=_("make a workspace"),
        description=_(
            "Make a workspace for a school, a county or the prefecture, or from an enrolment file."
            " NIGHTSCHOOL_PASSWORD and NIGHTSCHOOL_CODE answer for automation."
        ),
    )
    init.add_argument("role", nargs="?", choices=("school", "county", "prefecture"))
    init.add_argument("code", nargs="?", help=_("12 digits of a school, 6 of a county"))
    init.add_argument("--from", dest="enrolment", type=Path, help=_("an enrolment file (.nsenrol)"))
    init.add_argument(
        "--database",
        metavar="URL",
        help=_(
            "an office's database on a PostgreSQL server: postgresql+psycopg://NAME@SERVER/DATABASE;"
            " the first clerk makes the workspace there, the others join it"
        ),
    )
    init.set_defaults(run=_init, parser=init)
    doctor = groups.add_parser(
        "doctor", parents=[shared], help=_("say what is wrong with a workspace")
    )
    doctor.add_argument("--json", action="store_true", help=_("print JSON"))
    doctor.set_defaults(run=_doctor)


def _init(options: Namespace) -> None:
    home = desk.home(options)
    if options.enrolment:
        _enrol(home, options.enrolment)
    else:
        _found(home, options)


def _found(home: Path, options: Namespace) -> None:
    from nightschool.services import founding

    digits = {"school": 12, "county": 6, "prefecture": 4}.get(options.role)
    code = options.code or (PREFECTURE if options.role == "prefecture" else "")
    if digits is None or len(code) != digits or not code.isdecimal():
        options.parser.error(
            _("say what for: school CODE (12 digits), county CODE (6 digits) or prefecture")
        )
    if options.database and options.role == "school":
        options.parser.error(_("a school keeps its own database"))
    founding.require_possible(home, code, options.database)
    founding.create(home, code, desk.password(new=True), server=options.database)
    print(_("The workspace is ready: %(folder)s") % {"folder": home})


def _enrol(home: Path, file: Path) -> None:
    from nightschool.services import enrolment

    code = _code()
    if desk.is_workspace(home):
        with desk.opened(home) as workspace:
            enrolment.join(workspace, file, code)
    else:
        enrolment.create_from(home, file, code, lambda: desk.password(new=True))
    print(_("The laptop is enrolled and ready: %(folder)s") % {"folder": home})


def _code() -> str:
    given = os.environ.get(CODE)
    if given is None and not sys.stdin.isatty():
        raise UserError(
            _("The code of the enrolment file was not given."),
            _("Set NIGHTSCHOOL_CODE, or run this in a terminal."),
        )
    return given if given is not None else input(_("Code (12 characters, printed apart): "))


def _doctor(options: Namespace) -> int:
    from nightschool.services import doctor

    with desk.workspace(options) as workspace:
        findings = doctor.examine(workspace)
    if options.json:
        show_json([{"code": one.code, "message": one.message} for one in findings])
    elif findings:
        print("\n".join(f"✗ {one.message}" for one in findings))
    else:
        print(_("✓ The workspace is sound."))
    return 1 if findings else 0
