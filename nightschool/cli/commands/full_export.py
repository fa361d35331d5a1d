"""Taking out the data of a county: `export-all`."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from nightschool.cli import desk
from nightschool.cli.output import bar, show_json
from nightschool.i18n import _


def add(groups: Any, shared: ArgumentParser) -> None:
    """Add `export-all`."""
    whole = groups.add_parser(
        "export-all", parents=[shared], help=_("all data of a county as a set of workbooks")
    )
    whole.add_argument("folder", type=Path, metavar="DIR")
    whole.add_argument(
        "--unmasked", action="store_true", help=_("with whole ID numbers; is kept with its reason")
    )
    whole.add_argument("--reason", default="", metavar=_("TEXT"), help=_("why they are needed"))
    whole.add_argument("--json", action="store_true", help=_("print JSON"))
    whole.set_defaults(run=_export)


def _export(options: Namespace) -> None:
    from nightschool.services import full_export

    with desk.workspace(options) as workspace:
        made = full_export.export_all(
            workspace,
            options.folder,
            unmasked=options.unmasked,
            reason=options.reason,
            task=bar(),
        )
    if options.json:
        books = [{"file": one.file.name, "rows": one.rows} for one in made.books]
        show_json({"folder": str(made.folder), "files": books})
        return
    for one in made.books:
        print(_("%(file)s: %(rows)d rows") % {"file": one.file, "rows": one.rows})
