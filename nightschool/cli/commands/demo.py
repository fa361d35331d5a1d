"""The whole job on a sample: `demo`."""

import os
import shlex
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nightschool import bootstrap
from nightschool.cli import desk
from nightschool.cli.output import show_json, table
from nightschool.i18n import N_, _

if TYPE_CHECKING:
    from nightschool.services.demo import Station
    from nightschool.services.roster_faults import RowFault

FOLDER = "nightschool-demo"

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
            "Xiaoshan gets a file on the stick and, apart from it, the code %(code)s: with both"
            " its laptop has made its workspace."
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
        N_("The receipt goes back with what the county changed: %(rows)d rows."),
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
    parser.add_argument("--json", action="store_true", help=_("print JSON"))
    parser.set_defaults(run=_demo)


def _demo(options: Namespace) -> None:
    from nightschool.services import demo

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


def _example(home: Path, on: str) -> str:
    called = sys.argv[0] if Path(sys.argv[0]).stem == "nightschool" else "nightschool"
    words = [called, "progress", "--home", f"{home / 'school'}", "--on", on, "--by", "person"]
    return shlex.join(words)


def _json(station: "Station") -> dict[str, Any]:
    return {**station.figures, "files": [f"{file}" for file in station.files]}


def _show(number: int, station: "Station", home: Path) -> None:
    title, said = STATIONS[station.name]
    print(f"{number:>2}  {_(title)}")
    print(_set_in(_(said) % station.figures))
    if station.refused:
        print(_set_in(_refused(station.refused)))
    if station.sections:
        print(_set_in(_sections(station)))
    for file in station.files:
        print(_set_in(f"→ {file.relative_to(home)}"))
    print()


def _refused(rows: Sequence["RowFault"]) -> str:
    head = [_("Row"), _("Column"), _("What is wrong, and what to do")]
    return table(head, [(one.row, one.column, one.reason) for one in rows])


def _sections(station: "Station") -> str:
    from nightschool.cli import standing

    if len(station.sections) == 1:
        return standing.figures(station.sections[0])
    return standing.places(station.sections)


def _set_in(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.splitlines())
