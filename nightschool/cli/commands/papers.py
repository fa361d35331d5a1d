"""Running papers: `print register`, `ledger`, `households`, `household`, `poster`, …."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from nightschool import clock
from nightschool.cli import arguments, desk
from nightschool.cli.commands.lessons import add_roll, roll_of
from nightschool.cli.output import show_json, table
from nightschool.domain.roll import Roll
from nightschool.i18n import _

_LIST = "FILE.pdf|.xlsx|.csv"
_PDF = "FILE.pdf"


def add(groups: Any, shared: ArgumentParser) -> None:
    """Add `print`."""
    papers = groups.add_parser("print", help=_("lists, sheets and cards as PDF or workbook"))
    kinds = papers.add_subparsers(metavar=_("PAPER"), required=True)
    json = ArgumentParser(add_help=False, parents=[shared])
    json.add_argument("--json", action="store_true", help=_("print JSON"))
    school = ArgumentParser(add_help=False, parents=[json])
    school.add_argument("--school", metavar=_("CODE"), help=_("the school, at a county"))
    dated = ArgumentParser(add_help=False, parents=[school])
    dated.add_argument(
        "--on", type=arguments.day, metavar="YYYY-MM-DD", help=_("the day (else today)")
    )
    shown = ArgumentParser(add_help=False, parents=[dated])
    shown.add_argument(
        "--unmasked",
        action="store_true",
        help=_("with whole ID numbers and phones; is kept with its reason"),
    )
    shown.add_argument("--reason", default="", metavar=_("TEXT"), help=_("why they are needed"))

    def paper(name: str, parent: ArgumentParser, told: str, run: Any, out: str) -> ArgumentParser:
        parser: ArgumentParser = kinds.add_parser(name, parents=[parent], help=told)
        parser.add_argument("--out", type=Path, required=True, metavar=out)
        parser.set_defaults(run=run)
        return parser

    paper("register", shown, _("everybody on the register"), _register, _LIST)
    ledger = paper("ledger", dated, _("the lessons, with their rolls' counts"), _ledger, _LIST)
    ledger.add_argument("--month", type=arguments.month, metavar="YYYY-MM")
    paper("households", shown, _("a row for each household"), _households, _LIST)
    household = paper("household", shown, _("a page for each household"), _household, _PDF)
    household.add_argument(
        "--number", metavar=_("NUMBER|NAME"), help=_("only this one, by number or head")
    )
    poster = paper("poster", dated, _("a month's lessons for the wall"), _poster, _PDF)
    poster.add_argument("--month", type=arguments.month, metavar="YYYY-MM", required=True)
    roll = paper("roll-sheet", json, _("a lesson's sheet to sign"), _roll_sheet, _PDF)
    roll.add_argument("--lesson", type=arguments.key, metavar=_("ID"), required=True)
    add_roll(roll)
    card = paper("card", shown, _("training cards, two on a sheet"), _card, _PDF)
    card.add_argument(
        "people", nargs="*", metavar=_("PERSON"), help=_("name or number; else all who have begun")
    )
    disclosures = kinds.add_parser(
        "disclosures", parents=[json], help=_("which papers showed whole ID numbers, and why")
    )
    disclosures.set_defaults(run=_disclosures)


def _register(options: Namespace) -> None:
    from nightschool.services import papers

    shown = _shown(options)
    with desk.workspace(options) as workspace:
        _done(
            options,
            papers.write_register(workspace, options.out, _day(options), options.school, shown),
        )


def _ledger(options: Namespace) -> None:
    from nightschool.services import papers

    with desk.workspace(options) as workspace:
        _done(
            options,
            papers.write_ledger(
                workspace, options.out, _day(options), options.school, options.month
            ),
        )


def _households(options: Namespace) -> None:
    from nightschool.services import papers

    shown = _shown(options)
    with desk.workspace(options) as workspace:
        _done(
            options,
            papers.write_households(workspace, options.out, _day(options), options.school, shown),
        )


def _household(options: Namespace) -> None:
    from nightschool.services import papers

    shown = _shown(options)
    with desk.workspace(options) as workspace:
        _done(
            options,
            papers.write_household_files(
                workspace, options.out, _day(options), options.school, options.number, shown
            ),
        )


def _poster(options: Namespace) -> None:
    from nightschool.services import papers

    with desk.workspace(options) as workspace:
        _done(
            options,
            papers.write_poster(
                workspace, options.out, _day(options), options.month, options.school
            ),
        )


def _card(options: Namespace) -> None:
    from nightschool.services import papers, people

    shown = _shown(options)
    with desk.workspace(options) as workspace:
        named = [people.find(workspace, each, options.school).id for each in options.people]
        _done(
            options,
            papers.write_cards(
                workspace, options.out, _day(options), options.school, named or None, shown
            ),
        )


def _roll_sheet(options: Namespace) -> None:
    from nightschool.services import lessons, roll_sheets

    with desk.workspace(options) as workspace:
        options.school = lessons.lesson(workspace, options.lesson).school
        roll = roll_of(workspace, options) or Roll.DUE
        made = roll_sheets.print_sheet(workspace, options.lesson, options.out, roll)
    if options.json:
        show_json({"file": f"{made.file}", "code": made.code, "rows": made.rows})
        return
    print(_("Written: %(file)s (%(rows)d people).") % {"file": made.file, "rows": made.rows})
    print(_("After the lesson: nightschool roll-call --sheet %(code)s") % {"code": made.code})


def _disclosures(options: Namespace) -> None:
    from nightschool.services import papers

    with desk.workspace(options) as workspace:
        made = papers.disclosed(workspace)
    if options.json:
        names = ("at", "by", "school", "paper", "people", "reason")
        show_json([{name: getattr(one, name) for name in names} for one in made])
        return
    head = [_("When"), _("By"), _("School"), _("Paper"), _("People"), _("Reason")]
    rows = [(one.at, one.by, one.school, one.paper, one.people, one.reason) for one in made]
    print(table(head, rows) if rows else _("No paper has shown whole ID numbers."))


def _day(options: Namespace) -> Any:
    return options.on or clock.today()


def _shown(options: Namespace) -> Any:
    from nightschool.services import paper_sources

    return paper_sources.unmasked(options.reason) if options.unmasked else paper_sources.MASKED


def _done(options: Namespace, written: Any) -> None:
    if options.json:
        show_json({"file": f"{written.file}", "count": written.count})
    else:
        print(_("Written: %(file)s") % {"file": written.file})
