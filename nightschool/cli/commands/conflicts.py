"""`conflicts list`, `conflicts resolve`, `sync status`, `sync renew`, `sync drives`."""

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from typing import Any

from nightschool.cli import desk
from nightschool.cli.output import show_json, table
from nightschool.i18n import _


def add(groups: Any, shared: ArgumentParser) -> None:
    """Add `conflicts` and `sync`."""
    conflicts = groups.add_parser("conflicts", help=_("values that contradict each other"))
    actions = conflicts.add_subparsers(metavar=_("ACTION"), required=True)
    listing = actions.add_parser("list", parents=[shared], help=_("list what is open"))
    listing.add_argument("--json", action="store_true", help=_("print JSON"))
    listing.set_defaults(run=_list)
    resolve = actions.add_parser("resolve", parents=[shared], help=_("settle one"))
    resolve.add_argument("id")
    resolve.add_argument(
        "--take",
        required=True,
        metavar="ours|theirs|VALUE",
        help=_("the value that stands, the one that lost, or another"),
    )
    resolve.add_argument("--reason", default="", help=_("travels back with the decision"))
    resolve.set_defaults(run=_resolve)
    sync = groups.add_parser("sync", help=_("where the sync stands"))
    statuses = sync.add_subparsers(metavar=_("ACTION"), required=True)
    status = statuses.add_parser(
        "status", parents=[shared], help=_("what is unconfirmed, who is silent, what to mend")
    )
    status.add_argument("--json", action="store_true", help=_("print JSON"))
    status.set_defaults(run=_status)
    renew = statuses.add_parser(
        "renew", parents=[shared], help=_("go on after this database was set back to a backup")
    )
    renew.set_defaults(run=_renew)
    drives = statuses.add_parser(
        "drives", parents=[shared], help=_("list the sticks that are plugged in")
    )
    drives.add_argument("--json", action="store_true", help=_("print JSON"))
    drives.set_defaults(run=_drives)


def _list(options: Namespace) -> None:
    from nightschool.services import conflicts

    with desk.workspace(options) as workspace:
        found = conflicts.listing(workspace)
    if options.json:
        show_json([asdict(one) | {"row": one.row.hex()} for one in found])
    elif not found:
        print(_("Nothing contradicts."))
    else:
        head = [_("Conflict"), _("School"), _("Record"), _("Field"), _("Stands"), _("Lost")]
        lines = [
            (one.id, one.scope, one.label, one.field, _side(one.stands), _side(one.lost))
            for one in found
        ]
        print(table(head, lines))


def _side(side: Any) -> str:
    origin = " ".join(part for part in (side.desk, side.by, side.at[:10]) if part)
    value = side.value or _("(empty)")
    return f"{value} ({origin})" if origin else str(value)


def _resolve(options: Namespace) -> None:
    from nightschool.services import conflicts

    with desk.workspace(options) as workspace:
        one = conflicts.resolve(workspace, options.id, options.take, options.reason)
    print(_("Settled: %(record)s, %(field)s.") % {"record": one.label, "field": one.field})


def _status(options: Namespace) -> None:
    from nightschool.services import renewal, sync_status

    with desk.workspace(options) as workspace:
        status = sync_status.status(workspace)
    if options.json:
        show_json(_as_json(status))
        return
    if status.set_back:
        print(renewal.question(), file=sys.stderr)
    for one in status.unconfirmed:
        print(_unconfirmed(one))
    if status.silent:
        head = [_("Code"), _("School"), _("Laptops"), _("Last package"), _("Days silent")]
        print(
            table(
                head,
                [
                    (
                        one.school.code,
                        one.school.place,
                        one.laptops,
                        one.last and one.last.date(),
                        one.days,
                    )
                    for one in status.silent
                ],
            )
        )
    for todo in status.todos:
        print(_("To do: %(what)s (%(record)s)") % {"what": todo.in_words(), "record": todo.label})


def _renew(options: Namespace) -> None:
    from nightschool.services import restoring

    with desk.workspace(options) as workspace:
        restoring.go_on(workspace)
    print(_("This database goes on under a new identity. Everything is sent anew."))
    print(_("What it lacks comes back with the next packages."))


def _drives(options: Namespace) -> None:
    from nightschool.services import drives

    found = drives.removable()
    if options.json:
        show_json([asdict(one) | {"path": str(one.path)} for one in found])
    elif not found:
        print(_("No removable drive is plugged in."))
    else:
        head = [_("Drive"), _("Folder"), _("MB free"), _("File system"), _("Writing")]
        lines = [
            (one.label, one.path, one.free >> 20, one.file_system, _writing(one.read_only))
            for one in found
        ]
        print(table(head, lines))


def _writing(read_only: bool) -> str:
    return _("protected") if read_only else _("possible")


def _unconfirmed(one: Any) -> str:
    count = {"rows": sum(one.rows.values()), "to": one.to}
    if not count["rows"]:
        return _("%(to)s has confirmed everything.") % count
    if one.carried_since is None:
        return _("%(rows)d rows wait for the next package to %(to)s.") % count
    count["day"] = one.carried_since.date()
    return _("%(rows)d rows are carried, not confirmed by %(to)s since %(day)s.") % count


def _as_json(status: Any) -> dict[str, Any]:
    return {
        "set_back": status.set_back,
        "unconfirmed": [
            {
                "to": one.to,
                "rows": dict(one.rows),
                "carried_since": one.carried_since and one.carried_since.isoformat(),
            }
            for one in status.unconfirmed
        ],
        "silent": [
            {
                "school": one.school.code,
                "laptops": one.laptops,
                "last": one.last and one.last.isoformat(),
                "days": one.days,
            }
            for one in status.silent
        ],
        "ledger": [
            {
                "sender": entry.device.hex(),
                "number": entry.number,
                "state": entry.state,
                "reason": entry.reason,
                "rows": dict(entry.rows),
                "with": entry.peers,
                "at": entry.at,
            }
            for entry in status.ledger
        ],
        "todos": [
            {"code": one.code, "table": one.table, "row": one.row.hex(), "label": one.label}
            for one in status.todos
        ],
    }
