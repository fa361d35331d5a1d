"""`doubles list`, `doubles merge`, `doubles not-same`, `doubles undo`."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import Any

from nightschool.cli import desk
from nightschool.cli.output import show_json, table
from nightschool.domain import identity
from nightschool.domain.identity import RowId
from nightschool.i18n import _


def add(groups: Any, shared: ArgumentParser) -> None:
    """Add `doubles`."""
    group = groups.add_parser("doubles", help=_("records that may be one and the same"))
    actions = group.add_subparsers(metavar=_("ACTION"), required=True)
    listing = actions.add_parser("list", parents=[shared], help=_("list them, the likeliest first"))
    listing.add_argument("--school", metavar=_("CODE"), help=_("of this school alone"))
    listing.add_argument("--most", type=int, default=50, help=_("at most so many pairs"))
    listing.add_argument("--joined", action="store_true", help=_("list what was joined instead"))
    listing.add_argument("--json", action="store_true", help=_("print JSON"))
    listing.set_defaults(run=_list)
    for name, help_, run in (
        ("merge", _("two records are the same"), _merge),
        ("not-same", _("two records only look alike"), _not_same),
    ):
        deciding = actions.add_parser(name, parents=[shared], help=help_)
        deciding.add_argument("first", type=_row)
        deciding.add_argument("second", type=_row)
        deciding.add_argument("--reason", default="", help=_("why; it travels with the decision"))
        deciding.set_defaults(run=run)
        _add_kind(deciding)
    undo = actions.add_parser("undo", parents=[shared], help=_("take a decision back"))
    undo.add_argument("first", type=_row, help=_("the record that was joined to another"))
    undo.add_argument("second", type=_row, nargs="?", help=_("with it: of a pair that is not same"))
    undo.add_argument("--reason", default="", help=_("why; it travels with the decision"))
    undo.set_defaults(run=_undo)
    _add_kind(listing)
    _add_kind(undo)


def _add_kind(parser: ArgumentParser) -> None:
    parser.add_argument("--lessons", action="store_true", help=_("lessons instead of people"))


def _row(text: str) -> RowId:
    try:
        return identity.from_text(text)
    except ValueError as error:
        raise ArgumentTypeError(_("a key has 32 hexadecimal digits")) from error


def _kind(options: Namespace) -> Any:
    from nightschool.services.doubles import Kind

    return Kind.LESSONS if options.lessons else Kind.PEOPLE


def _list(options: Namespace) -> None:
    from nightschool.services import doubles

    with desk.workspace(options) as workspace:
        if options.joined:
            _show_joined(options, doubles.joined(workspace, _kind(options)))
            return
        queue = doubles.queue(workspace, _kind(options), 0, options.most, options.school)
    if options.json:
        show_json({"total": queue.total, "pairs": [_as_json(one) for one in queue.pairs]})
    elif not queue.pairs:
        print(_("Nothing looks like a double."))
    else:
        head = [_("Score"), _("Who or what"), _("Village"), _("Why"), _("First"), _("Second")]
        lines = [
            (
                one.score,
                one.title,
                one.place,
                _(", ").join(one.reasons),
                one.first.hex(),
                one.second.hex(),
            )
            for one in queue.pairs
        ]
        print(table(head, lines))
        print(_("%(count)d of %(all)d") % {"count": len(queue.pairs), "all": queue.total})


def _show_joined(options: Namespace, joined: list[Any]) -> None:
    if options.json:
        show_json(
            [
                {"row": one.row.hex(), "title": one.title, "stands": one.stands.hex()}
                for one in joined
            ]
        )
        return
    head = [_("Who or what"), _("Record"), _("Stands for it")]
    print(table(head, [(one.title, one.row.hex(), one.stands.hex()) for one in joined]))


def _as_json(one: Any) -> dict[str, Any]:
    return {
        "first": one.first.hex(),
        "second": one.second.hex(),
        "title": one.title,
        "place": one.place,
        "score": one.score,
        "reasons": list(one.reasons),
    }


def _merge(options: Namespace) -> None:
    from nightschool.services import doubles

    with desk.workspace(options) as workspace:
        done = doubles.merge(
            workspace, _kind(options), options.first, options.second, options.reason
        )
    print(_("Joined: %(row)s stands for both.") % {"row": done.stands.hex()})


def _not_same(options: Namespace) -> None:
    from nightschool.services import doubles

    with desk.workspace(options) as workspace:
        doubles.not_same(workspace, _kind(options), options.first, options.second, options.reason)
    print(_("Remembered: these two are not the same."))


def _undo(options: Namespace) -> None:
    from nightschool.services import doubles

    with desk.workspace(options) as workspace:
        if options.second is not None:
            doubles.maybe_same(workspace, options.first, options.second)
            print(_("The pair is shown again."))
        else:
            doubles.unmerge(workspace, _kind(options), options.first, options.reason)
            print(_("They are two again."))
