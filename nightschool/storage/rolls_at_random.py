"""Rolls of made-up lessons, called by one statement: how often who comes is given."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import (
    BigInteger,
    Column,
    LargeBinary,
    MetaData,
    Table,
    Text,
    case,
    cast,
    insert,
    literal,
    null,
    select,
)

from nightschool.domain.codes import Mark
from nightschool.domain.identity import RowId
from nightschool.storage.database import Write
from nightschool.storage.rows import table_of
from nightschool.storage.tables import Attendance

_TEMPORARY = MetaData()
_EVENING = Table(
    "made_up_evening",
    _TEMPORARY,
    Column("lesson", LargeBinary),
    Column("number", BigInteger),
    Column("scope", BigInteger),
    prefixes=["TEMPORARY"],
)
_HABIT = Table(
    "made_up_habit",
    _TEMPORARY,
    Column("person", LargeBinary),
    Column("number", BigInteger),
    Column("zeal", BigInteger),
    Column("scope", BigInteger),
    prefixes=["TEMPORARY"],
)
_PRIME, _STEP, _LEAP = 1_000_003, 618_033, 7_919


@dataclass(frozen=True, slots=True)
class Evening:
    """A lesson, by its number at the school."""

    lesson: RowId
    number: int


@dataclass(frozen=True, slots=True)
class Habit:
    """Of a thousand lessons somebody comes to `zeal`; `number` is theirs at the school."""

    person: RowId
    number: int
    zeal: int


def prepare(write: Write, scope: int, evenings: Iterable[Evening], habits: Iterable[Habit]) -> None:
    """Keep a school's lessons and people until the rolls are called."""
    _TEMPORARY.create_all(write.connection)
    for table, given in ((_EVENING, evenings), (_HABIT, habits)):
        lines = [{**asdict(one), "scope": scope} for one in given]
        if lines:
            write.connection.execute(insert(table), lines)


def call(write: Write) -> int:
    """Call every roll that was prepared; returns the lines."""
    evening, habit, line = _EVENING.c, _HABIT.c, table_of(Attendance)
    chance = (
        ((evening.number * _STEP + habit.number * _LEAP + habit.scope) * _LEAP) % _PRIME
    ) % 1000
    mark = case(
        (chance * 20 < habit.zeal, literal(Mark.LATE.value, Text)),
        (chance < habit.zeal, literal(Mark.PRESENT.value, Text)),
        (chance % 3 == 0, literal(Mark.LEAVE.value, Text)),
        else_=literal(Mark.ABSENT.value, Text),
    )
    values = {
        "lesson": evening.lesson,
        "person": habit.person,
        "mark": mark,
        "half_hours": cast(null(), BigInteger),
        "remark": literal("", Text),
        "scope": evening.scope,
        "deleted": literal(0, BigInteger),
        "stamp": literal(write.stamp.packed(), LargeBinary),
        "field_stamps": cast(null(), LargeBinary),
        "seq": literal(write.seq, BigInteger),
    }
    query = (
        select(*values.values())
        .join_from(_EVENING, _HABIT, habit.scope == evening.scope)
        .order_by(evening.lesson, habit.person)
    )
    filled = insert(line).from_select(list(values), query)
    done = write.connection.execute(filled, execution_options={"preserve_rowcount": True})
    _TEMPORARY.drop_all(write.connection)
    return done.rowcount
