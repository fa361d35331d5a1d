"""How long a county's lists and searches take: python -m tests.bench.lists [SCHOOLS]."""

import random
import shutil
import sys
import tempfile
from datetime import date
from functools import partial
from pathlib import Path

from sqlalchemy import bindparam, select, update

from nightschool.services import people_list, search
from nightschool.services.people_list import Only, Sort
from nightschool.services.today import today
from nightschool.services.workspace import Workspace
from nightschool.storage import searching
from nightschool.storage.rows import table_of
from nightschool.storage.tables import Person
from tests.bench import generate
from tests.bench.figures import measure
from tests.workspaces import SCHOOL

ON = date(2019, 3, 1)
CLANS = ["吉克", "沙马", "阿尔", "曲比", "俄木", "勒伍", "尼日", "的惹", "莫色", "海来"]
GIVEN = ["阿牛", "木果", "拉且", "尔古", "子且", "伍呷", "史布", "色铁", "阿依", "日洛"]


def main(schools: int = 220) -> None:
    """Print the median of each list and search."""
    home = Path(tempfile.mkdtemp())
    try:
        workspace = generate.county(home, schools)
        name_everybody(workspace)
        searching.refresh(workspace.database)
        people_list.page(workspace, on=ON)
        for text in ("j", "jkan", "吉克", "12", "3-12"):
            measure(f"find {text}", partial(search.find, workspace, text))
        listed = partial(people_list.page, workspace, on=ON)
        for text in ("", "j", "jkan", "12"):
            measure(f"list {text}", partial(listed, text=text))
        for sort in Sort:
            measure(f"by {sort}", partial(listed, sort=sort))
        for only in (Only.INCOMPLETE, Only.COMPLETE):
            measure(only, partial(listed, only=only))
        measure("far down", partial(listed, offset=30_000))
        measure("Today of one school", partial(today, workspace, SCHOOL, ON))
        workspace.close()
    finally:
        shutil.rmtree(home)


def name_everybody(workspace: Workspace) -> None:
    """Give the generated people names that differ."""
    chance, table = random.Random(1), table_of(Person)
    with workspace.database.alone() as connection:
        keys = connection.execute(select(table.c.id)).scalars().all()
        connection.execute(
            update(table).where(table.c.id == bindparam("key")).values(name=bindparam("called")),
            [{"key": key, "called": chance.choice(CLANS) + chance.choice(GIVEN)} for key in keys],
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
