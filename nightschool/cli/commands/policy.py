"""The rules of the rotation: `policy show`, and `policy set` at the county."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import fields, replace
from typing import Any

from nightschool.cli import arguments, desk
from nightschool.cli.output import show_json, table
from nightschool.domain.codes import Labour
from nightschool.domain.policy import Policy
from nightschool.i18n import _


def add(groups: Any, shared: ArgumentParser) -> None:
    """Add `policy`."""
    policy = groups.add_parser("policy", help=_("the rules of the rotation"))
    actions = policy.add_subparsers(metavar=_("ACTION"), required=True)
    json = ArgumentParser(add_help=False)
    json.add_argument("--json", action="store_true", help=_("print JSON"))
    show = actions.add_parser("show", parents=[shared, json], help=_("show them"))
    show.set_defaults(run=_show)
    change = actions.add_parser("set", parents=[shared, json], help=_("change some, at the county"))
    change.add_argument("--start", type=arguments.day, metavar="YYYY-MM-DD")
    change.add_argument("--years", type=int)
    change.add_argument(
        "--targets", type=_targets, metavar="35,70,100", help=_("per cent at the years' ends")
    )
    change.add_argument("--hours", dest="half_hours", type=arguments.half_hours, metavar="24")
    change.add_argument(
        "--technology-hours", dest="technology_half_hours", type=arguments.half_hours, metavar="8"
    )
    change.add_argument("--kinds", type=int, metavar="2", help=_("kinds of learning attended"))
    change.add_argument("--men", dest="male_ages", type=_ages, metavar="16-59")
    change.add_argument("--women", dest="female_ages", type=_ages, metavar="16-59")
    change.add_argument("--labour", type=_labour, metavar="ordinary,skilled,weak")
    change.add_argument("--reason", default="", help=_("kept beside the old values"))
    change.set_defaults(run=_set)


def _show(options: Namespace) -> None:
    from nightschool.services import policy

    with desk.workspace(options) as workspace:
        _print(policy.policy_of(workspace), options)


def _set(options: Namespace) -> None:
    from nightschool.services import policy

    with desk.workspace(options) as workspace:
        before = policy.policy_of(workspace)
        given = {
            rule.name: value
            for rule in fields(Policy)
            if (value := getattr(options, rule.name)) is not None
        }
        after = replace(before, **given)
        policy.set_policy(workspace, after, options.reason)
    _print(after, options)


def _print(rules: Policy, options: Namespace) -> None:
    if options.json:
        show_json(_json(rules))
        return
    rows = [
        (_("Start"), rules.start),
        (_("Years"), rules.years),
        (_("Targets, per cent at the years' ends"), ", ".join(map(str, rules.targets))),
        (_("Class hours"), f"{rules.half_hours / 2:g}"),
        (_("of them technology"), f"{rules.technology_half_hours / 2:g}"),
        (_("Kinds of learning"), rules.kinds),
        (_("Ages of men"), "–".join(map(str, rules.male_ages))),
        (_("Ages of women"), "–".join(map(str, rules.female_ages))),
        (_("Labour ability"), ", ".join(sorted(rules.labour))),
    ]
    print(table([_("Rule"), _("Value")], rows))


def _json(rules: Policy) -> dict[str, Any]:
    return {
        "start": str(rules.start),
        "end": str(rules.end),
        "years": rules.years,
        "targets": rules.targets,
        "hours": rules.half_hours / 2,
        "technology_hours": rules.technology_half_hours / 2,
        "kinds": rules.kinds,
        "men": rules.male_ages,
        "women": rules.female_ages,
        "labour": sorted(rules.labour),
    }


def _targets(text: str) -> tuple[int, int, int]:
    try:
        first, second, third = map(int, text.split(","))
    except ValueError as error:
        raise ArgumentTypeError(_("three per cents like 35,70,100")) from error
    return first, second, third


def _ages(text: str) -> tuple[int, int]:
    try:
        low, high = map(int, text.split("-"))
    except ValueError as error:
        raise ArgumentTypeError(_("ages like 16-59")) from error
    return low, high


def _labour(text: str) -> frozenset[Labour]:
    try:
        return frozenset(map(Labour, text.split(",")))
    except ValueError as error:
        known = ", ".join(Labour)
        raise ArgumentTypeError(_("some of %(known)s, with commas") % {"known": known}) from error
