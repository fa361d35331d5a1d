"""Typed tables, one module an aggregate; `SYNCED` lists those whose rows travel."""

from nightschool.storage.tables.base import Base, Synced
from nightschool.storage.tables.changes import Change
from nightschool.storage.tables.common import (
    Course,
    Device,
    Lecturer,
    Policy,
    RetiredDevice,
    School,
)
from nightschool.storage.tables.conflicts import Conflict
from nightschool.storage.tables.lessons import (
    Attendance,
    Certificate,
    GroupMember,
    Lesson,
    RollGroup,
)
from nightschool.storage.tables.local import (
    ColumnTitle,
    Enrolment,
    HoursState,
    HoursTotal,
    Knowledge,
    Package,
    Peer,
    RosterImport,
    Secret,
    Todo,
    Workspace,
)
from nightschool.storage.tables.register import Household, Person, StatusChange

SYNCED: tuple[type[Synced], ...] = (
    School,
    Course,
    Lecturer,
    Policy,
    Device,
    RetiredDevice,
    Household,
    Person,
    StatusChange,
    Lesson,
    Attendance,
    RollGroup,
    GroupMember,
    Certificate,
    Change,
)
"""Parents before children."""

__all__ = [
    "SYNCED",
    "Attendance",
    "Base",
    "Certificate",
    "Change",
    "ColumnTitle",
    "Conflict",
    "Course",
    "Device",
    "Enrolment",
    "GroupMember",
    "HoursState",
    "HoursTotal",
    "Household",
    "Knowledge",
    "Lecturer",
    "Lesson",
    "Package",
    "Peer",
    "Person",
    "Policy",
    "RetiredDevice",
    "RollGroup",
    "RosterImport",
    "School",
    "Secret",
    "StatusChange",
    "Synced",
    "Todo",
    "Workspace",
]
