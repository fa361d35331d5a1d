"""From the rows below the header to people, and to the faults of the rest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nightschool.domain.citizen_number import CitizenNumber, Trouble
from nightschool.domain.roster import readers, terms
from nightschool.domain.roster.cells import Row, plain
from nightschool.domain.roster.columns import Layout
from nightschool.domain.roster.faults import Fault, Problem
from nightschool.domain.roster.fields import Field
from nightschool.domain.roster.people import RosterHousehold, RosterPerson, RosterRow
from nightschool.domain.roster.readers import Said
from nightschool.domain.roster.separators import is_no_person
from nightschool.domain.roster.values import Odd

Finding = tuple[Field | None, Problem | Trouble, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a sheet says."""

    rows: tuple[RosterRow, ...]
    """Those to be taken, flagged ones too."""
    faults: tuple[Fault, ...]
    skipped: int
    """Rows that are no people: blank, sums, signatures, repeated headers."""

    @property
    def refused(self) -> tuple[Fault, ...]:
        """Faults of rows that are left out; a row may have several."""
        return tuple(fault for fault in self.faults if fault.refuses)

    @property
    def flagged(self) -> tuple[Fault, ...]:
        """Faults of rows that are taken all the same."""
        out = self.refused_rows
        return tuple(f for f in self.faults if not f.refuses and f.row not in out)

    @property
    def refused_rows(self) -> frozenset[int]:
        """Numbers of the rows left out."""
        return frozenset(fault.row for fault in self.faults if fault.refuses)


def parse(layout: Layout, rows: Sequence[Row], latest: date | None = None) -> Reading:
    """Read all rows of the sheet (header included; row numbers count from its first row).

    `latest` is the last day on which someone may have been born; None where the clock is not to
    be trusted. Raises `UserError` where the layout lacks a column that people are known by.
    """
    layout.require()
    return _Reader(layout, latest).read(rows)


def check_row(
    layout: Layout, number: int, cells: Row, latest: date | None = None
) -> tuple[Fault, ...]:
    """What is wrong with one row by itself: nothing beside other rows, or what is known of it."""
    layout.require()
    return _Reader(layout, latest).read_one(number, list(cells)).faults


class _Reader:
    """One sheet's reading under way: the columns and whom we have met."""

    def __init__(self, layout: Layout, latest: date | None) -> None:
        self._layout = layout
        self._columns = readers.columns(layout, latest)
        self._width = max(layout.at.values()) + 1
        self._met: dict[str, int] = {}
        self._rows: list[RosterRow] = []
        self._faults: list[Fault] = []

    def read(self, rows: Sequence[Row]) -> Reading:
        skipped = 0
        for number in range(self._layout.last_header_row + 1, len(rows) + 1):
            cells = self._filled(rows[number - 1])
            said, odd = self._said(cells)
            if not _is_known(said) and is_no_person(self._layout, number, cells):
                skipped += 1
            else:
                self._take(number, cells, said, odd)
        return Reading(tuple(self._rows), tuple(self._faults), skipped)

    def read_one(self, number: int, cells: Row) -> Reading:
        """One row, of a person whatever it looks like."""
        cells = self._filled(cells)
        self._take(number, cells, *self._said(cells))
        return Reading(tuple(self._rows), tuple(self._faults), 0)

    def _filled(self, cells: Row) -> Row:
        return cells + [""] * (self._width - len(cells)) if len(cells) < self._width else cells

    def _said(self, cells: Row) -> tuple[Said, dict[Field, Odd]]:
        said: Said = {}
        odd: dict[Field, Odd] = {}
        for field, column in self._columns.items():
            value = column[cells[column.index]]
            if type(value) is Odd:
                odd[field] = value
                value = value.kept
            said[field] = value
        return said, odd

    def _take(self, number: int, cells: Row, said: Said, odd: dict[Field, Odd]) -> None:
        found: list[Finding] = [(field, one.problem, one.details) for field, one in odd.items()]
        found += _contradictions(said)
        found += self._missing(said, odd)
        faults = [self._fault(number, cells, said, one) for one in found]
        if not any(fault.refuses for fault in faults):
            faults += self._met_before(number, cells, said)
        if not any(fault.refuses for fault in faults):
            self._rows.append(self._row(number, cells, said))
        self._faults += faults

    def _fault(self, number: int, cells: Row, said: Said, finding: Finding) -> Fault:
        field, problem, details = finding
        column = self._columns.get(field) if field else None
        person = self._columns.get(Field.PERSON_NO)
        return Fault(
            row=number,
            person_no=said.get(Field.PERSON_NO) or (plain(cells[person.index]) if person else ""),
            column=column.title if column else "",
            problem=problem,
            details=details,
            cells=cells,
        )

    def _missing(self, said: Said, odd: dict[Field, Odd]) -> Iterator[Finding]:
        identity = (Field.PERSON_NO, Field.CITIZEN_NO)
        unread = [odd[field].problem for field in identity if field in odd]
        if not any(map(said.get, identity)) and set(unread) <= {Problem.NO_CITIZEN_NO}:
            yield None, Problem.NO_IDENTITY, {}
        column = Field.HOUSEHOLD_NO
        if column in self._columns and not said[column] and column not in odd:
            yield column, Problem.NO_HOUSEHOLD, {}

    def _met_before(self, number: int, cells: Row, said: Said) -> list[Fault]:
        """A fault where an earlier row has this person; else the person is noted as met."""
        citizen: CitizenNumber | None = said.get(Field.CITIZEN_NO)
        numbers = {
            Field.PERSON_NO: said.get(Field.PERSON_NO),
            Field.CITIZEN_NO: citizen.number if citizen else None,
        }
        keys = {field: f"{field}:{one}" for field, one in numbers.items() if one}
        for field, key in keys.items():
            if key in self._met:
                details = {"row": str(self._met[key])}
                return [self._fault(number, cells, said, (field, Problem.DUPLICATE, details))]
        self._met.update(dict.fromkeys(keys.values(), number))
        return []

    def _row(self, number: int, cells: Row, said: Said) -> RosterRow:
        place = self._layout.place
        return RosterRow(
            row=number,
            county=said.get(Field.COUNTY) or place.county,
            township=said.get(Field.TOWNSHIP) or place.township,
            village=said.get(Field.VILLAGE) or place.village,
            household=_household(said),
            person=_person(said),
            cells=cells,
        )


def _is_known(said: Said) -> bool:
    return bool(said[Field.NAME] and (said.get(Field.PERSON_NO) or said.get(Field.CITIZEN_NO)))


def _contradictions(said: Said) -> Iterator[Finding]:
    citizen: CitizenNumber | None = said.get(Field.CITIZEN_NO)
    if citizen is None:
        return
    sex, birth = said.get(Field.SEX), said.get(Field.BIRTH_DATE)
    if sex is not None and sex is not citizen.sex:
        word = terms.SEX[sex].split()[0]
        yield Field.SEX, Problem.SEX, {"word": word}
    if birth is not None and (birth.year, birth.month) != (
        citizen.birth_date.year,
        citizen.birth_date.month,
    ):
        yield Field.BIRTH_DATE, Problem.BIRTH_DATE, {"word": birth.isoformat()}


def _household(said: Said) -> RosterHousehold | None:
    number = said.get(Field.HOUSEHOLD_NO)
    if number is None:
        return None
    return RosterHousehold(
        number=number,
        kind=said.get(Field.KIND),
        stated_size=said.get(Field.SIZE),
        cause=said.get(Field.CAUSE, ""),
        income=said.get(Field.INCOME),
        unsafe_house=said.get(Field.UNSAFE_HOUSE),
        phone=said.get(Field.HOUSEHOLD_PHONE) or said.get(Field.PHONE, ""),
        identified_on=said.get(Field.IDENTIFIED_ON),
    )


def _person(said: Said) -> RosterPerson:
    citizen: CitizenNumber | None = said.get(Field.CITIZEN_NO)
    relation, relation_text = said.get(Field.RELATION, (None, ""))
    certificate = citizen.disability_no if citizen else None
    return RosterPerson(
        name=said[Field.NAME],
        person_no=said.get(Field.PERSON_NO),
        citizen_no=citizen.number if citizen else None,
        disability_no=certificate or said.get(Field.DISABILITY_NO),
        sex=citizen.sex if citizen else said.get(Field.SEX),
        birth_date=citizen.birth_date if citizen else said.get(Field.BIRTH_DATE),
        relation=relation,
        relation_text=relation_text,
        ethnicity=said.get(Field.ETHNICITY, ""),
        politics=said.get(Field.POLITICS, ""),
        education=said.get(Field.EDUCATION),
        schooling=said.get(Field.SCHOOLING, ""),
        health=said.get(Field.HEALTH) or frozenset(),
        labour=said.get(Field.LABOUR),
        work_region=said.get(Field.WORK_REGION),
        work_months=said.get(Field.WORK_MONTHS),
        insured=said.get(Field.INSURED),
        status=said.get(Field.STATUS),
        lifted_on=said.get(Field.LIFTED_ON),
        returned_on=said.get(Field.RETURNED_ON),
        hamlet=said.get(Field.HAMLET, ""),
        phone=said.get(Field.PERSON_PHONE) or said.get(Field.PHONE, ""),
        note=said.get(Field.NOTE, ""),
    )
