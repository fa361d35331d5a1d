"""`registry search` over the 3,745 schools; `registry close`, `registry merge` at a county."""

from argparse import ArgumentParser, Namespace
from typing import Any

from nightschool.cli import arguments, desk
from nightschool.cli.output import show_json, table
from nightschool.i18n import _


def add(groups: Any, shared: ArgumentParser) -> None:
    """Add `registry`."""
    registry = groups.add_parser("registry", help=_("the schools of the prefecture"))
    actions = registry.add_subparsers(metavar=_("ACTION"), required=True)
    search = actions.add_parser(
        "search", parents=[shared], help=_("by name, code, pinyin or initials")
    )
    search.add_argument("text", nargs="+", metavar=_("TEXT"))
    search.add_argument("--limit", type=int, metavar="N", help=_("at most so many"))
    search.add_argument("--json", action="store_true", help=_("print JSON"))
    search.set_defaults(run=_search)
    close = actions.add_parser(
        "close", parents=[shared], help=_("close a school from a day, or merge it into another")
    )
    close.add_argument("code", metavar=_("CODE"))
    close.add_argument("--on", type=arguments.day, required=True, metavar="YYYY-MM-DD")
    close.add_argument("--into", metavar=_("CODE"), help=_("the school that takes it over"))
    close.set_defaults(run=_close)
    reopen = actions.add_parser("reopen", parents=[shared], help=_("take a closing back"))
    reopen.add_argument("code", metavar=_("CODE"))
    reopen.set_defaults(run=_reopen)


def _search(options: Namespace) -> None:
    from nightschool.services import registry

    found = registry.search(" ".join(options.text), options.limit)
    if options.json:
        show_json(
            [
                {
                    "code": one.code,
                    "village": one.village,
                    "township": one.township,
                    "county": one.county,
                }
                for one in found
            ]
        )
    elif found:
        head = [_("Code"), _("Village"), _("Township"), _("County")]
        print(table(head, [(one.code, one.village, one.township, one.county) for one in found]))
    else:
        print(_("No school fits."))


def _close(options: Namespace) -> None:
    from nightschool.services import registry

    with desk.workspace(options) as workspace:
        school = registry.close(workspace, options.code, options.on, options.into)
    print(_("%(school)s is closed from %(day)s.") % {"school": school.place, "day": options.on})


def _reopen(options: Namespace) -> None:
    from nightschool.services import registry

    with desk.workspace(options) as workspace:
        school = registry.reopen(workspace, options.code)
    print(_("%(school)s is open again.") % {"school": school.place})
