from enum import StrEnum

import pytest

from nightschool.domain.field_labels import field_label
from nightschool.domain.labels import label
from nightschool.storage.rows import field_columns
from nightschool.storage.tables import Attendance, Household, Lesson, Person

SHOWN = [
    (model.__tablename__, column)
    for model in (Person, Household, Lesson, Attendance)
    for column in field_columns(model)
]
LISTS = sorted(
    {column.type.codes for _table, column in SHOWN if hasattr(column.type, "codes")},
    key=lambda each: str(each),
)


@pytest.mark.parametrize("codes", LISTS, ids=lambda each: each.__name__)
def test_every_code_has_a_label_of_its_own(codes: type[StrEnum]) -> None:
    labels = [label(code) for code in codes]
    assert len(set(labels)) == len(labels)


def test_every_field_that_a_history_shows_has_a_label() -> None:
    bare = [(table, one.name) for table, one in SHOWN if field_label(table, one.name) == one.name]
    assert [each for each in bare if each[1] != "deleted"] == []


def test_a_field_is_named_by_its_table() -> None:
    assert field_label("household", "number") == "Household number"
    assert field_label("person", "note") == "Note"
    assert field_label("person", "unheard_of") == "unheard_of"
