"""`lesson repeat` and `lesson photo`: many evenings at once, and pictures of one."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path

from nightschool.cli import arguments, desk
from nightschool.cli.output import bar, show_json, table
from nightschool.domain import identity
from nightschool.i18n import _


def add_repeat(parser: ArgumentParser) -> None:
    """The options of `lesson repeat`."""
    parser.description = _(
        "Plan lessons like this one week after week. Holidays and evenings that are taken are"
        " skipped, with the reason."
    )
    parser.add_argument("lesson", type=arguments.key, metavar=_("ID"))
    parser.add_argument("--weeks", type=int, required=True, metavar="N", help=_("weeks to plan"))
    parser.add_argument("--every", type=int, default=1, metavar="N", help=_("each so many weeks"))
    parser.add_argument(
        "--from", dest="first", type=arguments.day, metavar="YYYY-MM-DD", help=_("the first day")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("show the plan only"))
    parser.set_defaults(run=_repeat)


def _repeat(options: Namespace) -> None:
    from datetime import timedelta

    from nightschool.services import lessons, timetable

    with desk.workspace(options) as workspace:
        pattern = lessons.lesson(workspace, options.lesson)
        first = options.first or pattern.day + timedelta(weeks=1)
        draft = replace(pattern, day=first)
        planned = timetable.plan_weekly(workspace, draft, options.weeks, options.every)
        if not options.dry_run:
            timetable.make_weekly(workspace, planned)
    if options.json:
        show_json(
            [
                {
                    "id": None if one.skipped else identity.text(one.lesson.id),
                    "day": f"{one.lesson.day}",
                    "skipped": one.skipped,
                }
                for one in planned
            ]
        )
    else:
        rows = [(one.lesson.day, one.skipped or _("planned")) for one in planned]
        print(table([_("Day"), _("State")], rows))


def add_photo(parser: ArgumentParser) -> None:
    """The options of `lesson photo`."""
    parser.description = _(
        "Add photos to a lesson, from files or from a phone's folder: at most 200 KB each, position"
        " data removed. Without a file, list them."
    )
    parser.add_argument("lesson", type=arguments.key, metavar=_("ID"))
    parser.add_argument("files", nargs="*", type=Path, metavar=_("FILE"))
    parser.set_defaults(run=_photo)


def _photo(options: Namespace) -> int:
    from nightschool.services import photos

    with desk.workspace(options) as workspace:
        added = photos.add_many(workspace, options.lesson, options.files, bar())
        listed = photos.listing(workspace, options.lesson)
    if options.json:
        show_json(
            {
                "photos": [
                    {
                        "id": identity.text(one.id),
                        "sha256": one.sha256.hex(),
                        "size": one.size,
                        "taken_on": f"{one.taken_on}" if one.taken_on else None,
                    }
                    for one in listed
                ],
                "refused": {file.name: str(error) for file, error in added.refused},
            }
        )
    else:
        for _file, error in added.refused:
            print(error)
        print(_("The lesson has %(count)d photos.") % {"count": len(listed)})
    return 1 if added.refused else 0
