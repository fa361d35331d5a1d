"""What people read for counts of records, packages and days."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Protocol

from nightschool import clock
from nightschool.domain.refusal import Reason
from nightschool.i18n import N_, _, ngettext

TABLES: Mapping[str, tuple[str, str]] = {
    "attendance": (N_("%(count)d mark"), N_("%(count)d marks")),
    "lesson": (N_("%(count)d lesson"), N_("%(count)d lessons")),
    "person": (N_("%(count)d person"), N_("%(count)d people")),
    "household": (N_("%(count)d household"), N_("%(count)d households")),
    "certificate": (N_("%(count)d certificate"), N_("%(count)d certificates")),
}
"""The records that people know by name; all others are counted together."""

STATES: Mapping[str, str] = {
    "made": N_("not saved to a stick"),
    "carried": N_("carried, not confirmed yet"),
    "merged": N_("confirmed"),
    "merged_with_conflicts": N_("confirmed, with contradictions"),
    "refused": N_("refused"),
    "heard": N_("has not come here"),
}
TONES: Mapping[str, str] = {
    "carried": "warn",
    "merged": "good",
    "merged_with_conflicts": "info",
    "refused": "bad",
}
REASONS: Mapping[Reason, str] = {
    Reason.DAMAGED: N_("damaged"),
    Reason.WRONG_HASH: N_("damaged"),
    Reason.UNREADABLE: N_("could not be read"),
    Reason.UNKNOWN_SENDER: N_("unknown laptop"),
    Reason.ENROLMENT_USED: N_("second laptop with one enrolment file"),
    Reason.REVOKED_SENDER: N_("revoked laptop"),
    Reason.BAD_SIGNATURE: N_("changed by somebody"),
    Reason.NEWER_SCHEMA: N_("needs a newer version"),
    Reason.NEWER_FORMAT: N_("needs a newer version"),
    Reason.FORK: N_("copied laptop"),
    Reason.GAP: N_("an earlier package is missing"),
    Reason.FAR_COUNTER: N_("counter far ahead"),
}


class PackageLine(Protocol):
    """A line of the ledger."""

    @property
    def state(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def peers(self) -> str: ...
    @property
    def rows(self) -> Mapping[str, int]: ...
    @property
    def at(self) -> str: ...


def counted(rows: Mapping[str, int]) -> str:
    """`23 marks, 2 lessons, 4 other records`; empty for nothing."""
    parts = [
        ngettext(one, many, rows[table]) % {"count": rows[table]}
        for table, (one, many) in TABLES.items()
        if rows.get(table)
    ]
    others = sum(count for table, count in rows.items() if table not in TABLES)
    if others:
        text = ngettext("%(count)d other record", "%(count)d other records", others)
        parts.append(text % {"count": others})
    return _(", ").join(parts)


def package_state(line: PackageLine) -> str:
    """What became of a package, in words."""
    text = _(STATES[line.state])
    if not line.reason:
        return text
    known = {reason.value: said for reason, said in REASONS.items()}
    return f"{text}: {_(known[line.reason])}" if line.reason in known else text


def package_tone(line: PackageLine) -> str:
    """The colour that goes with it."""
    return TONES.get(line.state, "quiet")


def carried(rows: Mapping[str, int], since: datetime | None, late: int) -> tuple[str, str, str]:
    """How work that the county has not confirmed stands: sign, words and tone for a chip."""
    if not rows:
        return "✓", _("all confirmed"), "good"
    if since is None:
        return "!", _("not carried yet"), "warn"
    days = max((clock.today() - since.astimezone().date()).days, 0)
    if not days:
        return "→", _("carried today, not confirmed yet"), "info"
    text = ngettext(
        "carried, not confirmed since %(count)d day",
        "carried, not confirmed since %(count)d days",
        days,
    )
    return "!", text % {"count": days}, "bad" if days > late else "warn"


def moment(at: str) -> str:
    """A moment of the ledger by the local clock."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}" if at else ""


def day(at: datetime | None) -> str:
    """The local day of a moment."""
    if at is None:
        return ""
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return f"{aware.astimezone():%Y-%m-%d}"
