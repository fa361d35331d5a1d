"""Checks of a person or household while it is typed: what is wrong stands at its field."""

import re
import unicodedata
from collections.abc import Iterator

from nightschool import clock
from nightschool.domain import citizen_number
from nightschool.domain.citizen_number import CitizenNumberError
from nightschool.domain.household import Household
from nightschool.domain.person import Person
from nightschool.i18n import _

_PERSON_NO = re.compile(r"\d{18}")
_HOUSEHOLD_NO = re.compile(r"\d{16}")
_PHONE = re.compile(r"[\d\s\-+()]{7,20}")
MOST_MONTHS = 12


def check(one: Person) -> dict[str, str]:
    """What is wrong with a person, by the name of the field; empty where they may be saved.

    A number may still be missing, a name not. Asks no database.
    """
    return dict(_of_person(one))


def check_household(one: Household) -> dict[str, str]:
    """What is wrong with a household, by the name of the field."""
    return dict(_of_household(one))


def _of_person(one: Person) -> Iterator[tuple[str, str]]:
    if not one.name.strip():
        yield "name", _("The name is missing.")
    elif any(unicodedata.category(each) in ("Nd", "Cc") for each in one.name):
        yield "name", _("A name holds no digits.")
    if one.citizen_no:
        yield from _of_number(one, one.citizen_no)
    elif one.birth_date and clock.is_trusted() and one.birth_date > clock.today():
        yield "birth_date", _("The birth date lies in the future.")
    if one.person_no and not _PERSON_NO.fullmatch(one.person_no):
        yield "person_no", _("A person number has 18 digits.")
    if one.phone and not _PHONE.fullmatch(one.phone):
        yield "phone", _("A phone number holds digits only.")
    if one.work_months is not None and not 0 <= one.work_months <= MOST_MONTHS:
        yield "work_months", _("A year has 12 months.")
    if (one.left_on is None) != (one.left_reason is None):
        yield "left_on", _("A leaving has a day and a reason.")
    if one.left_on and one.birth_date and one.left_on < one.birth_date:
        yield "left_on", _("This day is before the person was born.")


def _of_number(one: Person, text: str) -> Iterator[tuple[str, str]]:
    try:
        number = citizen_number.check(text, clock.today() if clock.is_trusted() else None)
    except CitizenNumberError as error:
        yield "citizen_no", str(error)
        return
    if one.birth_date not in (None, number.birth_date):
        yield "birth_date", _("The ID number says %(day)s.") % {"day": f"{number.birth_date}"}
    if one.sex not in (None, number.sex):
        yield "sex", _("The ID number says otherwise.")


def _of_household(one: Household) -> Iterator[tuple[str, str]]:
    if one.number and not _HOUSEHOLD_NO.fullmatch(one.number):
        yield "number", _("A household number has 16 digits.")
    if one.phone and not _PHONE.fullmatch(one.phone):
        yield "phone", _("A phone number holds digits only.")
    if one.stated_size is not None and not 1 <= one.stated_size <= 30:
        yield "stated_size", _("A household has between 1 and 30 members.")
    if one.income is not None and one.income < 0:
        yield "income", _("The income is below nought.")
