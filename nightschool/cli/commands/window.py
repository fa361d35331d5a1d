"""What the window shows first and finds, in the terminal: `today`, `find`."""

from argparse import ArgumentParser, Namespace
from datetime import date
from typing import Any

from nightschool import clock
from nightschool.cli import arguments, desk
from nightschool.cli.output import show_json, table
from nightschool.domain import identity
from nightschool.i18n import N_, _

_KINDS = {"person": N_("Person"), "lesson": N_("Lesson"), "certificate": N_("Certificate")}


def add(groups: Any, shared: ArgumentParser) -> None:
    """Add `today` and `find`."""
    today = groups.add_parser("today", parents=[shared], help=_("what waits at a school today"))
    today.add_argument("--on", type=arguments.day, metavar="YYYY-MM-DD", help=_("another day"))
    today.set_defaults(run=_today)
    find = groups.add_parser(
        "find", parents=[shared], help=_("people, lessons and certificates by a few letters")
    )
    find.add_argument(
        "text", metavar=_("TEXT"), help=_("a name, pinyin, last digits, a day like 3-12, a number")
    )
    find.set_defaults(run=_find)
    for parser in (today, find):
        parser.add_argument("--school", metavar=_("CODE"), help=_("the school, at a county"))
        parser.add_argument("--json", action="store_true", help=_("print JSON"))


def _today(options: Namespace) -> None:
    from nightschool.services import schools, today

    on = options.on or clock.today()
    with desk.workspace(options) as workspace:
        code = schools.code_of(workspace, options.school)
        shown = today.today(workspace, code, on)
    if options.json:
        show_json(_json(shown))
    else:
        print(table([_("What"), _("Which")], _rows(shown)))


def _rows(shown: Any) -> list[tuple[str, str]]:
    month = shown.month
    rows = [(_("Tonight"), _evening(line)) for line in shown.tonight]
    rows += [(_("No roll call yet"), _evening(line)) for line in shown.unrecorded]
    rows += [(_("Roll call open"), _evening(line)) for line in shown.open_rolls]
    rows.append((_("Lessons this month"), f"{month.held} ({month.least}–{month.most})"))
    if shown.unsent is not None and shown.unsent.rows:
        days = _("%(days)d days") % {"days": shown.unsent.days or 0}
        rows.append((_("Not confirmed by the county"), f"{shown.unsent.rows} · {days}"))
    rows += [(_("Not come for long"), f"{one.name} · {one.last_day}") for one in shown.away]
    rows += [
        (_("Household not reached this year"), " ".join(filter(None, (one.number, one.head))))
        for one in shown.unreached
    ]
    rows += [(_("Asked by the county"), f"{one.code} {one.label}") for one in shown.todos]
    return rows


def _evening(line: Any) -> str:
    one = line.lesson
    return f"{one.day} {one.start:%H:%M} {line.title}"


def _json(shown: Any) -> dict[str, Any]:
    unsent, month = shown.unsent, shown.month
    return {
        "on": f"{shown.on}",
        "tonight": [identity.text(line.lesson.id) for line in shown.tonight],
        "unrecorded": [identity.text(line.lesson.id) for line in shown.unrecorded],
        "open_rolls": [identity.text(line.lesson.id) for line in shown.open_rolls],
        "unsent": unsent
        and {
            "to": unsent.to,
            "rows": unsent.rows,
            "since": _day(unsent.since),
            "days": unsent.days,
        },
        "away": [
            {"person": identity.text(one.person), "name": one.name, "last_day": f"{one.last_day}"}
            for one in shown.away
        ],
        "never_came": shown.never_came,
        "unreached": [identity.text(one.household) for one in shown.unreached],
        "month": {
            "held": month.held,
            "planned": month.planned,
            "long_enough": month.long_enough,
            "kept": month.kept,
        },
        "todos": [
            {"code": one.code, "table": one.table, "row": one.row.hex(), "label": one.label}
            for one in shown.todos
        ],
    }


def _day(day: date | None) -> str | None:
    return f"{day}" if day else None


def _find(options: Namespace) -> None:
    from nightschool.services import search

    with desk.workspace(options) as workspace:
        hits = search.find(workspace, options.text, options.school or "")
    if options.json:
        show_json(
            [
                {
                    "kind": hit.kind,
                    "id": identity.text(hit.record),
                    "title": hit.title,
                    "detail": hit.detail,
                    "school": hit.school,
                }
                for hit in hits
            ]
        )
    elif hits:
        head = [_("Kind"), _("Found"), _("Detail"), _("ID")]
        rows = [
            (_(_KINDS[hit.kind]), hit.title, hit.detail, identity.text(hit.record)) for hit in hits
        ]
        print(table(head, rows))
    else:
        print(_("Nothing found."))
