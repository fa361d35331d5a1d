"""The laptops that an office lists: `laptop list|revoke|replace|admit`."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from nightschool.cli import desk
from nightschool.cli.output import show_json, table
from nightschool.i18n import _


def add(groups: Any, shared: ArgumentParser) -> None:
    """Add `laptop`."""
    laptop = groups.add_parser("laptop", help=_("the laptops that this office lists"))
    actions = laptop.add_subparsers(metavar=_("ACTION"), required=True)
    json = ArgumentParser(add_help=False, parents=[shared])
    json.add_argument("--json", action="store_true", help=_("print JSON"))
    one = ArgumentParser(add_help=False, parents=[json])
    one.add_argument("laptop", metavar=_("LAPTOP"), help=_("its sign, or its school's code"))
    listing = actions.add_parser(
        "list", parents=[json], help=_("name, schools, last package, revoked or not")
    )
    listing.set_defaults(run=_list)
    reason = ArgumentParser(add_help=False, parents=[one])
    reason.add_argument("--reason", required=True, metavar=_("TEXT"), help=_("lost, stolen …"))
    revoke = actions.add_parser("revoke", parents=[reason], help=_("take nothing more from it"))
    revoke.set_defaults(run=_revoke)
    new = actions.add_parser(
        "replace", parents=[reason], help=_("revoke it and enrol another one in its place")
    )
    new.add_argument("--to", type=Path, required=True, metavar="DIR")
    new.set_defaults(run=_replace)
    admit = actions.add_parser(
        "admit", parents=[one], help=_("let in a second laptop with one enrolment file")
    )
    admit.set_defaults(run=_admit)


def _list(options: Namespace) -> None:
    from nightschool.services import laptops

    with desk.workspace(options) as workspace:
        found = laptops.listing(workspace)
    if options.json:
        show_json(_json(found))
        return
    rows = [
        (
            one.sign[:8],
            one.device.name,
            len(one.device.scopes),
            _day(one.device.enrolled_on),
            _day(one.last and one.last.astimezone().date()),
            _state(one),
        )
        for one in found.laptops
    ]
    head = [_("Sign"), _("Laptop"), _("Schools"), _("Enrolled on"), _("Last package"), _("State")]
    print(table(head, rows) if rows else _("No laptop has registered here yet."))
    for claim in found.waiting:
        text = _("%(sign)s %(name)s came with an enrolment file that another laptop had used.")
        print(text % {"sign": claim.device.hex()[:8], "name": claim.name})


def _json(found: Any) -> dict[str, Any]:
    return {
        "laptops": [
            {
                "sign": one.sign,
                "name": one.device.name,
                "schools": one.device.scopes,
                "enrolled_on": one.device.enrolled_on,
                "last": one.last,
                "revoked_on": one.device.revoked_on,
                "reason": one.reason,
            }
            for one in found.laptops
        ],
        "waiting": [
            {"sign": one.device.hex(), "name": one.name, "schools": one.schools, "at": one.at}
            for one in found.waiting
        ],
        "unused": [{"schools": one.schools, "made_on": one.made_on} for one in found.unused],
    }


def _state(one: Any) -> str:
    if one.device.revoked_on is None:
        return _("may send")
    facts = {"day": one.device.revoked_on, "reason": one.reason}
    return _("revoked on %(day)s: %(reason)s") % facts


def _day(day: Any) -> str:
    return f"{day}" if day else "–"


def _revoke(options: Namespace) -> None:
    from nightschool.services import laptops

    with desk.workspace(options) as workspace:
        one = laptops.find(workspace, options.laptop)
        after = laptops.revoke(workspace, one.device.device, options.reason)
    if options.json:
        show_json({"sign": one.sign, "name": after.name, "revoked_on": after.revoked_on})
        return
    text = _("%(name)s (%(sign)s) is revoked; the next packages tell the others.")
    print(text % {"name": after.name, "sign": one.sign[:8]})


def _replace(options: Namespace) -> None:
    from nightschool.services import laptops

    with desk.workspace(options) as workspace:
        one = laptops.find(workspace, options.laptop)
        made = laptops.replace(workspace, one.device.device, options.to, options.reason)
    if options.json:
        show_json({"file": str(made.file), "code": made.code, "schools": made.schools})
        return
    text = _("%(name)s (%(sign)s) is revoked; the next packages tell the others.")
    print(text % {"name": one.device.name, "sign": one.sign[:8]})
    print(_("Enrolment file: %(file)s") % {"file": made.file})
    print(_("Code, to be handed over apart from it: %(code)s") % {"code": made.code})


def _admit(options: Namespace) -> None:
    from nightschool.services import laptops

    with desk.workspace(options) as workspace:
        claim = laptops.admit(workspace, options.laptop)
    if options.json:
        show_json({"sign": claim.device.hex(), "name": claim.name, "schools": claim.schools})
        return
    print(_("%(name)s is let in: import its package again.") % {"name": claim.name})
