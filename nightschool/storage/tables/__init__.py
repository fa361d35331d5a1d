"""Typed tables, one module an aggregate; `SYNCED` lists those whose rows travel."""

from nightschool.storage.tables.base import Base, Synced
from nightschool.storage.tables.changes import Change
from nightschool.storage.tables.checks import CheckRule, FindingRequest
from nightschool.storage.tables.common import (
    Course,
    Device,
    Lecturer,
    Policy,
    RetiredDevice,
    School,
)
from nightschool.storage.tables.conflicts import Conflict
from nightschool.storage.tables.doubles import NotSame
from nightschool.storage.tables.issuers import IssuerList, VoidedCertificate
from nightschool.storage.tables.lessons import (
    Attendance,
    Certificate,
    GroupMember,
    Lesson,
    RollGroup,
    RollSheet,
)
from nightschool.storage.tables.local import (
    ColumnTitle,
    Disclosure,
    Enrolment,
    EnrolmentClaim,
    HoursEnough,
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
from nightschool.storage.tables.papers import (
    Assessment,
    CertificateStyle,
    CertificateWords,
    Printing,
)
from nightschool.storage.tables.register import Household, Person, StatusChange
from nightschool.storage.tables.reports import CardRules, MonthReport
from nightschool.storage.tables.window import Credit, PersonSearch, Photo, SearchState

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
    RollSheet,
    CertificateStyle,
    CertificateWords,
    Assessment,
    Printing,
    Photo,
    Credit,
    VoidedCertificate,
    MonthReport,
    CardRules,
    NotSame,
    CheckRule,
    FindingRequest,
    Change,
)
"""Parents before children."""

__all__ = [
    "SYNCED",
    "Assessment",
    "Attendance",
    "Base",
    "CardRules",
    "Certificate",
    "CertificateStyle",
    "CertificateWords",
    "Change",
    "CheckRule",
    "ColumnTitle",
    "Conflict",
    "Course",
    "Credit",
    "Device",
    "Disclosure",
    "Enrolment",
    "EnrolmentClaim",
    "FindingRequest",
    "GroupMember",
    "HoursEnough",
    "HoursState",
    "HoursTotal",
    "Household",
    "IssuerList",
    "Knowledge",
    "Lecturer",
    "Lesson",
    "MonthReport",
    "NotSame",
    "Package",
    "Peer",
    "Person",
    "PersonSearch",
    "Photo",
    "Policy",
    "Printing",
    "RetiredDevice",
    "RollGroup",
    "RollSheet",
    "RosterImport",
    "School",
    "SearchState",
    "Secret",
    "StatusChange",
    "Synced",
    "Todo",
    "VoidedCertificate",
    "Workspace",
]
