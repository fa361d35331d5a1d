"""The checks: `checks list`, `shares`, `settings`, `ask`, `asked`, `answer`, `close`."""

from argparse import ArgumentParser, ArgumentTypeError, BooleanOptionalAction, Namespace
from dataclasses import fields
from typing import Any

from nightschool import clock
from nightschool.cli import arguments, desk
from nightschool.cli.output import show_json, table
from nightschool.domain import identity
from nightschool.domain.checks.finding import Finding, title
from nightschool.domain.checks.rules import BY_CODE, Code
from nightschool.domain.checks.shares import Kind, Share
from nightschool.errors import UserError
from nightschool.i18n import N_, _

_SHARES = {
    Kind.REACHED: N_("Households reached"),
    Kind.COMPLETE: N_("Complete records"),
    Kind.ON_TIME: N_("Rolls on time"),
}


def add(groups: Any, shared: ArgumentParser) -> None:
    """Add `checks`."""
    checks = groups.add_parser("checks", help=_("what looks wrong in the books, and what is asked"))
    actions = checks.add_subparsers(metavar=_("ACTION"), required=True)
    listing = actions.add_parser("list", parents=[shared], help=_("what the rules find"))
    arguments.add_code(listing, "--rule", Code, help=_("this rule alone"))
    listing.set_defaults(run=_list)
    shares = actions.add_parser("shares", parents=[shared], help=_("three shares of each school"))
    arguments.add_code(shares, "--of", Kind, help=_("the list behind this share of one school"))
    shares.set_defaults(run=_list_shares)
    for parser in (listing, shares):
        parser.add_argument("--on", type=arguments.day, metavar="YYYY-MM-DD", help=_("another day"))
    asked = actions.add_parser("asked", parents=[shared], help=_("what the county asked"))
    asked.set_defaults(run=_list_asked)
    for parser in (listing, shares, asked):
        parser.add_argument("--school", metavar=_("CODE"), help=_("of this school alone"))
    settings = actions.add_parser(
        "settings", parents=[shared], help=_("the rules with their switches and numbers")
    )
    _add_settings(settings)
    ask = actions.add_parser("ask", parents=[shared], help=_("ask a school about a finding"))
    ask.add_argument("finding", nargs="+", metavar=_("ID"), help=_("as the list prints it"))
    ask.add_argument("--note", default="", help=_("what the school should look at"))
    ask.set_defaults(run=_ask)
    answer = actions.add_parser("answer", parents=[shared], help=_("answer what the county asks"))
    answer.add_argument("text", metavar=_("ANSWER"))
    answer.add_argument("--open", action="store_true", help=_("it is not mended yet"))
    answer.set_defaults(run=_answer)
    close = actions.add_parser("close", parents=[shared], help=_("end a question"))
    close.set_defaults(run=_close)
    for parser in (answer, close):
        parser.add_argument(
            "--request", type=arguments.key, required=True, metavar=_("ID"), help=_("the question")
        )
    for parser in (ask, answer, close):
        parser.add_argument("--by", default="", metavar=_("NAME"), help=_("who writes this"))
    for parser in (listing, shares, asked, settings):
        parser.add_argument("--json", action="store_true", help=_("print JSON"))


def _add_settings(parser: ArgumentParser) -> None:
    arguments.add_code(parser, "--rule", Code, help=_("set this rule, at the county"))
    parser.add_argument("--active", action=BooleanOptionalAction, help=_("switch it on or off"))
    parser.add_argument(
        "--set",
        type=_number,
        action="append",
        default=[],
        metavar="NAME=NUMBER",
        help=_("set one of its numbers"),
    )
    parser.add_argument("--reason", default="", help=_("kept beside the old values"))
    parser.set_defaults(run=_settings)


def _list(options: Namespace) -> None:
    from nightschool.services import checks

    on = options.on or clock.today()
    rules = [options.rule] if options.rule else None
    with desk.workspace(options) as workspace:
        found = checks.run(workspace, on, options.school, rules)
    if options.json:
        show_json([_finding_json(one) for one in found])
        return
    head = [_("ID"), _("School"), _("Check"), _("Record"), _("What the check found")]
    rows = [(one.id, one.school, title(one.code), one.label, one.in_words()) for one in found]
    print(table(head, rows) if rows else _("The checks find nothing."))


def _finding_json(one: Finding) -> dict[str, Any]:
    return {
        "id": one.id,
        "rule": one.code,
        "school": one.school,
        "table": one.table,
        "record": identity.text(one.record),
        "label": one.label,
        "facts": dict(one.facts),
    }


def _list_shares(options: Namespace) -> None:
    from nightschool.services import checks

    on = options.on or clock.today()
    with desk.workspace(options) as workspace:
        if options.of:
            school = options.school or workspace.scope
            lines = checks.lines(workspace, on, school, options.of)
            shown = [(one.label, one.detail, identity.text(one.record)) for one in lines]
            if options.json:
                names = ("label", "detail", "record")
                show_json([dict(zip(names, line, strict=True)) for line in shown])
            else:
                print(table([_("Record"), _("What the check found"), _("ID")], shown))
            return
        found = checks.shares(workspace, on, options.school)
    if options.json:
        show_json(
            [
                {"school": one.school.code, **{kind: _share_json(one, kind) for kind in Kind}}
                for one in found
            ]
        )
        return
    head = [_("School"), *(_(text) for text in _SHARES.values())]
    rows = [(one.school.village, *(_share(getattr(one, kind)) for kind in Kind)) for one in found]
    print(table(head, rows))


def _share_json(one: Any, kind: Kind) -> dict[str, Any]:
    share: Share = getattr(one, kind)
    return {"part": share.part, "whole": share.whole, "percent": share.percent}


def _share(share: Share) -> str:
    return "–" if share.percent is None else f"{share.percent:g}%"


def _list_asked(options: Namespace) -> None:
    from nightschool.services import checks

    with desk.workspace(options) as workspace:
        found = checks.requests(workspace, options.school)
    if options.json:
        show_json([_asked_json(one) for one in found])
        return
    head = [_("School"), _("Record"), _("What the check found"), _("Note"), _("Answer"), _("ID")]
    rows = [
        (
            one.place,
            one.label,
            one.request.in_words(),
            one.request.note,
            one.request.answer or None,
            identity.text(one.request.id),
        )
        for one in found
    ]
    print(table(head, rows) if rows else _("Nothing was asked."))


def _asked_json(one: Any) -> dict[str, Any]:
    request = one.request
    days = ("asked_on", "answered_on", "closed_on")
    return {
        "id": identity.text(request.id),
        "finding": request.finding_id,
        "rule": request.code,
        "school": request.school,
        "label": one.label,
        "words": request.in_words(),
        "note": request.note,
        "asked_by": request.asked_by,
        "answer": request.answer,
        "done": request.done,
        "answered_by": request.answered_by,
        "closed_by": request.closed_by,
        **{name: getattr(request, name) and f"{getattr(request, name)}" for name in days},
    }


def _settings(options: Namespace) -> None:
    from nightschool.services import checks

    if not options.rule and (options.set or options.active is not None):
        raise UserError(_("No rule was named."), _("Name it: --rule CODE."))
    with desk.workspace(options) as workspace:
        if options.set or options.active is not None:
            numbers = dict(options.set)
            checks.set_rule(workspace, options.rule, options.active, numbers, options.reason)
        found = checks.settings(workspace)
    wanted = [code for code in BY_CODE if options.rule in (None, code)]
    if options.json:
        show_json(
            [
                {"rule": code, "active": found[code].active, "numbers": _numbers(found[code])}
                for code in wanted
            ]
        )
        return
    rows = [
        (
            str(code),
            title(code),
            _("on") if found[code].active else _("off"),
            " ".join(f"{name}={value}" for name, value in _numbers(found[code]).items()) or None,
        )
        for code in wanted
    ]
    print(table([_("Check"), _("What it looks for"), _("Switch"), _("Numbers")], rows))


def _numbers(setting: Any) -> dict[str, int]:
    return {each.name: getattr(setting.limits, each.name) for each in fields(setting.limits)}


def _number(text: str) -> tuple[str, int]:
    name, _equals, value = text.partition("=")
    try:
        return name.strip(), int(value)
    except ValueError as error:
        raise ArgumentTypeError(_("a name and a number like minutes=120")) from error


def _ask(options: Namespace) -> None:
    from nightschool.services import checks

    with desk.workspace(options) as workspace:
        every = checks.run(workspace, clock.today())
        found = [one for one in every if one.id in options.finding]
        missing = set(options.finding) - {one.id for one in found}
        if missing:
            raise UserError(
                _("The checks do not find %(id)s.") % {"id": ", ".join(sorted(missing))},
                _("List what they find with: nightschool checks list."),
            )
        count = checks.ask(workspace, found, options.note, options.by)
    print(_("Asked: %(count)d. The schools hear of it with the next packages.") % {"count": count})


def _answer(options: Namespace) -> None:
    from nightschool.services import checks

    with desk.workspace(options) as workspace:
        done = not options.open
        checks.answer(workspace, options.request, options.text, done=done, by=options.by)
    print(_("Answered. It travels with the next package."))


def _close(options: Namespace) -> None:
    from nightschool.services import checks

    with desk.workspace(options) as workspace:
        checks.close(workspace, options.request, options.by)
    print(_("Closed. The school hears of it with the next package."))
