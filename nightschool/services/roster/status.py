"""The way on the register as rosters tell it: identified, lifted, returned."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from nightschool.domain import identity
from nightschool.domain.codes import RegisterStatus
from nightschool.domain.identity import RowId

Step = tuple[RegisterStatus, date | None]


@dataclass(frozen=True, slots=True)
class Way:
    """What a row adds to a person's way, and where they stand by it; None says nothing."""

    steps: list[Step]
    status: RegisterStatus | None


def way(
    said: RegisterStatus | None,
    days: Mapping[RegisterStatus, date],
    standing: RegisterStatus | None,
    known: Collection[Step],
    stated_on: date | None,
) -> Way:
    """What a row tells: the status it states, the days that it gives for any.

    A status that differs from where the person stood holds since the day of the roster; the first
    that we ever hear of has no day unless the row gives one. An older roster than what we know
    adds to the way and leaves the standing alone.
    """
    fresh: list[Step] = [step for step in days.items() if step not in known]
    latest = max((day for _status, day in known if day), default=date.min)
    if said is None:
        status, day = max(fresh, key=_day, default=(None, None))
    else:
        since = days.get(said, date.min)
        status, day = said, since if (said, since) in fresh and since >= latest else None
        if said is not standing and day is None:
            day = stated_on if days or standing else None
            if (said, day) not in known:
                fresh.append((said, day))
    return Way(fresh, None if day is not None and day < latest else status)


def _day(step: Step) -> date:
    return step[1] or date.min


def key(person: RowId, step: Step) -> RowId:
    """The row key of a step, the same wherever the same roster is taken."""
    status, since = step
    return identity.named("status", f"{person.hex()}:{status}:{since or ''}")
