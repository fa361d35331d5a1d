"""What a rule found: at which record, and the facts from which any desk says it in words."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from nightschool.domain import labels
from nightschool.domain.checks.rules import BY_CODE, Code
from nightschool.domain.codes import LeftReason
from nightschool.domain.identity import RowId
from nightschool.i18n import N_, _

Facts = Mapping[str, str | int | float]

_WORDS = {
    Code.LESSONS_A_MONTH: N_(
        "Lessons held in %(month)s: %(count)d (expected: %(least)d to %(most)d)"
    ),
    Code.SHORT_LESSON: N_("%(minutes)d minutes (norm: at least %(least)d)"),
    Code.LONG_LESSON: N_("%(minutes)d minutes (at most %(most)d)"),
    Code.LECTURERS: N_("Lecturers: %(count)d (norm: at least %(least)d)"),
    Code.UNREACHED: N_("Nobody came in %(year)d; people due: %(due)d"),
    Code.LATE_BUNCH: N_("%(count)d rolls were finished on %(entered)s, the oldest of %(day)s"),
    Code.SAME_PEOPLE: N_(
        "The same %(people)d people at %(count)d lessons in a row, %(day)s to %(last)s"
    ),
    Code.TWO_PLACES: N_("In two lessons at once on %(day)s; such days: %(count)d"),
    Code.AWAY: N_("%(year)d: away for work %(away)d months, yet came in %(months)d months"),
    Code.GONE: N_("%(reason)s on %(left)s, yet came on %(day)s"),
    Code.AGE: N_("%(age)d years old on %(day)s"),
    Code.CERTIFICATE: N_("%(number)s states %(stated)g class hours, the rolls give %(hours)g"),
    Code.SIZE: N_("The register states %(stated)d members, on the list are %(members)d"),
    Code.HEAD: N_("Heads of the household: %(heads)d"),
    Code.EMPTY: N_("Nobody of it is on the list"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to ask after."""

    code: Code
    school: str
    table: str
    record: RowId
    label: str
    """Which record it is, for people; empty where it is the school."""
    facts: Facts

    @property
    def id(self) -> str:
        """Ten hexadecimal digits that are the same at every desk, as long as it is found."""
        return id_of(self.code, self.record, self.facts)

    def in_words(self) -> str:
        """What was found, in the language in force."""
        return words(self.code, self.facts)


def id_of(code: str, record: bytes, facts: Facts) -> str:
    """The finding's sign: rule, record, and the month or year that it is about."""
    part = facts.get("month") or facts.get("year") or ""
    return hashlib.sha256(f"{code}:{record.hex()}:{part}".encode()).hexdigest()[:10]


def title(code: str) -> str:
    """The rule's name; that of a newer program as it is."""
    known = {str(each): rule.title for each, rule in BY_CODE.items()}
    return _(known[code]) if code in known else code


def words(code: str, facts: Facts) -> str:
    """The facts as a sentence; the rule's name where they are of another version."""
    known = {str(each): text for each, text in _WORDS.items()}
    if code not in known:
        return code
    try:
        return _(known[code]) % _localised(facts)
    except (KeyError, TypeError, ValueError):
        return title(code)


def _localised(facts: Facts) -> Facts:
    reason = facts.get("reason")
    if reason is None:
        return facts
    return {**facts, "reason": labels.label(LeftReason(str(reason)))}


def to_json(facts: Facts) -> str:
    """The facts as a request carries them."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Facts:
    """The reverse; anything else has no facts."""
    try:
        facts = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    plain = isinstance(facts, dict) and all(
        isinstance(value, str | int | float) for value in facts.values()
    )
    return facts if plain else {}


@dataclass(frozen=True, slots=True)
class FindingRequest:
    """What a county asks a school about a finding, and what the school answers.

    The county writes the question and closes it, the school writes the answer: each field has one
    author, so that the two never contradict each other.
    """

    id: RowId
    school: str
    code: str
    """A word of `Code`, or of a newer program."""
    table: str
    record: RowId
    facts: str
    """JSON, see `from_json`."""
    note: str
    asked_on: date
    asked_by: str
    answer: str = ""
    done: bool = False
    """The school has mended it, or says that nothing is wrong."""
    answered_on: date | None = None
    answered_by: str = ""
    closed_on: date | None = None
    closed_by: str = ""

    @property
    def finding_id(self) -> str:
        return id_of(self.code, self.record, from_json(self.facts))

    @property
    def is_open(self) -> bool:
        """Whether the school still has to answer."""
        return self.closed_on is None and self.answered_on is None

    def in_words(self) -> str:
        """What was found when the county asked."""
        return words(self.code, from_json(self.facts))
