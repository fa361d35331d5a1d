"""Lessons: `lesson add`, `list`, `cancel`, `repeat`, `photo`, `sheet`."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from nightschool.cli import arguments, desk, lesson_plans
from nightschool.cli.output import show_json, show_warnings, table
from nightschool.domain import identity, labels
from nightschool.domain.codes import Language, LessonForm, LessonState
from nightschool.domain.lesson import Lesson
from nightschool.domain.roll import Roll
from nightschool.i18n import _

_DETAILS = ("title", "place", "form", "language", "summary", "guests")


def add(groups: Any, shared: ArgumentParser) -> None:
    """Add `lesson`."""
    lesson = groups.add_parser("lesson", help=_("plan, list and cancel lessons"))
    actions = lesson.add_subparsers(metavar=_("ACTION"), required=True)
    printing = ArgumentParser(add_help=False, parents=[shared])
    printing.add_argument("--json", action="store_true", help=_("print JSON"))
    common = ArgumentParser(add_help=False, parents=[printing])
    common.add_argument("--school", metavar=_("CODE"), help=_("the school, at a county"))
    _add_add(actions.add_parser("add", parents=[common], help=_("plan a lesson")))
    listing = actions.add_parser("list", parents=[common], help=_("the lessons by day"))
    listing.add_argument("--month", type=arguments.month, metavar="YYYY-MM")
    arguments.add_code(listing, "--state", LessonState)
    listing.set_defaults(run=_list)
    cancel = actions.add_parser("cancel", parents=[printing], help=_("call a planned lesson off"))
    cancel.add_argument("lesson", type=arguments.key, metavar=_("ID"))
    cancel.add_argument("--reason", required=True)
    cancel.set_defaults(run=_cancel)
    repeat = actions.add_parser("repeat", parents=[printing], help=_("plan it week after week"))
    lesson_plans.add_repeat(repeat)
    photo = actions.add_parser("photo", parents=[printing], help=_("add photos of it"))
    lesson_plans.add_photo(photo)
    _add_sheet(actions.add_parser("sheet", parents=[common], help=_("write a sheet to fill in")))


def _add_add(parser: ArgumentParser) -> None:
    parser.add_argument("--course", required=True, help=_("its code or title: see course list"))
    parser.add_argument("--day", type=arguments.day, required=True, metavar="YYYY-MM-DD")
    parser.add_argument("--start", type=arguments.hour, required=True, metavar="HH:MM")
    parser.add_argument(
        "--end",
        type=arguments.hour,
        required=True,
        metavar="HH:MM",
        help=_("before the start means on the next day"),
    )
    parser.add_argument(
        "--hours",
        type=arguments.half_hours,
        metavar="H",
        help=_("class hours, where they are not those of the clock"),
    )
    parser.add_argument("--hours-reason", default="", metavar="R", help=_("and why not"))
    parser.add_argument("--title", help=_("where it is not that of the course"))
    parser.add_argument("--place")
    arguments.add_code(parser, "--form", LessonForm)
    arguments.add_code(parser, "--language", Language)
    parser.add_argument("--lecturer", help=_("the name: see lecturer list"))
    parser.add_argument("--summary")
    parser.add_argument("--guests", type=int, help=_("people who were there and are on no list"))
    parser.set_defaults(run=_add)


def _add_sheet(parser: ArgumentParser) -> None:
    parser.description = _(
        "Write a workbook with a row a person and a column a lesson. Fill in 到 迟 早 假 缺 (or √)"
        " and read it back with roll-call --from FILE. Without --month or --lesson it has all"
        " lessons that are not cancelled."
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--month", type=arguments.month, metavar="YYYY-MM")
    which.add_argument("--lesson", type=arguments.key, metavar=_("ID"))
    add_roll(parser)
    parser.set_defaults(run=_sheet)


def add_roll(parser: ArgumentParser) -> None:
    """Add the ways to take a roll."""
    rolls = parser.add_mutually_exclusive_group()
    arguments.add_code(
        rolls,
        "--roll",
        Roll,
        help=_("everybody due (the default), who came last time, or all who live here"),
    )
    rolls.add_argument("--group", metavar=_("NAME"), help=_("a saved group"))


def roll_of(workspace: Any, options: Namespace) -> Any:
    """The roll that the options ask for, or None."""
    from nightschool.services import roll_groups

    if options.group:
        return roll_groups.find(workspace, options.group, options.school).id
    return options.roll


def lesson_json(lesson: Lesson) -> dict[str, Any]:
    """A lesson as `--json` has it; hours are class hours."""
    return {
        "id": identity.text(lesson.id),
        "school": lesson.school,
        "course": identity.text(lesson.course),
        "day": f"{lesson.day}",
        "start": f"{lesson.start:%H:%M}",
        "end": f"{lesson.end:%H:%M}",
        "hours": lesson.half_hours / 2,
        "state": lesson.state,
        "roll_open": lesson.roll_open,
    }


def _add(options: Namespace) -> None:
    from nightschool.services import courses, lecturers, lessons

    with desk.workspace(options) as workspace:
        details: dict[str, Any] = {
            name: value for name in _DETAILS if (value := getattr(options, name)) is not None
        }
        if options.lecturer:
            found = lecturers.find(workspace, options.lecturer, options.school)
            details["lecturer"] = found.id
        saved = lessons.add(
            workspace,
            courses.find(workspace, options.course, options.school).id,
            options.day,
            options.start,
            options.end,
            school=options.school,
            half_hours=options.hours,
            hours_reason=options.hours_reason,
            **details,
        )
    if options.json:
        show_json({**lesson_json(saved.lesson), "warnings": saved.warnings})
        return
    lesson = saved.lesson
    print(
        _("Lesson %(id)s is planned: %(day)s, %(start)s–%(end)s, %(hours)g class hours.")
        % lesson_json(lesson)
    )
    show_warnings(saved.warnings)


def _list(options: Namespace) -> None:
    from nightschool.services import lessons

    with desk.workspace(options) as workspace:
        lines = lessons.listing(workspace, options.school, options.month, options.state)
    if options.json:
        show_json(
            [
                {
                    **lesson_json(line.lesson),
                    "title": line.title,
                    "kind": line.kind,
                    "lecturer": line.lecturer,
                    "on_roll": line.on_roll,
                    "attended": line.attended,
                }
                for line in lines
            ]
        )
        return
    if not lines:
        print(_("No lessons."))
        return
    head = [_("Day"), _("Time"), _("Lesson"), _("Kind"), _("Hours"), _("State"), _("Came"), _("ID")]
    print(table(head, [_row(line) for line in lines]))


def _row(line: Any) -> list[object]:
    lesson = line.lesson
    return [
        lesson.day,
        f"{lesson.start:%H:%M}–{lesson.end:%H:%M}",
        line.title,
        labels.label(line.kind) if line.kind else None,
        f"{lesson.half_hours / 2:g}",
        labels.label(lesson.state),
        f"{line.attended}/{line.on_roll}" if line.on_roll else "",
        identity.text(lesson.id),
    ]


def _cancel(options: Namespace) -> None:
    from nightschool.services import lessons

    with desk.workspace(options) as workspace:
        lesson = lessons.cancel(workspace, options.lesson, options.reason)
    if options.json:
        show_json(lesson_json(lesson))
    else:
        print(_("The lesson of %(day)s is cancelled.") % {"day": f"{lesson.day}"})


def _sheet(options: Namespace) -> None:
    from nightschool.services import lesson_sheets

    with desk.workspace(options) as workspace:
        written = lesson_sheets.write(
            workspace,
            options.out,
            month=options.month,
            lesson=options.lesson,
            roll=roll_of(workspace, options) or Roll.DUE,
            school=options.school,
        )
    counts = {"file": f"{written.file}", "lessons": written.lessons, "people": written.people}
    if options.json:
        show_json(counts)
    else:
        print(_("Written: %(file)s (%(people)d people, %(lessons)d lessons).") % counts)
