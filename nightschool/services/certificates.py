"""Certificates of four kinds: who is entitled, issued once and frozen, voided, erased.

How they are printed is in `certificate_printing.py`.
"""

import dataclasses
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from nightschool import clock
from nightschool.documents import certificate as paper
from nightschool.domain import certificate as rules
from nightschool.domain import identity
from nightschool.domain.certificate import Certificate
from nightschool.domain.certificate_style import Style
from nightschool.domain.codes import CertificateKind
from nightschool.domain.identity import RowId
from nightschool.domain.person import Person
from nightschool.domain.school import School, county_of
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import certificate_drafts as drafts
from nightschool.services import certificate_signing, practice, schools
from nightschool.services.certificate_drafts import Award, Decision, Draft, Occasion, People
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.database import Write
from nightschool.storage.queries import certificates as found
from nightschool.storage.queries import people as known
from nightschool.storage.queries import records
from nightschool.storage.queries.certificates import Complete

SPECIMEN = "SPECIMEN " * 32
"""In the QR code of what is not issued: as large as a signed one, and never taken for it."""


@dataclass(frozen=True, slots=True)
class _Issuing:
    """One act of issuing at one school."""

    workspace: Workspace
    home: School
    occasion: Occasion
    practice: bool


def entitled(workspace: Workspace, on: date, school: str | None = None) -> list[Complete]:
    """Who has completed the rotation by that day and holds no standing certificate of it."""
    code = schools.code_of(workspace, school)
    with workspace.database.read() as connection:
        complete = found.complete(connection, code, on)
        holders = found.holders(connection, code, CertificateKind.COMPLETION)
        unsure = found.complete_before(connection, code, [one.person for one in complete])
    return [one for one in complete if one.person.id not in holders | unsure]


def drafted(
    workspace: Workspace,
    on: date,
    award: Award,
    people: People = None,
    school: str | None = None,
) -> list[Certificate]:
    """What `give` would issue: to choose from and to look at, stored nowhere and never signed."""
    code = schools.code_of(workspace, school)
    home, trial = schools.school_of(workspace, code), practice.is_practice(workspace)
    with workspace.database.read() as connection:
        issuing = _Issuing(workspace, home, Occasion(connection, code, on), trial)
        new = _drafted(issuing, drafts.of(issuing.occasion, award, people))
    return [dataclasses.replace(one, qr=SPECIMEN) for one in new]


def give(
    workspace: Workspace,
    on: date,
    award: Award,
    people: People = None,
    school: str | None = None,
) -> list[Certificate]:
    """Issue certificates dated `on` to all who are entitled, or to these people.

    Name, hours, days, words and look are frozen as they are now. Numbers run on for each laptop
    and year and never meet another's. Whoever holds one already gets none. Raises `UserError` for
    a day to come, for someone who is not entitled, and for what no font here can print.
    """
    if award.decision is not None:
        award = dataclasses.replace(award, decision=_checked(award.decision, on))
    with workspace.database.write() as write:
        issuing = _begin(write, workspace, on, school)
        return _issue(write, issuing, drafts.of(issuing.occasion, award, people))


def issue(
    workspace: Workspace, on: date, people: People = None, school: str | None = None
) -> list[Certificate]:
    """`give` certificates of completion."""
    return give(workspace, on, Award(CertificateKind.COMPLETION), people, school)


def issue_attendance(
    workspace: Workspace,
    on: date,
    first: date,
    last: date,
    course: RowId | None = None,
    people: People = None,
    school: str | None = None,
) -> list[Certificate]:
    """The same for hours attended from `first` to `last`, of one course or of all.

    Who holds one of the same course for any of these days gets none.
    """
    award = Award(CertificateKind.ATTENDANCE, first, last, course)
    return give(workspace, on, award, people, school)


def issue_skill(
    workspace: Workspace, on: date, people: People = None, school: str | None = None
) -> list[Certificate]:
    """The same for each skill in which somebody passed an assessment by that day."""
    return give(workspace, on, Award(CertificateKind.SKILL), people, school)


def issue_honour(
    workspace: Workspace,
    on: date,
    people: Collection[RowId],
    decision: Decision,
    school: str | None = None,
) -> list[Certificate]:
    """The same for people whom somebody decided to honour."""
    award = Award(CertificateKind.HONOUR, decision=decision)
    return give(workspace, on, award, people, school)


def void(
    workspace: Workspace, row: RowId, on: date, reason: str, *, replace: bool = False
) -> Certificate | None:
    """Declare a certificate void, for a reason; with `replace` issue another in its place.

    The new one has a new number and the person's data as they are now. Returns it. Raises
    `UserError` for one that is void already, or whose holder is not entitled any more.
    """
    if not reason.strip():
        raise UserError(_("A certificate is voided for a reason."), _("Say why."))
    _check_day(on)
    with workspace.database.write() as write:
        old = records.by_id(write.connection, Certificate, tables.Certificate, row)
        if old is None or old.voided_on is not None or old.is_erased:
            raise UserError(_("There is no such certificate here, or it is void already."))
        new = _replacement(write, workspace, old, on) if replace else None
        voiding = {
            "voided_on": on,
            "void_reason": reason.strip(),
            "replaced_by": new.number if new else "",
        }
        rows.edit(write, tables.Certificate, {(row,): voiding}, reason.strip())
    return new


def issued(
    workspace: Workspace,
    school: str | None = None,
    *,
    voided: bool = False,
    kind: CertificateKind | None = None,
) -> list[Certificate]:
    """The certificates of a school by day and number; with `voided` those too, also erased ones."""
    code = schools.code_of(workspace, school)
    with workspace.database.read() as connection:
        every = found.certificates(connection, code)
    return [
        one
        for one in every
        if (voided or (one.voided_on is None and not one.is_erased)) and kind in (None, one.kind)
    ]


def find(workspace: Workspace, row: RowId) -> Certificate | None:
    """The certificate with this key, of any school here."""
    with workspace.database.read() as connection:
        return records.by_id(connection, Certificate, tables.Certificate, row)


def erase(write: Write, person: RowId) -> int:
    """Take a person out of their certificates, of which number, kind and voiding stay.

    For whoever erases the person, and with them the history that every edit leaves. Returns how
    many certificates there were.
    """
    blank = {
        "name": "",
        "citizen_tail": "",
        "void_reason": "",
        "decision": "",
        "decided_by": "",
        "face": "",
        "digest": "",
        "qr": "",
    }
    theirs = found.of_person(write.connection, person)
    rows.edit(write, tables.Certificate, {(one.id,): blank for one in theirs})
    tested = found.assessments_of(write.connection, person)
    rows.edit(write, tables.Assessment, {(one.id,): {"note": ""} for one in tested})
    return len(theirs)


def _begin(write: Write, workspace: Workspace, on: date, school: str | None) -> _Issuing:
    _check_day(on)
    home = schools.school_of(workspace, schools.code_of(workspace, school))
    occasion = Occasion(write.connection, home.code, on)
    return _Issuing(workspace, home, occasion, practice.is_practice(workspace))


def _checked(decision: Decision, on: date) -> Decision:
    decision = Decision(decision.text.strip(), decision.on, decision.by.strip())
    if not decision.text or not decision.by:
        raise UserError(
            _("An honour needs a reason, and who decided."), _("Say both, and on which day.")
        )
    if decision.on > on:
        raise UserError(
            _("It was decided after the certificate's day."), _("Correct one of the days.")
        )
    return decision


def _issue(
    write: Write, issuing: _Issuing, wanted: Iterable[Draft], replacing: RowId | None = None
) -> list[Certificate]:
    """Freeze, sign and store what nobody holds yet, in the order of the register."""
    new = []
    for sealed in _drafted(issuing, wanted, replacing):
        code = certificate_signing.signed(write, issuing.workspace, sealed)
        new.append(dataclasses.replace(sealed, qr=code))
        paper.require(new[-1])
    rows.insert(write, tables.Certificate, [rows.values_of(one) for one in new])
    return new


def _drafted(
    issuing: _Issuing, wanted: Iterable[Draft], replacing: RowId | None = None
) -> list[Certificate]:
    """What nobody holds yet, in the order of the register: frozen, yet unsigned."""
    connection, home, on = issuing.occasion.connection, issuing.home, issuing.occasion.on
    people = {one.id: one for one in known.people(connection, home.code)}
    place = {row: at for at, row in enumerate(people)}
    theirs = {
        row: [one for one in certificates if one.id != replacing]
        for row, certificates in found.held(connection, home.code).items()
    }
    sign = rules.laptop_sign(issuing.workspace.device)
    running = found.last_running(connection, on.year, sign)
    style = found.style(connection, county_of(home.code))
    words = {kind: found.words(connection, county_of(home.code), kind) for kind in CertificateKind}
    new: list[Certificate] = []
    for draft in sorted(wanted, key=lambda one: place[one.person]):
        if any(draft.is_of(one) for one in theirs.get(draft.person, ())):
            continue
        number = rules.number(home.code, on.year, running + len(new) + 1, sign)
        plain = _plain(draft, people[draft.person], home, on, number, style)
        new.append(paper.frozen(plain, style, words[draft.kind], practice=issuing.practice))
        theirs.setdefault(draft.person, []).append(new[-1])
    return new


def _plain(
    draft: Draft, person: Person, home: School, on: date, number: str, style: Style
) -> Certificate:
    return Certificate(
        id=identity.new(),
        school=home.code,
        person=person.id,
        kind=draft.kind,
        number=number,
        name=person.name,
        citizen_tail=(person.citizen_no or "")[-4:],
        course=draft.course,
        half_hours=draft.earned.half_hours,
        first_day=draft.earned.first_day,
        last_day=draft.earned.last_day,
        issued_on=on,
        issuer=style.issuer or rules.issuer(home),
        school_name=rules.school_name(home),
        template=paper.TEMPLATE,
        basis=draft.basis,
        decision=draft.decision,
        decided_on=draft.decided_on,
        decided_by=draft.decided_by,
    )


def _replacement(write: Write, workspace: Workspace, old: Certificate, on: date) -> Certificate:
    issuing = _begin(write, workspace, on, old.school)
    [new] = _issue(write, issuing, drafts.like(issuing.occasion, old), old.id)
    return new


def _check_day(on: date) -> None:
    if clock.is_trusted() and on > clock.today():
        raise UserError(
            _("A certificate cannot be dated %(day)s: that day is to come.") % {"day": f"{on}"},
            _("Give today's date or an earlier one."),
        )
