"""The tables of a county's full export: their columns, and each record as a row of cells.

ID numbers and phones are masked as the export says. People bear running numbers, so that the
attendance names each beyond doubt.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any

from nightschool.documents.workbook import Cell, Column, Kind
from nightschool.domain import citizen_number, labels
from nightschool.domain.codes import CourseKind
from nightschool.domain.course import Course
from nightschool.domain.field_labels import field_label
from nightschool.domain.household import Household
from nightschool.domain.identity import RowId
from nightschool.domain.lecturer import Lecturer
from nightschool.domain.person import Person
from nightschool.domain.progress import PersonProgress
from nightschool.domain.roll import ATTENDED
from nightschool.domain.school import School
from nightschool.i18n import _
from nightschool.services.laptops import Laptop
from nightschool.storage.ledger import Entry
from nightschool.storage.queries.full_export import Attended
from nightschool.storage.queries.lessons import LessonLine

Row = Sequence[Cell]
_PRIVATE = frozenset({"citizen_no", "disability_no", "phone"})
_DAYS = frozenset(
    {"birth_date", "left_on", "came_on", "identified_on", "day", "first_day", "last_day"}
    | {"issued_on", "voided_on", "decided_on", "closed_on"}
)
_NUMBERS = frozenset({"work_months", "stated_size", "income", "guests"})
_PERSON = (
    "name", "sex", "birth_date", "citizen_no", "disability_no", "person_no", "belonging",
    "relation", "relation_text", "ethnicity", "politics", "education", "schooling", "health",
    "labour", "work_region", "work_months", "insured", "status", "hamlet", "phone", "home",
    "note", "left_on", "left_reason", "came_on",
)  # fmt: skip
_HOUSEHOLD = (
    "number", "kind", "stated_size", "cause", "income", "unsafe_house", "phone", "identified_on",
    "note",
)  # fmt: skip
_LESSON = (
    "day", "start", "end", "title", "place", "form", "language", "summary", "guests", "state",
    "cancel_reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Masking:
    """Whether ID numbers and phones are shown whole."""

    whole: bool

    def of(self, name: str, value: Any) -> Cell:
        """A field's value as its cell."""
        if name in _PRIVATE and value and not self.whole:
            return citizen_number.masked(str(value))
        return plain(value)


def plain(value: Any) -> Cell:
    """A value of a record as people read it."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, StrEnum):
        return labels.label(value)
    if isinstance(value, frozenset):
        return _(", ").join(sorted(map(labels.label, value)))
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value if isinstance(value, date | int | float) else str(value)


def titled(table: str, names: Sequence[str]) -> list[Column]:
    """Columns of fields under the names that people know them by."""
    return [Column(field_label(table, name), kind_of(name)) for name in names]


def kind_of(name: str) -> Kind:
    """How a field's cells are shown."""
    if name in _DAYS:
        return Kind.DAY
    return Kind.WHOLE if name in _NUMBERS else Kind.TEXT


def place_columns() -> list[Column]:
    """The school that a row belongs to."""
    return [Column(_("School code")), Column(_("Township")), Column(_("Village"))]


def place(school: School) -> list[Cell]:
    """The same as cells."""
    return [school.code, school.township, school.village]


def school_columns() -> list[Column]:
    """What is told of a school."""
    names = ("head", "keeper", "phone", "closed_on", "merged_into")
    return [*place_columns(), *titled("school", names)]


def school_row(one: School) -> Row:
    """A school as cells."""
    return [*place(one), one.head, one.keeper, one.phone, one.closed_on, one.merged_into]


def household_columns() -> list[Column]:
    """What is told of a household."""
    return [*place_columns(), *titled("household", _HOUSEHOLD)]


def household_row(school: School, one: Household, masking: Masking) -> Row:
    """A household as cells."""
    return [*place(school), *(masking.of(name, getattr(one, name)) for name in _HOUSEHOLD)]


def person_columns() -> list[Column]:
    """What is told of a person."""
    return [
        Column(_("No."), Kind.WHOLE),
        *place_columns(),
        Column(_("Household number")),
        *titled("person", _PERSON),
        Column(_("Joined to No."), Kind.WHOLE),
        Column(_("Counts for the rotation")),
        Column(_("Rotation complete")),
        *(Column(labels.label(kind), Kind.DECIMAL) for kind in CourseKind),
        Column(_("Class hours"), Kind.DECIMAL),
        Column(_("Lessons attended"), Kind.WHOLE),
        Column(_("Lessons on whose roll"), Kind.WHOLE),
    ]


def person_row(
    school: School,
    one: Person,
    number: Callable[[RowId], int],
    home: str | None,
    standing: PersonProgress | None,
    masking: Masking,
) -> Row:
    """A person as cells."""
    hours = standing.hours if standing else None
    return [
        number(one.id),
        *place(school),
        home,
        *(masking.of(name, getattr(one, name)) for name in _PERSON),
        number(one.merged_into) if one.merged_into else None,
        plain(standing.due) if standing else None,
        plain(standing.complete) if standing else None,
        *((hours.by_kind.get(kind, 0) / 2 if hours else None) for kind in CourseKind),
        hours.total / 2 if hours else None,
        hours.attended if hours else None,
        hours.called if hours else None,
    ]


def lesson_columns() -> list[Column]:
    """What is told of a lesson."""
    return [
        *place_columns(),
        *titled("lesson", _LESSON),
        Column(_("Course")),
        Column(_("Kind")),
        Column(_("Lecturer")),
        Column(_("Class hours"), Kind.DECIMAL),
        Column(_("On the roll"), Kind.WHOLE),
        Column(_("Attended"), Kind.WHOLE),
        Column(_("Second record")),
    ]


def lesson_row(school: School, line: LessonLine) -> Row:
    """A lesson as cells."""
    one = line.lesson
    return [
        *place(school),
        *(plain(line.title if name == "title" else getattr(one, name)) for name in _LESSON),
        line.course,
        plain(line.kind),
        line.lecturer,
        one.half_hours / 2,
        line.on_roll,
        line.attended,
        _("yes") if one.merged_into else None,
    ]


def attendance_columns() -> list[Column]:
    """What is told of a line of a roll."""
    return [
        Column(_("School code")),
        Column(_("Village")),
        Column(_("Day"), Kind.DAY),
        Column(_("Lesson")),
        Column(_("Kind")),
        Column(_("No."), Kind.WHOLE),
        Column(_("Name")),
        Column(_("Mark")),
        Column(_("Class hours"), Kind.DECIMAL),
        Column(_("Remark")),
    ]


def attendance_row(
    school: School, one: Attended, number: Callable[[RowId], int], words: Mapping[Any, str]
) -> Row:
    """`words` are the labels of marks and kinds: looked up once, not a million times."""
    halves = one.half_hours
    if halves is None:
        halves = one.lesson_half_hours if one.mark in ATTENDED else 0
    return [
        school.code,
        school.village,
        one.day,
        one.title,
        words.get(one.kind),
        number(one.person),
        one.name,
        words[one.mark],
        halves / 2,
        one.remark,
    ]


_CERTIFICATE = (
    "number", "kind", "name", "citizen_tail", "course", "half_hours", "first_day", "last_day",
    "issued_on", "issuer", "decision", "decided_on", "decided_by", "voided_on", "void_reason",
    "replaced_by",
)  # fmt: skip


def certificate_columns() -> list[Column]:
    """What is told of a certificate."""
    titles = {
        "number": _("Number"),
        "kind": _("Kind"),
        "name": _("Name"),
        "citizen_tail": _("End of the ID number"),
        "course": _("Course"),
        "half_hours": _("Class hours"),
        "first_day": _("First day"),
        "last_day": _("Last day"),
        "issued_on": _("Issued on"),
        "issuer": _("Issued by"),
        "decision": _("Decision"),
        "decided_on": _("Decided on"),
        "decided_by": _("Decided by"),
        "voided_on": _("Declared void on"),
        "void_reason": _("Why it is void"),
        "replaced_by": _("Replaced by"),
    }
    return [
        *place_columns(),
        Column(_("No."), Kind.WHOLE),
        *(Column(titles[name], kind_of(name)) for name in _CERTIFICATE),
    ]


def certificate_row(school: School, one: Any, number: Callable[[RowId], int]) -> Row:
    """A certificate as cells."""
    cells = [
        one.half_hours / 2 if name == "half_hours" else plain(getattr(one, name))
        for name in _CERTIFICATE
    ]
    return [*place(school), number(one.person), *cells]


def course_columns() -> list[Column]:
    """What is told of a course."""
    return [
        Column(_("Code")),
        Column(_("Title")),
        Column(_("Kind")),
        Column(_("Content")),
        Column(_("Group")),
        Column(_("Skill")),
        Column(_("In use")),
    ]


def course_row(one: Course) -> Row:
    """A course as cells."""
    kinds = (one.kind, one.provincial_kind, one.group)
    return [one.code, one.title, *map(labels.label, kinds), one.skill, plain(one.active)]


def lecturer_columns() -> list[Column]:
    """What is told of a lecturer."""
    return [
        Column(_("Listed by")),
        Column(_("Name")),
        Column(_("Kind")),
        Column(_("Teaches in")),
        Column(_("Phone")),
        Column(_("Note")),
        Column(_("Teaches")),
    ]


def lecturer_row(one: Lecturer, masking: Masking) -> Row:
    """A lecturer as cells."""
    phone = masking.of("phone", one.phone)
    kinds = (labels.label(one.kind), labels.label(one.language))
    return [one.scope, one.name, *kinds, phone, one.note, plain(one.active)]


def laptop_columns() -> list[Column]:
    """What is told of a laptop."""
    return [
        Column(_("Sign")),
        Column(_("Laptop")),
        Column(_("Schools")),
        Column(_("Enrolled on"), Kind.DAY),
        Column(_("Last package"), Kind.DAY),
        Column(_("Revoked on"), Kind.DAY),
        Column(_("Reason")),
    ]


def laptop_row(one: Laptop) -> Row:
    """A laptop as cells."""
    last = one.last.astimezone().date() if one.last else None
    schools = _(", ").join(one.device.scopes)
    days = (one.device.enrolled_on, last, one.device.revoked_on)
    return [one.sign, one.device.name, schools, *days, one.reason]


def ledger_columns() -> list[Column]:
    """What is told of a package of the ledger."""
    return [
        Column(_("When")),
        Column(_("To or from")),
        Column(_("Number"), Kind.WHOLE),
        Column(_("State")),
        Column(_("Reason")),
        Column(_("Rows"), Kind.WHOLE),
        Column(_("File")),
        Column("SHA-256"),
    ]


def ledger_row(one: Entry) -> Row:
    """A package of the ledger as cells."""
    rows = sum(one.rows.values())
    digest = one.sha256.hex()
    return [one.at, one.peers, one.number, one.state.value, one.reason, rows, one.file, digest]
