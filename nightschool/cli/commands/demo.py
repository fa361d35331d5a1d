"""The whole job on a sample: `demo`."""

import os
import shlex
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nightschool import bootstrap, clock
from nightschool.cli import desk
from nightschool.cli.output import bar, one_line, show_json, wrapped
from nightschool.i18n import N_, _

if TYPE_CHECKING:
    from nightschool.services.demo import Station

FOLDER = "nightschool-demo"
_WIDTH = 92
"""Columns of what is said; with the margin it fits a terminal of 100."""

STATIONS = {
    "county": (
        N_("The county's office"),
        N_(
            "A workspace for Xide county: %(schools)d night schools in %(townships)d townships,"
            " %(courses)d courses."
        ),
    ),
    "enrolment": (
        N_("A laptop is enrolled"),
        N_(
            "Xiaoshan's laptop made its workspace from a file on the stick and, handed over apart"
            " from it, the code %(code)s."
        ),
    ),
    "roster": (
        N_("The register's roster"),
        N_(
            "%(rows)d rows: %(taken)d people of %(households)d households taken, %(flagged)d of"
            " them to be checked, %(refused)d refused. The error workbook says what to do:"
        ),
    ),
    "lessons": (
        N_("A term of lessons"),
        N_(
            "%(first_day)s to %(last_day)s: %(lessons)d lessons, %(held)d held, %(cancelled)d"
            " called off, %(planned)d with an unfinished roll, which does not count."
            " %(marks)d marks, %(attended)d of them there."
        ),
    ),
    "progress": (N_("Progress"), N_("The figures of the school on %(on)s:")),
    "certificates": (
        N_("Certificates"),
        N_("%(issued)d people are complete. Their certificates: %(first)s to %(last)s."),
    ),
    "package": (
        N_("The school's package"),
        N_("%(rows)d rows, sealed and signed, saved to the stick and read back."),
    ),
    "import": (
        N_("The county imports it"),
        N_("From %(sender)s: %(changed)d rows new or changed."),
    ),
    "answer": (
        N_("The county's package"),
        N_("The receipt goes back, with what the county changed (rows: %(rows)d)."),
    ),
    "receipt": (
        N_("The receipt at the school"),
        N_("The county has merged the school's package: what was sent is safe there."),
    ),
    "report": (N_("The county's report"), N_("The schools that have begun, on %(on)s:")),
}
"""Station to its title and what is said of it."""


def add(groups: Any, shared: ArgumentParser) -> None:
    """Add `demo`."""
    parser = groups.add_parser(
        "demo",
        parents=[shared],
        help=_("the whole job on a sample, in a folder of its own"),
        description=_(
            "Do the whole job on a sample: a county, a school, a roster, a term of lessons,"
            " certificates, packages and the report. Everything lies under --home (else in"
            " nightschool-demo, here), where it replaces an earlier demo and nothing else."
            " NIGHTSCHOOL_PASSWORD is the password of its workspaces, else one is made and shown."
        ),
    )
    parser.add_argument(
        "--schools",
        type=int,
        metavar="N",
        help=_(
            "instead, an office with so many schools: people, lessons and rolls of three years, all"
            " made up; more than a county has make the prefecture"
        ),
    )
    parser.add_argument(
        "--seed", type=int, default=1, metavar="S", help=_("another one makes other people (1)")
    )
    parser.add_argument(
        "--database", metavar="URL", help=_("with --schools: an empty database on a server")
    )
    parser.add_argument("--json", action="store_true", help=_("print JSON"))
    parser.set_defaults(run=_demo)


def _demo(options: Namespace) -> None:
    from nightschool.services import demo

    if options.schools is not None:
        _multitude(options)
        return
    home = Path(getattr(options, "home", None) or FOLDER).resolve()
    given = os.environ.get(desk.PASSWORD)
    password = given or demo.new_password()
    shown = {} if given else {"password": password}
    stations = demo.run(home, password, bootstrap.opened)
    if options.json:
        told = {one.name: _json(one) for one in stations}
        show_json({"home": f"{home}", **shown, "stations": told})
        return
    on = ""
    for number, station in enumerate(stations, 1):
        _show(number, station, home)
        on = station.figures.get("on", on)
    print(_("Everything lies in %(folder)s") % {"folder": home})
    if not given:
        print(_("The password of both workspaces: %(password)s") % shown)
    print(_("Look around, for example with: %(command)s") % {"command": _example(home, on)})


def _multitude(options: Namespace) -> None:
    from nightschool.services import demo
    from nightschool.services.demo import multitude

    home = Path(getattr(options, "home", None) or FOLDER).resolve()
    given = os.environ.get(desk.PASSWORD)
    password = given or demo.new_password()
    shown = {} if given else {"password": password}
    made = multitude.create(
        home,
        options.schools,
        options.seed,
        password,
        clock.today(),
        options.database,
        bar(),
    )
    if options.json:
        show_json({"home": f"{home / made.desk}", **shown, **asdict(made)})
        return
    print(
        _(
            "%(place)s: %(schools)d schools, %(households)d households, %(people)d people,"
            " %(lessons)d lessons, %(lines)d lines of rolls; all made up."
        )
        % asdict(made)
    )
    print(_("Everything lies in %(folder)s") % {"folder": home / made.desk})
    if not given:
        print(_("The password of the workspace: %(password)s") % shown)


def _example(home: Path, on: str) -> str:
    called = sys.argv[0] if Path(sys.argv[0]).stem == "nightschool" else "nightschool"
    words = [called, "progress", "--home", f"{home / 'school'}", "--on", on, "--by", "person"]
    return shlex.join(words)


def _refused(one: Any) -> dict[str, Any]:
    return {
        "row": one.row,
        "person_no": one.person_no,
        "column": one.column,
        "reason": one.reason,
    }


def _json(station: "Station") -> dict[str, Any]:
    refused = {"refused": list(map(_refused, station.refused))} if station.refused else {}
    return {**station.figures, **refused, "files": [f"{file}" for file in station.files]}


def _show(number: int, station: "Station", home: Path) -> None:
    title, said = STATIONS[station.name]
    print(f"{number:>2}  {_(title)}")
    _indented(*wrapped(_(said) % station.figures, _WIDTH))
    for one in station.refused:
        fault = _("Row %(row)d, %(column)s: %(reason)s") % asdict(one)
        first, *rest = wrapped(one_line(fault), _WIDTH - 2)
        _indented(f"✗ {first}", *(f"  {line}" for line in rest))
    if station.sections:
        _indented(*_sections(station).splitlines())
    _indented(*(f"→ {file.relative_to(home)}" for file in station.files))
    print(flush=True)


def _sections(station: "Station") -> str:
    from nightschool.cli import standing

    if len(station.sections) == 1:
        return standing.figures(station.sections[0])
    return standing.places(station.sections)


def _indented(*lines: str) -> None:
    for line in lines:
        print(f"    {line}")
