"""Which reader belongs to which field, and what a sheet's columns say of one row."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from nightschool.domain.roster import terms, values
from nightschool.domain.roster.cells import Cell
from nightschool.domain.roster.columns import Layout
from nightschool.domain.roster.fields import Field
from nightschool.domain.roster.terms import Lexicon
from nightschool.domain.roster.values import Odd

Said = dict[Field, Any]
"""Field to value; each has the type of the `RosterPerson` or `RosterHousehold` that takes it."""


class Column(dict[Cell, Any]):
    """What the cells of one column mean; each different cell is read once."""

    def __init__(self, index: int, title: str, reader: Callable[[Cell], Any]) -> None:
        super().__init__()
        self.index = index
        self.title = title
        self.reader = reader

    def __missing__(self, cell: Cell) -> Any:
        try:
            value = self.reader(cell)
        except Odd as odd:
            value = odd
        self[cell] = value
        return value


def _readers(latest: date | None) -> Mapping[Field, Callable[[Cell], Any]]:
    """Reader of each field; those not named here are plain text."""
    return {
        Field.HOUSEHOLD_NO: values.household_no,
        Field.PERSON_NO: values.person_no,
        Field.NAME: values.name,
        Field.SEX: values.code(Lexicon(terms.SEX)),
        Field.CITIZEN_NO: values.citizen(latest),
        Field.DISABILITY_NO: values.disability_no,
        Field.BIRTH_DATE: values.day,
        Field.SIZE: values.whole_number(99),
        Field.RELATION: values.relation,
        Field.ETHNICITY: values.ethnicity,
        Field.EDUCATION: values.education,
        Field.SCHOOLING: values.schooling,
        Field.HEALTH: values.health,
        Field.LABOUR: values.labour,
        Field.WORK_REGION: values.code(Lexicon(terms.WORK_REGION)),
        Field.WORK_MONTHS: values.whole_number(12),
        Field.INSURED: values.yes_or_no,
        Field.STATUS: values.code(Lexicon(terms.STATUS)),
        Field.KIND: values.code(Lexicon(terms.KIND)),
        Field.UNSAFE_HOUSE: values.yes_or_no,
        Field.INCOME: values.whole_number(99_999_999),
        Field.HOUSEHOLD_PHONE: values.phone,
        Field.PERSON_PHONE: values.phone,
        Field.PHONE: values.phone,
        Field.IDENTIFIED_ON: values.day,
        Field.LIFTED_ON: values.day,
        Field.RETURNED_ON: values.day,
    }


def columns(layout: Layout, latest: date | None) -> dict[Field, Column]:
    """The columns of a sheet that are read."""
    readers, titles = _readers(latest), layout.titles
    return {
        field: Column(index, titles[field], readers.get(field, values.text))
        for field, index in layout.at.items()
    }
