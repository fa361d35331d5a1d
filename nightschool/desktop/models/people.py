"""The columns in which people, members, lessons and changes are listed."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from nightschool import i18n
from nightschool.desktop import people_words as words
from nightschool.desktop.models.table import RIGHT, Column
from nightschool.domain import labels
from nightschool.i18n import _

if TYPE_CHECKING:
    from nightschool.services.cards import Member, RollEntry
    from nightschool.services.history import Line
    from nightschool.services.people_list import PersonRow

SORTS = ("name", "sex", "age", "hours", "", "household")
"""What a click on the head of each column of `people` sorts by."""


def people(on: date) -> "Sequence[Column[PersonRow]]":
    """The list of people; sorted in SQL by `SORTS`."""

    def by_sql(_row: "PersonRow") -> int:
        return 0

    return (
        Column(_("Name"), lambda row: row.name, sort=by_sql, width=130),
        Column(_("Sex"), _sex, sort=by_sql, width=_wide(54, 74)),
        Column(_("Age"), lambda row: words.age(row.birth_date, on), RIGHT, by_sql, width=50),
        Column(_("Hours"), lambda row: words.hours(row.half_hours), RIGHT, by_sql, width=62),
        Column(
            _("Standing"), _standing, tone=lambda row: words.in_list(row)[2], width=_wide(98, 122)
        ),
        Column(
            _("House"),
            lambda row: (row.household_no or "")[-4:],
            sort=by_sql,
            tip=lambda row: row.household_no or "",
            width=40,
        ),
    )


def members(on: date) -> "Sequence[Column[Member]]":
    """The members of a household."""
    return (
        Column(_("Name"), lambda one: one.person.name, width=126),
        Column(_("Relation"), _relation, tip=_relation, width=_wide(78, 96)),
        Column(_("Age"), lambda one: words.age(one.person.birth_date, on), RIGHT, width=50),
        Column(_("Standing"), _of_member, tone=_tone_of_member, width=_wide(98, 122)),
        Column(_("Hours"), _hours, RIGHT, width=62),
        Column(_("Still needs"), _needs, tip=_needs, width=60),
    )


def rolls() -> "Sequence[Column[RollEntry]]":
    """The rolls that name somebody."""
    return (
        Column(_("Day"), lambda one: f"{one.day}", width=104),
        Column(_("Mark"), lambda one: labels.label(one.mark), width=_wide(60, 84)),
        Column(_("Hours"), lambda one: words.hours(one.half_hours), RIGHT, width=62),
        Column(_("Kind"), lambda one: labels.label(one.kind) if one.kind else "", width=106),
        Column(_("Lesson"), _lesson, tip=_lesson, width=90),
    )


def changes() -> "Sequence[Column[Line]]":
    """The history of a record."""
    return (
        Column(_("When"), lambda one: f"{one.at.astimezone():%Y-%m-%d %H:%M}" if one.at else ""),
        Column(_("Field"), lambda one: one.field, width=110),
        Column(_("Was"), lambda one: one.old or "–", tip=lambda one: one.old, width=110),
        Column(_("Is"), lambda one: one.new or "–", tip=lambda one: one.new, width=110),
        Column(_("Reason"), lambda one: one.reason, tip=lambda one: one.reason, width=130),
        Column(_("By"), _by, tip=_by, width=60),
    )


def _wide(chinese: int, english: int) -> int:
    """A width for the words of the language in force."""
    return chinese if i18n.language() == "zh" else english


def _hours(one: "Member") -> str:
    return words.hours(one.progress.hours.total)


def _sex(row: "PersonRow") -> str:
    return labels.label(row.sex) if row.sex else ""


def _standing(row: "PersonRow") -> str:
    sign, text, _tone = words.in_list(row)
    return f"{sign} {text}"


def _relation(one: "Member") -> str:
    person = one.person
    return person.relation_text or (labels.label(person.relation) if person.relation else "")


def _of_member(one: "Member") -> str:
    person = one.person
    if person.left_on and person.left_reason:
        return f"– {labels.label(person.left_reason)}"
    sign, text, _tone = words.standing(one.progress)
    return f"{sign} {text}"


def _tone_of_member(one: "Member") -> str:
    return "quiet" if one.person.left_on else words.standing(one.progress)[2]


def _needs(one: "Member") -> str:
    needs = one.progress.due and not one.progress.complete
    return words.missing(one.progress.missing) if needs else ""


def _lesson(one: "RollEntry") -> str:
    if one.lesson is None:
        return _("%(title)s (at another school)") % {"title": one.title}
    return one.title


def _by(one: "Line") -> str:
    return " · ".join(part for part in (one.by, one.desk) if part)
