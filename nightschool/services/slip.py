"""The slip that goes with a stick: which package is on it, from whom and for whom. Names no person.

It is shown, and written where a shop's printer or the clerk can take it from.
"""

from collections.abc import Sequence
from pathlib import Path

from nightschool import files
from nightschool.documents.papers import package_slip
from nightschool.documents.papers.package_slip import PackageSlip
from nightschool.i18n import _
from nightschool.services.exporting import MadePackage

_RULE = "─" * 48


def text(made: MadePackage) -> str:
    """A few lines between two rules."""
    lines = [
        _("Nightschool, package %(number)d") % {"number": made.number},
        _("From: %(sender)s") % {"sender": made.sender},
        _("For: %(to)s") % {"to": "、".join(made.to)},
        _("Made on: %(day)s") % {"day": made.made_at.astimezone().date()},
        _("Rows: %(rows)d") % {"rows": sum(made.rows.values())},
        _("File: %(file)s") % {"file": made.file.name},
    ]
    return "\n".join([_RULE, *(f"  {line}" for line in lines), _RULE])


def save(made: Sequence[MadePackage], path: Path) -> Path:
    """All slips in one text file, which Windows shows as it is, or a PDF where it is named so.

    Returns the name that it got; raises `UserError` when it cannot be saved.
    """
    if path.suffix.lower() == ".pdf":
        data = package_slip.render_slips(list(map(_slip, made)))
        return files.write_durably(path, lambda file: file.write(data))
    whole = "\n\n".join(map(text, made)).replace("\n", "\r\n") + "\r\n"
    return files.write_durably(path, lambda file: file.write(whole.encode("utf-8-sig")))


def _slip(made: MadePackage) -> PackageSlip:
    return PackageSlip(
        number=made.number,
        sender=made.sender,
        to=made.to,
        made_at=made.made_at.astimezone(),
        rows=sum(made.rows.values()),
        file=made.file.name,
    )
