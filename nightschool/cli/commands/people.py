"""The people of a school: `person list`."""

from argparse import ArgumentParser, Namespace
from typing import Any

from nightschool.cli import desk
from nightschool.cli.output import show_json, table
from nightschool.domain import citizen_number, identity, labels
from nightschool.domain.person import Person
from nightschool.i18n import _


def add(groups: Any, shared: ArgumentParser) -> None:
    """Add `person`."""
    person = groups.add_parser("person", help=_("the people of a school"))
    actions = person.add_subparsers(metavar=_("ACTION"), required=True)
    listing = actions.add_parser("list", parents=[shared], help=_("the people of a school"))
    listing.add_argument(
        "--to-complete", action="store_true", help=_("only those whose ID number is missing")
    )
    listing.add_argument("--school", metavar=_("CODE"), help=_("the school, at a county"))
    listing.add_argument("--json", action="store_true", help=_("print JSON"))
    listing.set_defaults(run=_list)


def _list(options: Namespace) -> None:
    from nightschool.services import people

    wanted = people.to_complete if options.to_complete else people.people
    with desk.workspace(options) as workspace:
        found = wanted(workspace, options.school)
    if options.json:
        show_json([_json(one) for one in found])
    elif found:
        head = [_("Person number"), _("Name"), _("Sex"), _("Born"), _("ID number")]
        print(table(head, [_row(one) for one in found]))
    else:
        print(_("Nobody."))


def _row(one: Person) -> tuple[object, ...]:
    return (
        one.person_no or "",
        one.name,
        labels.label(one.sex) if one.sex else "",
        one.birth_date or "",
        _masked(one) or "",
    )


def _json(one: Person) -> dict[str, Any]:
    return {
        "id": identity.text(one.id),
        "person_no": one.person_no,
        "name": one.name,
        "sex": one.sex,
        "birth_date": one.birth_date and f"{one.birth_date}",
        "citizen_no": _masked(one),
        "belonging": one.belonging,
        "left_on": one.left_on and f"{one.left_on}",
    }


def _masked(one: Person) -> str | None:
    return citizen_number.masked(one.citizen_no) if one.citizen_no else None
