"""Rows that were found to be one: who stands for whom, and which lines say a thing twice.

Nothing is rewritten when rows are joined: queries follow `merged_into`. Within a school a line of
either person, or of either lesson, counts for the one that stands, and of two lines of one person
at one lesson only the better. Between schools the hours come as credits instead.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    exists,
    func,
    or_,
    select,
    union,
    union_all,
)
from sqlalchemy.engine import Connection

from nightschool.domain.identity import RowId
from nightschool.domain.roll import ATTENDED
from nightschool.storage.rows import table_of
from nightschool.storage.tables import Attendance, Course, Credit, Lesson, Person, Synced


@cache
def people() -> CTE:
    """`person` and `root`: each who was joined to another of the school, and who stands for them.

    Nobody who stands for themselves is in it.
    """
    return _joined(Person, "person")


@cache
def lessons() -> CTE:
    """`lesson` and `root`: each second record of a lesson, with the one that stands."""
    return _joined(Lesson, "lesson")


def _joined(model: type[Synced], name: str) -> CTE:
    """Down from those that stand: a ring, which no desk makes, is not followed for ever."""
    row, top, beyond = (table_of(model).alias(f"{name}_{part}") for part in ("row", "top", "over"))
    is_top = ~exists().where(
        beyond.c.id == top.c.merged_into, beyond.c.scope == top.c.scope, beyond.c.deleted == 0
    )
    first = (
        select(row.c.id.label(name), top.c.id.label("root"), row.c.scope)
        .join(top, and_(top.c.id == row.c.merged_into, top.c.scope == row.c.scope))
        .where(row.c.merged_into.is_not(None), row.c.deleted == 0, top.c.deleted == 0, is_top)
    )
    found = first.cte(f"joined_{name}", recursive=True)
    below = table_of(model).alias(f"{name}_below")
    reached = and_(below.c.merged_into == found.c[name], below.c.scope == found.c.scope)
    return found.union_all(
        select(below.c.id, found.c.root, found.c.scope)
        .join(found, reached)
        .where(below.c.deleted == 0)
    )


def whole(chosen: Select[Any]) -> Select[Any]:
    """These people (one column of keys) with all that were joined to them or they to."""
    joined = people().c
    roots = select(joined.root).where(joined.person.in_(chosen))
    theirs = select(joined.person).where(or_(joined.root.in_(roots), joined.root.in_(chosen)))
    every = union_all(chosen, roots, theirs).subquery()
    return select(every.columns[0])


def standing(model: type[Synced]) -> ColumnElement[bool]:
    """Rows that stand for themselves."""
    alone: ColumnElement[bool] = table_of(model).columns["merged_into"].is_(None)
    return alone


def roots(connection: Connection) -> dict[RowId, RowId]:
    """Who stands for each person that was joined to another of the school."""
    return {row.person: row.root for row in connection.execute(select(people()))}


def lesson_roots(connection: Connection) -> dict[RowId, RowId]:
    """Which lesson stands for each second record of one."""
    return {row.lesson: row.root for row in connection.execute(select(lessons()))}


def everywhere(connection: Connection) -> dict[RowId, RowId]:
    """The same of people, also across schools."""
    into = {row.id: row.merged_into for row in connection.execute(_links())}
    return {one: _followed(one, into) for one in into}


def same(connection: Connection) -> dict[RowId, set[RowId]]:
    """All rows of each person who has several: joined, or left behind by a transfer."""
    columns: tuple[Any, ...] = (Person.id, Person.merged_into, Person.moved_from)
    linked = or_(Person.merged_into.is_not(None), Person.moved_from.is_not(None))
    found: dict[RowId, set[RowId]] = {}
    for one, *others in connection.execute(
        select(*columns).where(linked, Person.deleted.is_(False))
    ):
        group = {one}.union(*(found.get(other, {other}) for other in others if other is not None))
        group |= found.get(one, set())
        found.update(dict.fromkeys(group, group))
    return found


def _links() -> Select[Any]:
    linked = Person.merged_into.is_not(None)
    columns: tuple[Any, ...] = (Person.id, Person.merged_into)
    return select(*columns).where(linked, Person.deleted.is_(False))


def _followed(one: RowId, into: Mapping[RowId, RowId]) -> RowId:
    passed = {one}
    while (following := into.get(one)) is not None and following not in passed:
        passed.add(following)
        one = following
    return one


def members(connection: Connection, ids: Collection[RowId]) -> dict[RowId, RowId]:
    """These people, and everybody of theirs anywhere, each with the one of `ids` they belong to."""
    root_of = everywhere(connection)
    meant = {root_of.get(one, one): one for one in ids}
    found = {one: meant[root] for one, root in root_of.items() if root in meant}
    return found | meant | dict(zip(ids, ids, strict=True))


def affected(connection: Connection) -> set[RowId]:
    """Whose lines need a closer look: joined people, and all on rolls of a second record."""
    on_roll = select(Attendance.person).where(Attendance.lesson.in_(select(lessons().c.lesson)))
    pairs = roots(connection)
    return {*pairs, *pairs.values(), *connection.scalars(on_roll)}


def of_root(line: Any) -> ColumnElement[Any]:
    """Who stands for the person of a line, where `people()` was joined to it from outside."""
    return func.coalesce(people().c.root, line)


def ranked(*where: ColumnElement[bool]) -> Subquery:
    """The lines of joined people and lessons, each with its `place` among those that say the same.

    Only the first counts: whoever was there, then of a known course, then with the most hours.
    """
    joined, second = people(), lessons()
    mine = union_all(select(joined.c.person), select(joined.c.root))
    held = union_all(select(second.c.lesson), select(second.c.root))
    keys = union(
        select(Attendance.lesson, Attendance.person).where(Attendance.person.in_(mine)),
        select(Attendance.lesson, Attendance.person).where(Attendance.lesson.in_(held)),
    ).subquery()
    came = case((Attendance.mark.in_(sorted(ATTENDED)), 1), else_=0)
    half_hours = func.coalesce(Attendance.half_hours, Lesson.half_hours)
    root = func.coalesce(joined.c.root, Attendance.person)
    lesson_root = func.coalesce(second.c.root, Attendance.lesson)
    place = func.row_number().over(
        partition_by=(root, lesson_root, Lesson.day),
        order_by=(
            came.desc(),
            Course.provincial_kind.is_(None),
            half_hours.desc(),
            Attendance.lesson,
            Attendance.person,
        ),
    )
    one = and_(Attendance.lesson == keys.c.lesson, Attendance.person == keys.c.person)
    return (
        select(
            Attendance.lesson,
            Attendance.person,
            root.label("root"),
            lesson_root.label("lesson_root"),
            Lesson.scope,
            Lesson.day,
            Course.provincial_kind,
            came.label("came"),
            half_hours.label("half_hours"),
            place.label("place"),
        )
        .select_from(keys)
        .join(table_of(Attendance), one)
        .join(Lesson, Lesson.id == Attendance.lesson)
        .outerjoin(Course, Course.id == Lesson.course)
        .outerjoin(joined, joined.c.person == Attendance.person)
        .outerjoin(second, second.c.lesson == Attendance.lesson)
        .where(Attendance.deleted.is_(False), *where)
        .subquery()
    )


def ranked_credits(*where: ColumnElement[bool]) -> Subquery:
    """The same of credits: of the same lesson elsewhere, that two of the joined brought."""
    joined = people()
    mine = union_all(select(joined.c.person), select(joined.c.root))
    root = func.coalesce(joined.c.root, Credit.person)
    came = case((Credit.attended.is_(True), 1), else_=0)
    place = func.row_number().over(
        partition_by=(root, Credit.lesson, Credit.day),
        order_by=(came.desc(), Credit.half_hours.desc(), Credit.person),
    )
    return (
        select(
            root.label("root"),
            Credit.kind,
            Credit.half_hours,
            came.label("came"),
            place.label("place"),
        )
        .select_from(table_of(Credit))
        .outerjoin(joined, joined.c.person == Credit.person)
        .where(Credit.person.in_(mine), Credit.deleted.is_(False), *where)
        .subquery()
    )


def once(query: Select[Any], *held: ColumnElement[bool]) -> Select[Any]:
    """Lines, of lessons that are `held`, but those that say again what another says.

    By an outer join: SQLite goes through all of a NOT IN of two columns for every line.
    """
    lines = ranked(*held)
    again = select(lines.c.lesson, lines.c.person).where(lines.c.place > 1).subquery()
    same = and_(Attendance.lesson == again.c.lesson, Attendance.person == again.c.person)
    return query.outerjoin(again, same).where(again.c.lesson.is_(None))


def corrections(connection: Connection, ids: Iterable[RowId]) -> dict[RowId, tuple[int, int]]:
    """What the counts of (lines, attended) of these lessons' own rolls lack or have too much."""
    second, lines = lessons(), ranked()
    came = func.coalesce(func.sum(case((Attendance.mark.in_(sorted(ATTENDED)), 1), else_=0)), 0)
    more = (
        select(second.c.root, func.count(), came)
        .join(Attendance, Attendance.lesson == second.c.lesson)
        .where(Attendance.deleted.is_(False))
        .group_by(second.c.root)
    )
    less = (
        select(lines.c.lesson_root, func.count(), func.sum(lines.c.came))
        .where(lines.c.place > 1)
        .group_by(lines.c.lesson_root)
    )
    wanted = set(ids)
    found: dict[RowId, tuple[int, int]] = {}
    for sign, query in ((1, more), (-1, less)):
        for lesson, count, attended in connection.execute(query):
            if lesson in wanted:
                before = found.get(lesson, (0, 0))
                found[lesson] = before[0] + sign * int(count), before[1] + sign * int(attended)
    return found
