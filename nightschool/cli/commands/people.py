"""The people of a school: `person list`, `person history`, `person transfer`."""

from argparse import ArgumentParser, Namespace
from datetime import datetime
from typing import Any

from nightschool import clock
from nightschool.cli import arguments, desk
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
    history = actions.add_parser(
        "history", parents=[shared], help=_("what was changed of a person, and why")
    )
    history.set_defaults(run=_history)
    transfer = actions.add_parser(
        "transfer", parents=[shared], help=_("take a person to another school, with their hours")
    )
    transfer.add_argument("--to", required=True, metavar=_("CODE"), help=_("the other school"))
    transfer.add_argument("--on", type=arguments.day, metavar="YYYY-MM-DD", help=_("since when"))
    transfer.set_defaults(run=_transfer)
    for parser in (history, transfer):
        parser.add_argument("person", metavar=_("PERSON"), help=_("name, number or id"))
        parser.add_argument("--school", metavar=_("CODE"), help=_("the school, at a county"))
        parser.add_argument("--json", action="store_true", help=_("print JSON"))


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


def _history(options: Namespace) -> None:
    from nightschool.services import people
    from nightschool.services.history import history

    with desk.workspace(options) as workspace:
        person = people.find(workspace, options.person, options.school)
        lines = history(workspace, "person", person.id)
    if options.json:
        show_json(
            [
                {
                    "at": line.at and line.at.isoformat(),
                    "field": line.field,
                    "old": line.old,
                    "new": line.new,
                    "by": line.by,
                    "desk": line.desk,
                    "reason": line.reason,
                }
                for line in lines
            ]
        )
    elif lines:
        head = [_("Day"), _("Field"), _("Before"), _("After"), _("By"), _("Reason")]
        rows = [
            (_day(line.at), line.field, line.old, line.new, line.by, line.reason) for line in lines
        ]
        print(table(head, rows))
    else:
        print(_("Nothing was changed."))


def _day(at: datetime | None) -> object:
    return at and at.astimezone().date()


def _transfer(options: Namespace) -> None:
    from nightschool.services import people, transfers

    on = options.on or clock.today()
    with desk.workspace(options) as workspace:
        person = people.find(workspace, options.person, options.school)
        (there,) = transfers.transfer(workspace, [person.id], options.to, on)
    if options.json:
        show_json(_json(there))
    else:
        print(
            _("%(name)s belongs to school %(code)s now.")
            % {"name": there.name, "code": there.school}
        )


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
