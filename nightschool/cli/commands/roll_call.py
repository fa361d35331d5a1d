"""The roll call: `roll-call --lesson ID` in the terminal, `roll-call --from FILE` from a sheet."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nightschool.cli import arguments, desk, sheet_rows
from nightschool.cli.commands.lessons import add_roll, roll_of
from nightschool.cli.output import show_json, show_warnings, table
from nightschool.domain import identity, labels
from nightschool.domain.codes import Mark
from nightschool.domain.roll import ATTENDED, SIGNS, Attendance, Roll, mark_of
from nightschool.errors import UserError
from nightschool.i18n import N_, _

_REFUSED = {
    "no_lesson": N_("the lesson is not here"),
    "no_person": N_("the person is not one of the school"),
    "cancelled": N_("the lesson was cancelled"),
    "future": N_("the lesson lies in the future"),
}


def add(groups: Any, shared: ArgumentParser) -> None:
    """Add `roll-call`."""
    parser = groups.add_parser(
        "roll-call",
        parents=[shared],
        help=_("take a lesson's roll, or read it from a sheet"),
        description=_(
            "With --lesson: take the roll of one lesson; without any other option it is only shown."
            " With --from: read a filled lesson sheet; each lesson with marks in it is finished"
            " thereby and counts, unless --open. Reading it twice changes nothing."
            " With --sheet: key a printed and signed sheet back by the numbers of its rows, as"
            " --mark 3,7-9=缺 4=迟; everybody else on it is present, or with --none-present absent."
        ),
    )
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--lesson", type=arguments.key, metavar=_("ID"))
    source.add_argument("--from", dest="file", type=Path, metavar="FILE", help=_("a lesson sheet"))
    source.add_argument("--sheet", metavar=_("CODE"), help=_("the code of a printed sheet"))
    parser.add_argument("--school", metavar=_("CODE"), help=_("the sheet's school, at a county"))
    add_roll(parser)
    start = parser.add_mutually_exclusive_group()
    start.add_argument("--all-present", dest="every", action="store_const", const=Mark.PRESENT)
    start.add_argument("--none-present", dest="every", action="store_const", const=Mark.ABSENT)
    parser.add_argument(
        "--mark",
        nargs="+",
        action="extend",
        default=[],
        metavar=_("PERSON=MARK"),
        help=_("name or number = 到 迟 早 假 缺 or %(words)s; a remark after a colon: 阿牛=假:看病")
        % {"words": ", ".join(Mark)},
    )
    parser.add_argument(
        "--guest",
        nargs=2,
        action="append",
        default=[],
        metavar=(_("NAME"), _("VILLAGE")),
        help=_("add someone from another village, present"),
    )
    end = parser.add_mutually_exclusive_group()
    end.add_argument("--finish", action="store_true", help=_("close the roll call: it counts now"))
    end.add_argument(
        "--open",
        action="store_true",
        help=_("leave it open; opens a finished one again (with --reason)"),
    )
    parser.add_argument("--reason", default="", help=_("why a finished roll call is changed"))
    parser.add_argument("--json", action="store_true", help=_("print JSON"))
    parser.set_defaults(run=_roll_call, parser=parser)


def _roll_call(options: Namespace) -> None:
    if options.lesson is not None:
        _take(options)
    elif options.sheet is not None:
        _key_back(options)
    elif any((options.roll, options.group, options.every, options.mark, options.guest)):
        options.parser.error(_("--from takes its people and marks from the sheet"))
    else:
        _read(options)


def _key_back(options: Namespace) -> None:
    from nightschool.services import roll_call

    if any((options.roll, options.group)):
        options.parser.error(_("--sheet takes its people from the printed sheet"))
    with desk.workspace(options) as workspace:
        keyed = sheet_rows.key_back(workspace, options)
        roll = roll_call.show(workspace, keyed.lesson.id)
    if not options.json:
        print(_summary(roll.lesson, roll.counts))
    sheet_rows.show(options, _counted(roll.lesson, roll.counts), keyed)


def _take(options: Namespace) -> None:
    from nightschool.services import lessons, roll_call

    with desk.workspace(options) as workspace:
        options.school = lessons.lesson(workspace, options.lesson).school
        before = roll_call.show(workspace, options.lesson)
        lines = [_line(workspace, options, text) for text in options.mark]
        warnings = _apply(workspace, options, bool(before.lines), lines)
        after = roll_call.show(workspace, options.lesson)
    if options.json:
        show_json(_json(before, after, warnings))
        return
    print(_roll_table(after))
    print(_summary(after.lesson, after.counts))
    show_warnings(warnings)


def _apply(
    workspace: Any, options: Namespace, begun: bool, lines: list[Attendance]
) -> tuple[str, ...]:
    """Do what the options ask for, in the order of an evening; returns warnings."""
    from nightschool.services import roll_call

    lesson, roll, every = options.lesson, roll_of(workspace, options), options.every
    if options.open and roll_call.show(workspace, lesson).lesson.state == "held":
        roll_call.reopen(workspace, lesson, options.reason)
    if roll or (every and not begun):
        roll_call.start(workspace, lesson, roll or Roll.DUE, every or Mark.ABSENT)
    if every:
        roll_call.mark_all(workspace, lesson, every, options.reason)
    if lines:
        roll_call.mark_many(workspace, lesson, lines, options.reason)
    for name, village in options.guest:
        roll_call.add_guest(workspace, lesson, name, village)
    return roll_call.finish(workspace, lesson).warnings if options.finish else ()


def _line(workspace: Any, options: Namespace, text: str) -> Attendance:
    """阿牛=假:看病 as a line of the roll; raises `UserError`."""
    from nightschool.services import people

    who, _equals, said = text.replace("＝", "=").partition("=")
    word, _colon, remark = said.replace("：", ":").partition(":")
    mark = mark_of(word)
    if not who or mark is None:
        raise UserError(
            _("%(text)s is not PERSON=MARK.") % {"text": text},
            _("Marks are %(signs)s.") % {"signs": " ".join(SIGNS.values())},
        )
    person = people.find(workspace, who, options.school)
    return Attendance(options.lesson, person.id, mark, remark=remark.strip())


def _read(options: Namespace) -> None:
    from nightschool.services import lesson_sheets, roll_call

    with desk.workspace(options) as workspace:
        taken = lesson_sheets.read(workspace, options.file, finish=not options.open)
        rolls = [roll_call.show(workspace, lesson.id) for lesson in taken.lessons]
    if options.json:
        show_json(
            {
                "file": f"{options.file}",
                "rows": taken.rows,
                "taken": taken.put.taken,
                "updated": taken.put.updated,
                "unchanged": taken.put.unchanged,
                "refused": [
                    {
                        "lesson": identity.text(one.lesson),
                        "person": identity.text(one.person),
                        "reason": one.why,
                    }
                    for one in taken.refused
                ],
                "lessons": [_counted(roll.lesson, roll.counts) for roll in rolls],
                "warnings": taken.warnings,
            }
        )
        return
    for roll in rolls:
        print(_summary(roll.lesson, roll.counts))
    print(
        _("%(rows)d marks: %(taken)d new, %(updated)d changed, %(unchanged)d as before.")
        % {
            "rows": taken.rows,
            "taken": taken.put.taken,
            "updated": taken.put.updated,
            "unchanged": taken.put.unchanged,
        }
    )
    reasons = [one.why for one in taken.refused]
    for why in dict.fromkeys(reasons):
        print(
            _("%(count)d refused: %(reason)s.")
            % {"count": reasons.count(why), "reason": _(_REFUSED[why])}
        )
    show_warnings(taken.warnings)


def _json(before: Any, after: Any, warnings: tuple[str, ...]) -> dict[str, Any]:
    was = {line.person.id: line.attendance for line in before.lines}
    now = {line.person.id: line.attendance for line in after.lines}
    updated = sum(1 for person in was.keys() & now.keys() if was[person] != now[person])
    return {
        **_counted(after.lesson, after.counts),
        "rows": len(now),
        "taken": len(now.keys() - was.keys()),
        "updated": updated,
        "unchanged": len(now.keys() & was.keys()) - updated,
        "refused": [],
        "warnings": warnings,
    }


def _counted(lesson: Any, counts: Mapping[Mark, int]) -> dict[str, Any]:
    return {
        "lesson": identity.text(lesson.id),
        "day": f"{lesson.day}",
        "hours": lesson.half_hours / 2,
        "state": lesson.state,
        "roll_open": lesson.roll_open,
        "attended": _attended(counts),
        **{mark.value: counts.get(mark, 0) for mark in Mark},
    }


def _attended(counts: Mapping[Mark, int]) -> int:
    return sum(count for mark, count in counts.items() if mark in ATTENDED)


def _summary(lesson: Any, counts: Mapping[Mark, int]) -> str:
    return _("%(day)s: %(attended)d of %(rows)d came; the lesson is %(state)s.") % {
        "day": f"{lesson.day}",
        "attended": _attended(counts),
        "rows": sum(counts.values()),
        "state": labels.label(lesson.state),
    }


def _roll_table(roll: Any) -> str:
    rows = [
        (
            number,
            line.person.name,
            SIGNS[line.attendance.mark],
            labels.label(line.attendance.mark),
            line.attendance.remark,
        )
        for number, line in enumerate(roll.lines, 1)
    ]
    return table([_("No."), _("Name"), "", _("Mark"), _("Remark")], rows)
