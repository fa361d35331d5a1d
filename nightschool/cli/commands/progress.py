"""How far the rotation is: `progress`."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date
from typing import Any

from nightschool import clock
from nightschool.cli import arguments, desk
from nightschool.cli.output import show_json
from nightschool.i18n import _

_BY = ("township", "school", "household", "person")


def add(groups: Any, shared: ArgumentParser) -> None:
    """Add `progress`."""
    dated = ArgumentParser(add_help=False)
    dated.add_argument(
        "--on", type=arguments.day, metavar="YYYY-MM-DD", help=_("the day (else today)")
    )
    dated.add_argument("--json", action="store_true", help=_("print JSON"))
    progress = groups.add_parser(
        "progress", parents=[shared, dated], help=_("how far the rotation is")
    )
    progress.add_argument("--by", choices=_BY, help=_("list these"))
    progress.add_argument("--school", metavar=_("CODE"), help=_("of this school alone"))
    progress.set_defaults(run=_progress)


def _progress(options: Namespace) -> None:
    from nightschool.cli import standing
    from nightschool.services import progress

    on = options.on or clock.today()
    with desk.workspace(options) as workspace:
        section = progress.figures(workspace, on, options.school)
        parts = _parts(workspace, on, section, options)
    if options.json:
        whole = {"on": str(on), "scope": section.code, **standing.place_json(section)}
        listed = [standing.VIEWS[options.by].json(part) for part in parts] if options.by else None
        show_json(whole if listed is None else whole | {"parts": listed})
    else:
        print(standing.VIEWS[options.by].text(parts) if options.by else standing.figures(section))


def _parts(workspace: Any, on: date, section: Any, options: Namespace) -> Sequence[Any]:
    """What `--by` asks for."""
    from nightschool.services import progress

    if options.by == "household":
        return progress.households(workspace, on, options.school)
    if options.by == "person":
        return progress.people(workspace, on, options.school)
    return section.at(progress.Level(options.by)) if options.by else ()
