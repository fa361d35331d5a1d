"""What travels on the stick: `enrol`, `export`, `import`."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from nightschool.cli import desk
from nightschool.cli.output import bar, show_json
from nightschool.i18n import _, ngettext


def add(groups: Any, shared: ArgumentParser) -> None:
    """Add `enrol`, `export` and `import`."""
    enrol = groups.add_parser("enrol", parents=[shared], help=_("make a laptop's enrolment file"))
    enrol.add_argument("schools", nargs="+", metavar=_("SCHOOL"), help=_("12-digit codes"))
    enrol.add_argument("--to", type=Path, required=True, metavar="DIR")
    enrol.add_argument("--json", action="store_true", help=_("print JSON"))
    enrol.set_defaults(run=_enrol)
    export = groups.add_parser("export", parents=[shared], help=_("write packages to a stick"))
    export.add_argument(
        "--to", type=Path, metavar="DIR", help=_("else the one stick that is plugged in")
    )
    export.add_argument("--full", action="store_true", help=_("everything, not only what is new"))
    export.add_argument(
        "--school", action="append", default=[], metavar=_("CODE"), help=_("only for its laptops")
    )
    export.add_argument(
        "--laptops",
        action="store_true",
        help=_("for the other laptops of this school, not for the county"),
    )
    export.add_argument(
        "--slip", type=Path, metavar=_("FILE"), help=_("write the slips that go with the stick")
    )
    export.add_argument("--json", action="store_true", help=_("print JSON"))
    export.set_defaults(run=_export)
    take = groups.add_parser("import", parents=[shared], help=_("take packages from a stick"))
    take.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar=_("FILE"),
        help=_("files or folders; else all on the one stick that is plugged in"),
    )
    take.add_argument(
        "--let-counter-in",
        action="store_true",
        help=_("at an office: take packages whose counter is far ahead"),
    )
    take.add_argument("--json", action="store_true", help=_("print JSON"))
    take.set_defaults(run=_import)


def _enrol(options: Namespace) -> None:
    from nightschool.services import enrolment

    with desk.workspace(options) as workspace:
        made = enrolment.enrol(workspace, tuple(options.schools), options.to)
    if options.json:
        show_json({"file": str(made.file), "code": made.code, "schools": made.schools})
        return
    print(_("Enrolment file: %(file)s") % {"file": made.file})
    print(_("Code, to be handed over apart from it: %(code)s") % {"code": made.code})


def _export(options: Namespace) -> None:
    from nightschool.services import drives, exporting, slip

    folder = options.to or drives.the_one(to_write=True).path / drives.FOLDER
    with desk.workspace(options) as workspace:
        made = exporting.export(
            workspace,
            folder,
            full=options.full,
            schools=tuple(options.school),
            laptops=options.laptops,
            task=bar(),
        )
    slips = slip.save(made, options.slip) if options.slip else None
    if options.json:
        packages = [
            {"file": str(one.file), "number": one.number, "rows": one.rows, "to": one.to}
            for one in made
        ]
        show_json({**packages[0], "packages": packages})
        return
    for one in made:
        print(_("Saved and read back: %(file)s") % {"file": one.file})
        print(slip.text(one))
    if slips:
        print(_("The slips stand in %(file)s.") % {"file": slips})


def _import(options: Namespace) -> int:
    from nightschool.services import drives, taking

    places = options.files or [drives.the_one().path]
    with desk.workspace(options) as workspace:
        taken = taking.take(workspace, places, bar(), let_counter_in=options.let_counter_in)
    if options.json:
        show_json(
            [
                {
                    "file": one.file,
                    "state": one.state,
                    "reason": one.reason,
                    "message": one.message,
                    "sender": one.sender,
                    "number": one.number,
                    "rows": one.rows,
                    "changed": one.changed,
                }
                for one in taken
            ]
        )
    else:
        print("\n".join(_line(one) for one in taken) or _("No package was found there."))
    refused = sum(one.state == taking.REFUSED for one in taken)
    if refused:
        message = ngettext(
            "%(count)d package was refused; nothing of it was taken.",
            "%(count)d packages were refused; nothing of them was taken.",
            refused,
        )
        print(message % {"count": refused}, file=sys.stderr)
    return 1 if refused else 0


def _line(one: Any) -> str:
    counts = {"file": one.file, "sender": one.sender, "message": one.message}
    if one.state == "refused":
        return _("✗ %(file)s refused: %(message)s") % counts
    if one.state == "known":
        return _("= %(file)s from %(sender)s was taken before") % counts
    counts["rows"] = sum(one.changed.values())
    line = _("✓ %(file)s from %(sender)s merged, %(rows)d rows new or changed") % counts
    if not one.conflicts:
        return line
    told = _("%(count)d records contradict; see: nightschool conflicts list")
    return f"{line}\n  {told % {'count': one.conflicts}}"
