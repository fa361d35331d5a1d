"""Who is nearly entitled to the certificate of the rotation, and what each still lacks."""

from datetime import date

from nightschool.domain.progress import PersonProgress
from nightschool.services import progress
from nightschool.services.workspace import Workspace


def nearly(workspace: Workspace, on: date, school: str | None = None) -> tuple[PersonProgress, ...]:
    """Who is due, has begun and is not complete; who lacks least comes first.

    `missing` of each says what: hours, hours of technology, kinds.
    """
    begun = [
        one
        for one in progress.people(workspace, on, school)
        if one.due and one.begun and not one.complete
    ]
    return tuple(sorted(begun, key=_lacking))


def _lacking(one: PersonProgress) -> tuple[int, int, str]:
    still = max(one.missing.half_hours, one.missing.technology_half_hours)
    return still, one.missing.kinds, one.person.name
