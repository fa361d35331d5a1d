"""The columns in which a roster's faults, columns and missing people are listed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nightschool.desktop.models.table import RIGHT, Column
from nightschool.domain.person import Person
from nightschool.domain.roster.cells import plain
from nightschool.domain.roster.columns import Column as Titled
from nightschool.domain.roster.columns import Layout, Standing
from nightschool.domain.roster.fields import Field
from nightschool.i18n import _

if TYPE_CHECKING:
    from nightschool.services.roster.faults import RowFault
    from nightschool.services.roster.importing import Import

_TONES = {Standing.UNKNOWN: "warn", Standing.IGNORED: "quiet", Standing.REPEATED: "quiet"}


def name_in(layout: Layout, fault: "RowFault") -> str:
    """Whom a row with a fault is about, as far as it says."""
    return named(layout, [fault])[0][0]


def named(layout: Layout, faults: "Sequence[RowFault]") -> "list[tuple[str, RowFault]]":
    """Each row with a fault beside the name in it; of a county's roster 33,000."""
    at = layout.at.get(Field.NAME)
    if at is None:
        return [("", one) for one in faults]
    return [(plain(one.cells[at]) if at < len(one.cells) else "", one) for one in faults]


def faults() -> "Sequence[Column[tuple[str, RowFault]]]":
    """Rows with a fault, each with the name in it."""
    return (
        Column(_("Row"), lambda one: str(one[1].row), RIGHT, sort=lambda one: one[1].row),
        Column(_("Name"), lambda one: one[0], sort=lambda one: one[0], width=110),
        Column(_("Column"), lambda one: one[1].column, sort=lambda one: one[1].column, width=120),
        Column(
            _("What is wrong"),
            lambda one: one[1].reason,
            tip=lambda one: one[1].reason,
            width=120,
        ),
    )


def titles() -> Sequence[Column[Titled]]:
    """The columns of the file and what they are read as."""
    return (
        Column("", lambda one: one.letter),
        Column(_("Title in the file"), lambda one: one.title, width=220),
        Column(_("Read as"), lambda one: one.field.label if one.field else "–", width=200),
        Column("", lambda one: one.standing.label, tone=lambda one: _TONES.get(one.standing, "")),
    )


def missing() -> Sequence[Column[Person]]:
    """People on the register who are not in the file."""
    return (
        Column(_("Name"), lambda one: one.name, sort=lambda one: one.name, width=160),
        Column(_("Person number"), lambda one: one.person_no or "", width=200),
        Column(_("Birth date"), lambda one: f"{one.birth_date or ''}"),
    )


def imports() -> "Sequence[Column[Import]]":
    """Rosters that were taken before."""
    return (
        Column(_("When"), lambda one: one.at[:16].replace("T", " "), width=150),
        Column(_("File"), lambda one: one.file, tip=lambda one: one.file, width=260),
        Column(_("New"), lambda one: str(one.summary["taken"]), RIGHT),
        Column(_("Changed"), lambda one: str(one.summary["updated"]), RIGHT),
        Column("", lambda one: _("undone") if one.undone else ""),
    )
