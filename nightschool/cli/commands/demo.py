"""The whole job on a sample: `demo`."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from nightschool import bootstrap
from nightschool.cli import desk
from nightschool.cli.output import show_json, table
from nightschool.i18n import N_, _

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
            "Xiaoshan's night school gets a file on the stick and, apart from it, the code %(code)s:"
            " with both the laptop has made its workspace."
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
            "%(first_day)s to %(last_day)s: %(lessons)d lessons, %(held)d held, %(cancelled)d called"
            " off, %(planned)d with an unfinished roll, which does not count."
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
    for number, station in enumerate(stations, 1):
        _show(number, station, home)
    print(_("Everything lies in %(folder)s") % {"folder": home})
    if not given:
        print(_("The password of both workspaces: %(password)s") % shown)
    print(_("Look around, for example with: %(command)s") % {"command": _example(home)})


def _example(home: Path) -> str:
    return f"nightschool progress --home {home / 'school'} --by person --on 2018-06-30"


def _json(station: Any) -> dict[str, Any]:
    return {**station.figures, "files": [f"{file}" for file in station.files]}


def _show(number: int, station: Any, home: Path) -> None:
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


def _set_in(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.splitlines())
