"""What a certificate of each kind rests on: who is entitled, with which hours, by whose word."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nightschool.domain import certificate as rules
from nightschool.domain.certificate import Certificate
from nightschool.domain.codes import CertificateKind
from nightschool.domain.identity import RowId
from nightschool.domain.school import county_of
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.storage.database import Connection
from nightschool.storage.queries import certificates as found
from nightschool.storage.queries import common, joined
from nightschool.storage.queries import lessons as taught
from nightschool.storage.queries import people as known
from nightschool.storage.queries.certificates import Complete, Earned

People = Collection[RowId] | None
"""These people alone, or everybody who is entitled."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided to honour somebody, on which day, and what for."""

    text: str
    on: date
    by: str


@dataclass(frozen=True, slots=True)
class Award:
    """What certificates of a kind are given for: all but the people."""

    kind: CertificateKind
    first: date | None = None
    """Attendance: the days whose hours count; None for all since the rotation began."""
    last: date | None = None
    course: RowId | None = None
    decision: Decision | None = None
    """Honour alone, and there always."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody shall get a certificate for."""

    person: RowId
    kind: CertificateKind
    earned: Earned
    course: str = ""
    basis: RowId | None = None
    decision: str = ""
    decided_on: date | None = None
    decided_by: str = ""

    def is_of(self, one: Certificate) -> bool:
        """Whether this certificate is already what the draft would become."""
        if one.voided_on is not None or (one.person, one.kind) != (self.person, self.kind):
            return False
        match self.kind:
            case CertificateKind.COMPLETION:
                return True
            case CertificateKind.ATTENDANCE:
                first, last = self.earned.first_day, self.earned.last_day
                return one.basis == self.basis and rules.overlap(one, first, last)
            case CertificateKind.SKILL:
                return one.course == self.course
            case CertificateKind.HONOUR:
                return (one.decision, one.decided_on) == (self.decision, self.decided_on)


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where and for which day certificates are issued."""

    connection: Connection
    school: str
    on: date


def of(occasion: Occasion, award: Award, people: People) -> list[Draft]:
    """A draft for each person of these, or of all, to whom it may be given."""
    match award.kind:
        case CertificateKind.COMPLETION:
            return completions(occasion, people)
        case CertificateKind.ATTENDANCE:
            first, last = award.first or _start(occasion), award.last or occasion.on
            return attendances(occasion, first, last, award.course, people)
        case CertificateKind.SKILL:
            return skills(occasion, people)
        case CertificateKind.HONOUR:
            if award.decision is None:
                raise ValueError("an honour is decided")
            if people is None:
                here = known.people(occasion.connection, occasion.school)
                people = [one.id for one in here]
            return honours(occasion, award.decision, people)


def _start(occasion: Occasion) -> date:
    return common.policy_of(occasion.connection, county_of(occasion.school)).start


def like(occasion: Occasion, old: Certificate) -> Sequence[Draft]:
    """The one draft of what `old` was given for, as it stands now."""
    holder = joined.roots(occasion.connection).get(old.person, old.person)
    match old.kind:
        case CertificateKind.COMPLETION:
            return completions(occasion, [holder])
        case CertificateKind.ATTENDANCE:
            return attendances(occasion, old.first_day, old.last_day, old.basis, [holder])
        case CertificateKind.SKILL:
            return skills(occasion, [holder], old.basis)
        case CertificateKind.HONOUR:
            decided_on = old.decided_on or old.issued_on
            decision = Decision(old.decision, decided_on, old.decided_by)
            return honours(occasion, decision, [holder])


def completions(occasion: Occasion, people: People) -> list[Draft]:
    """A draft for each who has completed the rotation by that day, and not elsewhere before."""
    connection, code = occasion.connection, occasion.school
    complete = found.complete(connection, code, occasion.on)
    before = found.complete_before(connection, code, [one.person for one in complete])
    if unsure := before & set(people or ()):
        names = "、".join(one.name for one in known.of_ids(connection, unsure))
        raise UserError(
            _("Complete before they came from another school: %(names)s.") % {"names": names},
            _("The county knows whether they have a certificate of it, and issues it else."),
        )
    drafts = [
        Draft(one.person.id, CertificateKind.COMPLETION, _of_hours(one))
        for one in complete
        if one.person.id not in before
    ]
    return _chosen(
        occasion,
        drafts,
        people,
        _("Not complete on that day: %(names)s."),
        _("See what they still need with: nightschool progress."),
    )


def _of_hours(one: Complete) -> Earned:
    first_day, last_day = one.hours.first_day, one.hours.last_day
    if first_day is None or last_day is None:
        raise ValueError("nobody completes the rotation without having come")
    return Earned(one.hours.total, first_day, last_day)


def attendances(
    occasion: Occasion, first: date, last: date, course: RowId | None, people: People
) -> list[Draft]:
    """A draft for each who attended anything in that time, up to the day."""
    connection, code = occasion.connection, occasion.school
    last = min(last, occasion.on)
    earned = found.earned(connection, code, first, last, course)
    title = _title_of(occasion, course)
    drafts = [
        Draft(row, CertificateKind.ATTENDANCE, one, title, basis=course)
        for row, one in earned.items()
    ]
    return _chosen(
        occasion,
        drafts,
        people,
        _("Attended nothing in that time: %(names)s."),
        _("Choose another time or course, or leave them out."),
    )


def _title_of(occasion: Occasion, course: RowId | None) -> str:
    code = occasion.school
    known_courses = taught.courses(occasion.connection, code, county_of(code))
    return next((one.title for one in known_courses if one.id == course), "")


def skills(occasion: Occasion, people: People, assessment: RowId | None = None) -> list[Draft]:
    """A draft for each assessment that was passed by that day, or for this one."""
    connection, code, on = occasion.connection, occasion.school, occasion.on
    passed = [
        one
        for one in found.assessments(connection, code)
        if one.passed and one.day <= on and assessment in (None, one.id)
    ]
    start = _start(occasion)
    by_course: dict[RowId | None, Mapping[RowId, Earned]] = {
        course: found.earned(connection, code, start, on, course) if course else {}
        for course in {one.course for one in passed}
    }
    drafts = [
        Draft(
            one.person,
            CertificateKind.SKILL,
            by_course[one.course].get(one.person) or Earned(0, one.day, one.day),
            one.skill,
            basis=one.id,
            decided_on=one.day,
            decided_by=one.assessor,
        )
        for one in passed
    ]
    return _chosen(
        occasion,
        drafts,
        people,
        _("Passed no assessment: %(names)s."),
        _("Enter it first with: nightschool certificate assess."),
    )


def honours(occasion: Occasion, decision: Decision, people: Collection[RowId]) -> list[Draft]:
    """A draft for each of these people, with the hours since the rotation began."""
    connection, code = occasion.connection, occasion.school
    start = _start(occasion)
    earned = found.earned(connection, code, start, occasion.on)
    nothing = Earned(0, decision.on, decision.on)
    drafts = [
        Draft(
            row,
            CertificateKind.HONOUR,
            earned.get(row, nothing),
            decision=decision.text,
            decided_on=decision.on,
            decided_by=decision.by,
        )
        for row in people
    ]
    ours = {one.id for one in known.people(connection, code)}
    if any(draft.person not in ours for draft in drafts):
        raise UserError(_("That person is not here any more."))
    return drafts


def _chosen(
    occasion: Occasion, drafts: list[Draft], people: People, lacking: str, remedy: str
) -> list[Draft]:
    """The drafts of these people, of each at least one, else `UserError` names who has none."""
    if people is None:
        return drafts
    wanted = set(people)
    without = wanted - {one.person for one in drafts}
    if without:
        names = "、".join(one.name for one in known.of_ids(occasion.connection, without))
        raise UserError(lacking % {"names": names}, remedy)
    return [one for one in drafts if one.person in wanted]
