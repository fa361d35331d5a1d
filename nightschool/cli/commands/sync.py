"""What travels on the stick: `enrol`, `export`, `import`."""

import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from pathlib import Path
from typing import Any

from nightschool.cli import desk
from nightschool.cli.output import bar, show_json
from nightschool.errors import UserError
from nightschool.i18n import _, ngettext


def add(groups: Any, shared: ArgumentParser) -> None:
    """Add `enrol`, `export` and `import`."""
    enrol = groups.add_parser("enrol", parents=[shared], help=_("make a laptop's enrolment file"))
    enrol.add_argument("schools", nargs="*", metavar=_("SCHOOL"), help=_("12-digit codes"))
    enrol.add_argument("--to", type=Path, required=True, metavar="DIR")
    enrol.add_argument(
        "--township",
        metavar=_("NAME"),
        help=_("a file for each open school of it that has no laptop; name or 9 digits"),
    )
    enrol.add_argument(
        "--codes", type=Path, metavar="FILE.pdf", help=_("where all codes are printed")
    )
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

    if options.township:
        _enrol_township(options)
        return
    if not options.schools:
        raise UserError(_("No school is named."), _("Name schools by their codes, or --township."))
    with desk.workspace(options) as workspace:
        made = enrolment.enrol(workspace, tuple(options.schools), options.to)
        if options.codes:
            enrolment.save_codes(workspace, [made], options.codes)
    if options.json:
        show_json({"file": str(made.file), "code": made.code, "schools": made.schools})
        return
    print(_("Enrolment file: %(file)s") % {"file": made.file})
    print(_("Code, to be handed over apart from it: %(code)s") % {"code": made.code})


def _enrol_township(options: Namespace) -> None:
    from nightschool.services import enrolment

    if options.codes is None:
        raise UserError(
            _("The codes of a township are printed on a sheet of their own."),
            _("Say where, apart from the files: --codes FILE.pdf."),
        )
    with desk.workspace(options) as workspace:
        schools = enrolment.without_laptop(workspace, options.township)
        codes = [one.code for one in schools]
        made, sheet = enrolment.enrol_each(workspace, codes, options.to, options.codes, bar())
    if options.json:
        files = [{"file": str(one.file), "schools": one.schools} for one in made]
        show_json({"codes": str(sheet), "files": files})
        return
    print("\n".join(str(one.file) for one in made))
    print(_("All codes, to be handed over apart from the files: %(file)s") % {"file": sheet})


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
    from nightschool.services import drives, renewal, stick, taking

    places = options.files or [drives.the_one().path]
    with desk.workspace(options) as workspace:
        files, others = stick.for_us(workspace, places)
        taken = taking.take(workspace, files, bar(), let_counter_in=options.let_counter_in)
        set_back = renewal.is_asked(workspace)
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
        print("\n".join(map(_line, taken)) or _("No package for this desk was found there."))
        _sum_up(taken, others)
    if set_back:
        print(renewal.question(), file=sys.stderr)
    refused = sum(one.state == taking.REFUSED for one in taken)
    if refused:
        message = ngettext(
            "%(count)d package was refused; nothing of it was taken.",
            "%(count)d packages were refused; nothing of them was taken.",
            refused,
        )
        print(message % {"count": refused}, file=sys.stderr)
    return 1 if refused else 0


def _sum_up(taken: Any, others: int) -> None:
    """One line on all of a stick, and one on what was left on it for others."""
    states = Counter(one.state for one in taken)
    if len(taken) > 1:
        told = _(
            "Merged: %(merged)d, with contradictions: %(conflicts)d, taken before: %(known)d,"
            " refused: %(refused)d."
        )
        print(
            told
            % {
                "merged": states["merged"] + states["merged_with_conflicts"],
                "conflicts": states["merged_with_conflicts"],
                "known": states["known"],
                "refused": states["refused"],
            }
        )
    if others:
        message = ngettext(
            "%(count)d package on it is for others or from here; it was left alone.",
            "%(count)d packages on it are for others or from here; they were left alone.",
            others,
        )
        print(message % {"count": others})


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
