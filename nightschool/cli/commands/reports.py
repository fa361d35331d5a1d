"""Reports: `report progress`, `month`, `quarter`; months submitted, accepted, returned, listed."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from nightschool import clock
from nightschool.cli import arguments, desk
from nightschool.cli.output import bar, show_json, show_warnings, table
from nightschool.domain import period
from nightschool.domain.cards import CardRules, Threshold
from nightschool.domain.period import Period
from nightschool.domain.school import Level
from nightschool.errors import UserError
from nightschool.i18n import N_, _

_STATES = {
    "missing": N_("not submitted"),
    "submitted": N_("waiting for the county"),
    "returned": N_("returned to the school"),
    "accepted": N_("accepted by the county"),
}


def add(groups: Any, shared: ArgumentParser) -> None:
    """Add `report`."""
    reports = groups.add_parser("report", help=_("reports of the rotation, of months and quarters"))
    kinds = reports.add_subparsers(metavar=_("REPORT"), required=True)
    json = ArgumentParser(add_help=False)
    json.add_argument("--json", action="store_true", help=_("print JSON"))
    _add_progress(kinds, [shared, json])
    month = kinds.add_parser("month", parents=[shared, json], help=_("the report of a month"))
    _add_period(month, arguments.month, "YYYY-MM", period.month)
    quarter = kinds.add_parser("quarter", parents=[shared, json], help=_("the report of a quarter"))
    _add_period(quarter, _quarter, "YYYY-Q1", period.quarter)
    _add_answers(kinds, [shared, json])
    _add_thresholds(kinds, [shared, json])


def _add_progress(kinds: Any, parents: list[ArgumentParser]) -> None:
    parser = kinds.add_parser("progress", parents=parents, help=_("the rotation in every school"))
    parser.add_argument(
        "--on", type=arguments.day, metavar="YYYY-MM-DD", help=_("the day (else today)")
    )
    parser.add_argument("--out", type=Path, metavar="FILE.xlsx", help=_("write a workbook too"))
    parser.set_defaults(run=_progress)


def _add_period(
    parser: ArgumentParser, read: Callable[[str], date], metavar: str, of: Callable[[date], Period]
) -> None:
    parser.add_argument(
        "period", type=read, nargs="?", metavar=metavar, help=_("else the last that is over")
    )
    parser.add_argument(
        "--level", type=Level, choices=list(Level), help=_("one report for each of these")
    )
    parser.add_argument("--place", metavar=_("CODE"), help=_("of this place alone"))
    parser.add_argument(
        "--out", type=Path, required=True, metavar=_("DIR"), help=_("the folder to write to")
    )
    parser.add_argument("--pdf", action="store_true", help=_("write PDF (so too without --xlsx)"))
    parser.add_argument("--xlsx", action="store_true", help=_("write workbooks"))
    parser.set_defaults(run=_period, of=of)


def _add_answers(kinds: Any, parents: list[ArgumentParser]) -> None:
    submit = kinds.add_parser(
        "submit", parents=parents, help=_("submit a month's figures to the county")
    )
    submit.add_argument("month", type=arguments.month, metavar="YYYY-MM")
    submit.add_argument("--by", default="", metavar=_("NAME"), help=_("who answers for it"))
    submit.add_argument("--school", metavar=_("CODE"), help=_("the school, at a county"))
    submit.set_defaults(run=_submit)
    for name, run, text in (
        ("accept", _accept, _("accept a school's month: it is closed")),
        ("return", _return, _("return a school's month with a reason")),
    ):
        parser = kinds.add_parser(name, parents=parents, help=text)
        parser.add_argument("school", metavar=_("CODE"))
        parser.add_argument("month", type=arguments.month, metavar="YYYY-MM")
        parser.add_argument("--by", default="", metavar=_("NAME"), help=_("who decides"))
        if name == "return":
            parser.add_argument("--reason", required=True, help=_("what the school should mend"))
        parser.set_defaults(run=run)
    listing = kinds.add_parser("list", parents=parents, help=_("where the months stand"))
    listing.add_argument(
        "month", type=arguments.month, nargs="?", metavar="YYYY-MM", help=_("of every open school")
    )
    listing.add_argument("--school", metavar=_("CODE"), help=_("of this school alone"))
    listing.set_defaults(run=_list)


def _add_thresholds(kinds: Any, parents: list[ArgumentParser]) -> None:
    parser = kinds.add_parser(
        "thresholds",
        parents=parents,
        help=_("from where on schools get a yellow or red card"),
        description=_("Show the county's thresholds, or at the county set some: yellow, then red."),
    )
    for name, metavar, text in (
        ("silent", "30,90", _("days without a package")),
        ("behind", "10,25", _("points behind the plan")),
        ("lessons", "2,1", _("fewer lessons a month")),
        ("attendance", "60,40", _("less attendance in per cent")),
    ):
        parser.add_argument(f"--{name}", type=_threshold, metavar=metavar, help=text)
    parser.add_argument("--reason", default="", help=_("kept beside the old values"))
    parser.set_defaults(run=_thresholds)


def _progress(options: Namespace) -> None:
    from nightschool.cli import standing
    from nightschool.services import reports

    on = options.on or clock.today()
    with desk.workspace(options) as workspace:
        report = reports.progress_report(workspace, on)
        file = reports.save(report, options.out) if options.out else None
    if options.json:
        show_json({"on": str(on), "file": file and str(file), **standing.tree_json(report.section)})
        return
    print(standing.outline(report))
    if file:
        print(_("Written: %(file)s") % {"file": file})


def _period(options: Namespace) -> None:
    from nightschool.services.reporting import gathering, saving

    of = options.of(options.period) if options.period else _last(options.of)
    with desk.workspace(options) as workspace:
        found = gathering.reports(workspace, of, options.level, options.place)
        written = saving.save(
            found,
            options.out,
            pdf=options.pdf or not options.xlsx,
            xlsx=options.xlsx,
            task=bar(),
        )
    if options.json:
        show_json({"period": of.code, "files": list(map(str, written))})
        return
    for file in written:
        print(_("Written: %(file)s") % {"file": file})


def _last(of: Callable[[date], Period]) -> Period:
    """The last month or quarter that is over."""
    if not clock.is_trusted():
        raise UserError(
            _("This machine's clock is wrong."), _("Name the month or quarter of the report.")
        )
    return period.before(of(clock.today()))


def _submit(options: Namespace) -> None:
    from nightschool.services.reporting import months

    with desk.workspace(options) as workspace:
        done = months.submit(workspace, options.month, options.by, options.school)
    show_warnings(done.warnings)
    if options.json:
        show_json(_report_json(done.report))
    else:
        print(_("Submitted. It travels with the next package."))


def _accept(options: Namespace) -> None:
    from nightschool.services.reporting import months

    with desk.workspace(options) as workspace:
        done = months.accept(workspace, options.school, options.month, options.by)
    _print_answer(done, options)


def _return(options: Namespace) -> None:
    from nightschool.services.reporting import months

    with desk.workspace(options) as workspace:
        month, reason = options.month, options.reason
        done = months.send_back(workspace, options.school, month, reason, options.by)
    _print_answer(done, options)


def _print_answer(done: Any, options: Namespace) -> None:
    if options.json:
        show_json(_report_json(done))
    else:
        print(_("Done. The school hears of it with the next package."))


def _list(options: Namespace) -> None:
    from nightschool.services.reporting import months

    with desk.workspace(options) as workspace:
        found = months.listing(workspace, options.month, options.school)
    if options.json:
        show_json([_line_json(line) for line in found])
        return
    head = [
        _("Month"),
        _("Night school"),
        _("Standing"),
        _("Submitted on"),
        _("Submitted by"),
        _("Reason"),
    ]
    print(
        table(
            head,
            [
                (
                    f"{line.month:%Y-%m}",
                    line.school.village,
                    _(_STATES[line.state]),
                    line.report and line.report.submitted_on,
                    line.report and line.report.submitted_by,
                    line.report and line.report.reason,
                )
                for line in found
            ],
        )
    )


def _line_json(line: Any) -> dict[str, Any]:
    return {
        "month": f"{line.month:%Y-%m}",
        "school": line.school.code,
        "name": line.school.village,
        "state": line.state,
        "report": line.report and _report_json(line.report),
    }


def _report_json(one: Any) -> dict[str, Any]:
    return {
        "month": f"{one.month:%Y-%m}",
        "school": one.school,
        "submitted_on": f"{one.submitted_on}",
        "submitted_by": one.submitted_by,
        "answer": one.answer,
        "answered_on": one.answered_on and f"{one.answered_on}",
        "answered_by": one.answered_by,
        "reason": one.reason,
    }


def _thresholds(options: Namespace) -> None:
    from nightschool.services.reporting import thresholds

    given = {
        rule.name: limits
        for rule in fields(CardRules)
        if (limits := getattr(options, rule.name)) is not None
    }
    with desk.workspace(options) as workspace:
        rules = thresholds.thresholds_of(workspace)
        if given:
            rules = replace(rules, **given)
            thresholds.set_thresholds(workspace, rules, options.reason)
    if options.json:
        pairs = {each.name: getattr(rules, each.name) for each in fields(CardRules)}
        show_json({name: [pair.yellow, pair.red] for name, pair in pairs.items()})
        return
    rows = [
        (_("Days without a package, at least"), rules.silent),
        (_("Points behind the plan, at least"), rules.behind),
        (_("Lessons a month, fewer than"), rules.lessons),
        (_("Attendance in per cent, below"), rules.attendance),
    ]
    shown = [(title, limits.yellow, limits.red) for title, limits in rows]
    print(table([_("Rule"), _("Yellow card"), _("Red card")], shown))


def _threshold(text: str) -> Threshold:
    """30,90; a dash in the place of a number shows no such card."""
    try:
        yellow, red = (None if part.strip() == "-" else int(part) for part in text.split(","))
    except ValueError as error:
        raise ArgumentTypeError(_("two numbers like 30,90, or - for no card")) from error
    return Threshold(yellow, red)


def _quarter(text: str) -> date:
    """2018-Q2, as the first day of that quarter."""
    year, _dash, quarter = text.upper().partition("-Q")
    if quarter not in ("1", "2", "3", "4"):
        raise ArgumentTypeError(_("%(text)s is not a quarter like 2018-Q2") % {"text": text})
    return arguments.month(f"{year}-{int(quarter) * 3 - 2:02d}")
