"""One search over people, lessons and certificates, answered while somebody types."""

from dataclasses import dataclass
from enum import StrEnum

from nightschool.domain import pinyin
from nightschool.domain.identity import RowId
from nightschool.i18n import _
from nightschool.services import schools
from nightschool.services.workspace import Workspace
from nightschool.storage import searching
from nightschool.storage.queries import lessons
from nightschool.storage.queries import searching as found
from nightschool.storage.queries.lessons import LessonLine
from nightschool.storage.queries.searching import FoundCertificate, FoundPerson


class Kind(StrEnum):
    """What was found, and so which page opens it."""

    PERSON = "person"
    LESSON = "lesson"
    CERTIFICATE = "certificate"


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found: what it is called, and what tells it from others."""

    kind: Kind
    record: RowId
    title: str
    detail: str
    school: str


def find(workspace: Workspace, text: str, school: str = "", limit: int = 20) -> tuple[Hit, ...]:
    """What the text finds at a school, or at the whole desk: people, lessons, certificates.

    People by name, full pinyin, initials or the last digits of the citizen number or the 人编号;
    lessons by title, its pinyin or the day (2018-03-12, 3-12); certificates by a part of the number
    or the name. At most a quarter each are lessons and certificates. A text without a letter or
    digit finds nothing.
    """
    if not pinyin.bare(text):
        return ()
    scope = schools.code_of(workspace, school) if school else workspace.scope
    searching.refresh(workspace.database)
    with workspace.database.read() as connection:
        people = [_person(one) for one in found.people(connection, scope, text, limit)]
        taught = lessons.matching(connection, scope, text, limit // 4)
        issued = found.certificates(connection, scope, text, limit // 4)
    others = [*map(_lesson, taught), *map(_certificate, issued)]
    return (*people[: limit - len(others)], *others)


def _person(one: FoundPerson) -> Hit:
    parts = [
        _("household %(number)s") % {"number": one.household_no} if one.household_no else "",
        _("born %(year)d") % {"year": one.birth_year} if one.birth_year else "",
        _("left") if one.left_reason else "",
    ]
    return Hit(Kind.PERSON, one.id, one.name, " · ".join(filter(None, parts)), one.school)


def _lesson(line: LessonLine) -> Hit:
    one = line.lesson
    detail = f"{one.day} {one.start:%H:%M}–{one.end:%H:%M}"
    return Hit(Kind.LESSON, one.id, line.title, detail, one.school)


def _certificate(one: FoundCertificate) -> Hit:
    detail = f"{one.name} · {_('void')}" if one.voided else one.name
    return Hit(Kind.CERTIFICATE, one.id, one.number, detail, one.school)
