"""`import-roster`: look at a roster, take it, list what was taken, take it back."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nightschool.cli import arguments, desk
from nightschool.cli.output import bar, show_json, show_warnings, table
from nightschool.domain.identity import RowId, text
from nightschool.domain.roster.columns import Standing
from nightschool.domain.roster.fields import Field
from nightschool.i18n import _

if TYPE_CHECKING:
    from nightschool.services.roster.faults import RowFault
    from nightschool.services.roster.importing import Preview
    from nightschool.services.roster.reading import Understood

LAST = "last"
SHOWN = 20
"""So many rows of each list are shown; the workbook and `--json` have them all."""


def add(groups: Any, shared: ArgumentParser) -> None:
    """Add `import-roster`."""
    parser = groups.add_parser(
        "import-roster",
        parents=[shared],
        help=_("take the register's roster (.xlsx, .xls, .csv)"),
        epilog=_("Fields for --map: %(fields)s") % {"fields": ", ".join(Field)},
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("file", nargs="?", type=Path, metavar=_("FILE"))
    what.add_argument(
        "--undo", type=_which, metavar="ID|last", help=_("take an import back as a whole")
    )
    what.add_argument("--list", action="store_true", help=_("list what was imported"))
    parser.add_argument(
        "--dry-run", action="store_true", help=_("show what it would do, and write nothing")
    )
    parser.add_argument(
        "--map",
        type=_mapping,
        action="append",
        default=[],
        metavar=_("TITLE=FIELD"),
        help=_("say what an unknown title means; it is remembered"),
    )
    parser.add_argument(
        "--errors", type=Path, metavar=_("FILE"), help=_("where the refused rows are saved")
    )
    parser.add_argument("--json", action="store_true", help=_("print JSON"))
    parser.set_defaults(run=_run)


def _mapping(words: str) -> tuple[str, Field]:
    title, _sign, field = words.rpartition("=")
    if not title or field not in set(Field):
        raise ArgumentTypeError(
            _("%(words)s: TITLE=FIELD is meant, with FIELD one of %(fields)s")
            % {"words": words, "fields": ", ".join(Field)}
        )
    return title, Field(field)


def _which(words: str) -> RowId | str:
    return words if words == LAST else arguments.key(words)


def _run(options: Namespace) -> None:
    if options.list:
        _list(options)
    elif options.undo is not None:
        _undo(options)
    elif options.dry_run:
        _preview(options)
    else:
        _import(options)


def _preview(options: Namespace) -> None:
    from nightschool.services.roster import importing as roster

    with desk.workspace(options) as workspace:
        preview = roster.preview(workspace, options.file, dict(options.map), bar())
    if options.json:
        show_json(_as_json(preview, None, None))
        return
    _show_columns(preview.understood)
    _show(preview)
    print(_("Nothing was written."))


def _import(options: Namespace) -> None:
    from nightschool.services.roster import importing as roster

    with desk.workspace(options) as workspace:
        done = roster.import_roster(
            workspace, options.file, dict(options.map), errors=options.errors, task=bar()
        )
    row = text(done.id) if done.id else None
    if options.json:
        show_json(_as_json(done.preview, row, done.errors_file))
        return
    _show(done.preview)
    if done.errors_file:
        print(_("The refused rows, with what to do: %(file)s") % {"file": done.errors_file})
    if row:
        print(_("To take it back: nightschool import-roster --undo %(id)s") % {"id": row})
    else:
        print(_("Nothing was new: nothing was changed."))


def _undo(options: Namespace) -> None:
    from nightschool.services.roster import undo as roster_undo

    with desk.workspace(options) as workspace:
        undone = roster_undo.undo(workspace, None if options.undo == LAST else options.undo)
    if options.json:
        show_json({"id": text(undone.id), "file": undone.file, "undone": True})
    else:
        print(_("The import of %(file)s was undone.") % {"file": undone.file})


def _list(options: Namespace) -> None:
    from nightschool.services.roster import importing as roster

    with desk.workspace(options) as workspace:
        imports = roster.imports(workspace)
    counts = ("rows", "taken", "updated", "unchanged", "refused")
    if options.json:
        show_json(
            [
                {"id": text(one.id), "file": one.file, "at": one.at, "undone": one.undone}
                | {name: one.summary[name] for name in counts}
                for one in imports
            ]
        )
        return
    head = [_("File"), _("At"), _("Rows"), _("New"), _("Updated"), _("Unchanged"), _("Refused")]
    lines = [
        (one.file, one.at, *(one.summary[name] for name in counts), _standing(one.undone), one.id)
        for one in imports
    ]
    print(table([*head, "", "ID"], [(*line[:-1], text(line[-1])) for line in lines]))


def _standing(undone: bool) -> str:
    return _("undone") if undone else ""


def _as_json(preview: "Preview", row: str | None, errors_file: Path | None) -> dict[str, Any]:
    return {
        "id": row,
        "errors_file": str(errors_file) if errors_file else None,
        "rows": preview.rows,
        "households": preview.households,
        "households_updated": preview.households_updated,
        "taken": preview.taken,
        "updated": preview.updated,
        "unchanged": preview.unchanged,
        "missing": len(preview.missing),
        "refused": _faults(preview.refused),
        "flagged": _faults(preview.flagged),
        "skipped": preview.skipped,
        "missing_people": [
            {"person_no": one.person_no, "name": one.name, "school": one.school}
            for one in preview.missing
        ],
        "warnings": preview.warnings,
        "understood": _understood(preview.understood),
    }


def _understood(understood: "Understood") -> dict[str, Any]:
    layout = understood.layout
    return {
        "file": understood.file,
        "sheet": understood.sheet,
        "other_sheets": understood.other_sheets,
        "header_rows": [layout.first_header_row, layout.last_header_row],
        "stated_on": layout.stated_on.isoformat() if layout.stated_on else None,
        "place": f"{layout.place.county}{layout.place.township}{layout.place.village}",
        "columns": [
            {
                "column": column.letter,
                "title": column.title,
                "field": column.field,
                "standing": column.standing.value,
            }
            for column in layout.columns
        ],
    }


def _faults(faults: "Sequence[RowFault]") -> list[dict[str, Any]]:
    return [
        {
            "row": fault.row,
            "person_no": fault.person_no,
            "column": fault.column,
            "reason": fault.reason,
        }
        for fault in faults
    ]


def _show_columns(understood: "Understood") -> None:
    layout = understood.layout
    print(
        _("Sheet %(sheet)s, header in row %(row)d, figures of %(day)s")
        % {
            "sheet": understood.sheet,
            "row": layout.last_header_row,
            "day": layout.stated_on or _("an unknown day"),
        }
    )
    rows = [
        (one.letter, one.title, one.field.label if one.field else None, one.standing.label)
        for one in layout.columns
    ]
    print(table([_("Column"), _("Title"), _("Read as"), ""], rows), end="\n\n")


def _show(preview: "Preview") -> None:
    counts = (
        (_("Rows of people"), preview.rows),
        (_("New people"), preview.taken),
        (_("Updated"), preview.updated),
        (_("Unchanged"), preview.unchanged),
        (_("Refused"), len(preview.refused)),
        (_("Taken, to be checked"), len(preview.flagged)),
        (_("Households"), preview.households),
        (_("Here but not in the file"), len(preview.missing)),
    )
    print(table([preview.understood.file, ""], counts))
    _show_faults(_("Refused"), preview.refused)
    _show_faults(_("To be checked"), preview.flagged)
    missing = [(one.person_no, one.name) for one in preview.missing]
    _show_list([_("Not in the file"), _("Name")], missing)
    unknown = preview.understood.layout.of(Standing.UNKNOWN)
    if unknown:
        titles = "、".join(column.title for column in unknown)
        print(
            _("Unknown titles, to be told with --map TITLE=FIELD: %(titles)s") % {"titles": titles}
        )
    show_warnings(preview.warnings)


def _show_faults(title: str, faults: "Sequence[RowFault]") -> None:
    rows = [(fault.row, fault.person_no, fault.column, fault.reason) for fault in faults]
    _show_list([_("Row"), _("Person number"), _("Column"), title], rows)


def _show_list(head: list[str], rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        print("\n" + table(head, rows[:SHOWN]))
    if len(rows) > SHOWN:
        print(_("… and %(count)d more") % {"count": len(rows) - SHOWN})
