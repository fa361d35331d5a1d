"""The schools of the prefecture: searching them all; a county keeps the register of its own."""

import re
from collections.abc import Sequence
from datetime import date

from nightschool.domain import pinyin, registry
from nightschool.domain import school as schools
from nightschool.domain.codes import Role
from nightschool.domain.school import School
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services.schools import school_of
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.queries import common

LONGEST_NAME = 30
_PHONE = re.compile(r"\+?\d[\d -]{5,18}\d")
_TOWNSHIP_DIGITS = 9


def search(text: str, limit: int | None = None) -> list[School]:
    """Schools of the official list, the likeliest first; needs no workspace."""
    return registry.find(text, limit)


def close(workspace: Workspace, code: str, day: date, into: str | None = None) -> School:
    """Close a school from `day`, perhaps merging it into another; its history stays its own.

    Raises `UserError` away from the county's desk, for an unknown school, a merger into itself or
    into a closed one.
    """
    _require_county(workspace)
    if into is not None:
        heir = school_of(workspace, into)
        if into == code or heir.closed_on is not None:
            raise UserError(
                _("%(school)s cannot take over another school.") % {"school": heir.place},
                _("Name a school that is open, and not the same one."),
            )
    return _set(workspace, code, {"closed_on": day, "merged_into": into})


def reopen(workspace: Workspace, code: str) -> School:
    """Take a closing back; raises `UserError` as `close` does."""
    _require_county(workspace)
    return _set(workspace, code, {"closed_on": None, "merged_into": None})


def rename(workspace: Workspace, code: str, village: str, reason: str = "") -> School:
    """Give a school's village another name; the old one stays in the history.

    Raises `UserError` away from the county's desk, for an unknown school, and for a name that is
    empty, too long, or another school's of the same township.
    """
    _require_county(workspace)
    name = _name(village)
    with workspace.database.read() as connection:
        known = common.schools(connection)
    _require_free_name(known, code, school_of(workspace, code).township_code, name)
    return _set(workspace, code, {"village": name}, reason)


def new_school(workspace: Workspace, code: str, village: str, township: str = "") -> School:
    """A school that the official list of 2017 lacks, by its village's 12-digit code.

    `township` is needed where no school of its township is known yet. Raises `UserError` away from
    the county's desk and for a code or name that cannot be, or is taken.
    """
    _require_county(workspace)
    code, name = code.strip(), _name(village)
    if not (code.isascii() and code.isdecimal() and len(code) == 12) or not code.startswith(
        workspace.scope
    ):
        raise UserError(
            _("%(code)s is no code of a village of this county.") % {"code": code},
            _("It has 12 digits and begins with %(county)s.") % {"county": workspace.scope},
        )
    with workspace.database.write() as write:
        known = common.schools(write.connection)
        if any(one.code == code for one in known):
            raise UserError(
                _("There is a school with the code %(code)s already.") % {"code": code},
                _("Change that one, or correct the code."),
            )
        place = code[:_TOWNSHIP_DIGITS]
        named = next((one.township for one in known if one.township_code == place), "")
        county = next(one.county for one in known if one.county_code == workspace.scope)
        if not (named or township.strip()):
            raise UserError(
                _("No township with the code %(code)s is known.") % {"code": place},
                _("Give the township's name too."),
            )
        _require_free_name(known, code, place, name)
        one = School(code, name, place, named or _name(township), workspace.scope, county)
        values = {**rows.values_of(one), "id": one.id, "scope": workspace.scope}
        rows.insert(write, tables.School, [values])
    return one


def set_contact(
    workspace: Workspace,
    code: str,
    *,
    head: str | None = None,
    keeper: str | None = None,
    phone: str | None = None,
) -> School:
    """Set who answers for a school, who keeps it, and its phone; what is None stays.

    Raises `UserError` away from the county's desk, for an unknown school, and for a phone that is
    none.
    """
    _require_county(workspace)
    if phone and phone.strip() and not _PHONE.fullmatch(phone.strip()):
        raise UserError(
            _("%(phone)s is no phone number.") % {"phone": phone.strip()},
            _("Give it in digits, such as 13900000000 or 0834-0000000."),
        )
    given = {"head": head, "keeper": keeper, "phone": phone}
    values = {
        name: " ".join(text.split())[:LONGEST_NAME]
        for name, text in given.items()
        if text is not None
    }
    return _set(workspace, code, values)


def found_by(school: School, text: str) -> bool:
    """Whether every word of a search fits the school: a part of its names, its code, or pinyin."""
    return all(
        school.code.startswith(word)
        or word in school.place
        or pinyin.matches(school.village, word)
        or pinyin.matches(school.township, word)
        for word in text.split()
    )


def townships(known: Sequence[School]) -> dict[str, str]:
    """The townships of these schools, code to name, by their codes."""
    return dict(sorted((one.township_code, one.township) for one in known))


def _set(workspace: Workspace, code: str, values: rows.Values, reason: str = "") -> School:
    school_of(workspace, code)
    with workspace.database.write() as write:
        rows.edit(write, tables.School, {(schools.key(code),): values}, reason)
    return school_of(workspace, code)


def _name(text: str) -> str:
    name = "".join(text.split())
    if not name:
        raise UserError(_("The name is missing."), _("Give the village's name."))
    if len(name) > LONGEST_NAME:
        raise UserError(
            _("“%(text)s” is longer than %(most)d characters.")
            % {"text": name, "most": LONGEST_NAME},
            _("Shorten it."),
        )
    return name


def _require_free_name(known: Sequence[School], code: str, township: str, name: str) -> None:
    """Two open schools of one township with one name would take each other's rosters."""
    for one in known:
        same = (one.township_code, one.village) == (township, name)
        if same and one.code != code and one.closed_on is None:
            raise UserError(
                _("%(school)s has that name already.") % {"school": one.place},
                _("Add what tells them apart, or close the other one first."),
            )


def _require_county(workspace: Workspace) -> None:
    if workspace.role is not Role.COUNTY:
        raise UserError(
            _("Only a county's office keeps the register of schools."),
            _("Use the county's workspace."),
        )
