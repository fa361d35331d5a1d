"""`registry search` over the 3,745 schools; the register of a county's own: list, new, rename …"""

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
    listing = actions.add_parser(
        "list", parents=[shared], help=_("the schools of this desk, closed ones too")
    )
    listing.add_argument("text", nargs="*", metavar=_("TEXT"))
    listing.add_argument("--json", action="store_true", help=_("print JSON"))
    listing.set_defaults(run=_list)
    new = actions.add_parser(
        "new", parents=[shared], help=_("a school that the list of 2017 lacks, at the county")
    )
    new.add_argument("code", metavar=_("CODE"))
    new.add_argument("village", metavar=_("VILLAGE"))
    new.add_argument("--township", default="", help=_("its name, where the township is new"))
    new.set_defaults(run=_new)
    rename = actions.add_parser("rename", parents=[shared], help=_("give a village another name"))
    rename.add_argument("code", metavar=_("CODE"))
    rename.add_argument("village", metavar=_("VILLAGE"))
    rename.add_argument("--reason", default="", help=_("kept beside the old values"))
    rename.set_defaults(run=_rename)
    contact = actions.add_parser(
        "contact", parents=[shared], help=_("who heads and keeps a school, and its phone")
    )
    contact.add_argument("code", metavar=_("CODE"))
    contact.add_argument("--head", metavar=_("NAME"))
    contact.add_argument("--keeper", metavar=_("NAME"))
    contact.add_argument("--phone")
    contact.set_defaults(run=_contact)


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


def _list(options: Namespace) -> None:
    from nightschool.services import registry, schools

    with desk.workspace(options) as workspace:
        known = schools.served(workspace)
    text = " ".join(options.text)
    found = [one for one in known if registry.found_by(one, text)]
    names = ("code", "village", "township", "head", "keeper", "phone", "closed_on", "merged_into")
    if options.json:
        show_json([{name: getattr(one, name) for name in names} for one in found])
        return
    head = [
        _("Code"),
        _("Village"),
        _("Township"),
        _("Head of the school"),
        _("Keeper"),
        _("Phone"),
    ]
    rows = [
        (one.code, one.village, one.township, one.head, one.keeper, one.phone, _state(one))
        for one in found
    ]
    print(table([*head, _("State")], rows) if rows else _("No school fits."))


def _state(one: Any) -> str:
    if one.closed_on is None:
        return _("open")
    if one.merged_into:
        return _("part of %(code)s since %(day)s") % {"code": one.merged_into, "day": one.closed_on}
    return _("closed since %(day)s") % {"day": one.closed_on}


def _new(options: Namespace) -> None:
    from nightschool.services import registry

    with desk.workspace(options) as workspace:
        school = registry.new_school(workspace, options.code, options.village, options.township)
    print(_("New school: %(school)s, %(code)s") % {"school": school.place, "code": school.code})


def _rename(options: Namespace) -> None:
    from nightschool.services import registry

    with desk.workspace(options) as workspace:
        school = registry.rename(workspace, options.code, options.village, options.reason)
    print(_("%(code)s is now called %(school)s.") % {"code": school.code, "school": school.place})


def _contact(options: Namespace) -> None:
    from nightschool.services import registry

    with desk.workspace(options) as workspace:
        school = registry.set_contact(
            workspace,
            options.code,
            head=options.head,
            keeper=options.keeper,
            phone=options.phone,
        )
    rows = [
        (_("Head of the school"), school.head),
        (_("Keeper"), school.keeper),
        (_("Phone"), school.phone),
    ]
    print(table([school.place, ""], rows))
