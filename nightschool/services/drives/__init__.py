"""The removable drives that are plugged in, and the one that is meant where there is only one."""

import sys

from nightschool.domain.drive import Drive
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services.drives import linux, windows

FOLDER = "Nightschool"
"""Packages stand in this folder of a drive, unless another is named."""


def removable() -> list[Drive]:
    """The removable drives, in the order of their paths; none on systems that we do not know."""
    if sys.platform == "win32":
        found = windows.removable(windows.kernel())
    else:
        found = linux.removable()
    return sorted(found, key=lambda drive: drive.path)


def the_one(*, to_write: bool = False) -> Drive:
    """The only removable drive; raises `UserError` where there is none or more than one."""
    found = removable()
    if not found:
        raise UserError(
            _("No removable drive is plugged in."),
            _("Plug the stick in and wait until its window opens, or name the folder."),
        )
    if len(found) > 1:
        names = ", ".join(f"{drive.label} ({drive.path})" for drive in found)
        raise UserError(
            _("Several removable drives are plugged in: %(drives)s.") % {"drives": names},
            _("Take out all but one, or name the folder."),
        )
    [drive] = found
    if to_write and drive.read_only:
        raise UserError(
            _("The drive %(drive)s is write-protected.") % {"drive": drive.label},
            _("Move its switch, or take another stick."),
        )
    return drive
