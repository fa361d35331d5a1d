"""To-dos: what a county finds to be mended in a school's rows, and what a school was asked."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from sqlalchemy import Select, delete, func, insert, literal, select
from sqlalchemy.engine import Connection

from nightschool import clock
from nightschool.domain.codes import Belonging, LessonState
from nightschool.domain.stamp import DeviceId
from nightschool.domain.todo import Todo, TodoCode
from nightschool.storage.database import Write
from nightschool.storage.queries import joined
from nightschool.storage.tables import Conflict, Lesson, Person
from nightschool.storage.tables import Todo as Row

MOST = 500
"""So many to-dos travel in one package; the rest come with a later one."""


def asked_of(connection: Connection, scopes: Sequence[str]) -> Iterator[Todo]:
    """What is to be mended in these schools' rows, the most serious first, at most `MOST`."""
    found = chain.from_iterable(
        (Todo(code, row.table, row.row, row.label) for row in connection.execute(query))
        for code, query in _queries(scopes).items()
    )
    return islice(found, MOST)


def _queries(scopes: Sequence[str]) -> dict[TodoCode, Select[*tuple[Any, ...]]]:
    standing = Person.deleted.is_(False), joined.standing(Person)
    here = Person.scope.in_(scopes), *standing, Person.left_on.is_(None)
    same = select(Person.citizen_no).where(*standing).group_by(Person.citizen_no)
    doubles = same.having(func.count() > 1).scalar_subquery()
    person = select(literal("person").label("table"), Person.id.label("row"), Person.name)
    lesson = select(literal("lesson").label("table"), Lesson.id.label("row"), Lesson.day)
    lost = select(Conflict.table, Conflict.row, literal("").label("label")).distinct()
    waiting = Lesson.state == LessonState.PLANNED, Lesson.day < clock.today()
    registered = Person.belonging == Belonging.REGISTERED, Person.citizen_no.is_(None)
    return {
        TodoCode.CONFLICT: lost.where(Conflict.scope.in_(scopes)),
        TodoCode.DOUBLE_CITIZEN_NO: _labelled(person, *here, Person.citizen_no.in_(doubles)),
        TodoCode.NO_ROLL_CALL: _labelled(
            lesson, Lesson.scope.in_(scopes), Lesson.deleted.is_(False), *waiting
        ),
        TodoCode.NO_CITIZEN_NO: _labelled(person, *here, *registered),
    }


def _labelled(query: Select[*tuple[Any, ...]], *where: Any) -> Select[Any]:
    table, row, label = query.selected_columns
    return select(table, row, label.label("label")).where(*where).order_by(row)


def replace_all(write: Write, device: DeviceId, asked: Iterable[tuple[str, str, bytes]]) -> None:
    """Put what an office asks now in the place of what it asked before."""
    write.connection.execute(delete(Row).where(Row.device == device))
    values = dict.fromkeys(asked)
    if values:
        write.connection.execute(
            insert(Row),
            [
                {"code": code, "table": table, "row": row, "device": device, "at": write.at}
                for code, table, row in values
            ],
        )


def received(connection: Connection) -> list[Todo]:
    """What this desk was asked to mend, each with the name or day of its record."""
    person = select(Person.name).where(Person.id == Row.row).scalar_subquery()
    lesson = select(Lesson.day).where(Lesson.id == Row.row).scalar_subquery()
    query = select(Row.code, Row.table, Row.row, person, lesson).order_by(Row.code, Row.row)
    return [
        Todo(code, table, row, name or (day.isoformat() if day else ""))
        for code, table, row, name, day in connection.execute(query)
    ]
