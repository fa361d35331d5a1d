"""Rosters for tests: the sample, and small ones in a few words."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select

from nightschool import paths
from nightschool.domain.person import Person
from nightschool.services import people
from nightschool.services.roster import importing as roster
from nightschool.services.roster.importing import Preview
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.tables import Synced
from tests.evenings import citizen_no
from tests.workspaces import SCHOOL

SAMPLE = paths.resources() / "data" / "roster-xiaoshan.xlsx"
NEIGHBOUR = "513432101207"
"""新桥村, in the same township as Xiaoshan."""

Cells = dict[str, Any]


def member(number: int, name: str = "吉克阿牛", household: int = 1, **cells: Any) -> Cells:
    """A row of the roster; `number` makes its 人编号 and its citizen number."""
    home = f"{SCHOOL}{household:04d}"
    return {
        "县": "喜德县",
        "乡(镇)": "冕山镇",
        "行政村": "小山村",
        "户编号": home,
        "人编号": f"{home}{number:02d}",
        "姓名": name,
        "证件号码": citizen_no(number),
        "劳动技能": "普通劳动力",
        "脱贫属性": "未脱贫",
        **cells,
    }


def write(path: Path, members: Sequence[Cells], stated: str = "2018年3月1日") -> Path:
    """A roster as `.csv` with a title row; None in a cell leaves it empty."""
    titles = list(dict.fromkeys(title for one in members for title in one))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["喜德县建档立卡贫困户信息表", f"统计时间：{stated}" if stated else ""])
        lines.writerow(titles)
        lines.writerows([one.get(title) for title in titles] for one in members)
    return path


def take(workspace: Workspace, folder: Path, *members: Cells, **how: str) -> Preview:
    """Import a roster of these rows."""
    return roster.import_roster(workspace, write(folder / "r.csv", members, **how)).preview


def counts(preview: Preview) -> tuple[int, int, int, int]:
    """How many rows were taken, updated, unchanged, refused."""
    return preview.taken, preview.updated, preview.unchanged, len(preview.refused)


def known(workspace: Workspace, number: int, home: int = 1) -> Person:
    """The person whom `member(number, household=home)` makes."""
    return people.find(workspace, f"{SCHOOL}{home:04d}{number:02d}", SCHOOL)


def without(cells: Cells, *titles: str) -> Cells:
    """The row without these columns."""
    return {title: cell for title, cell in cells.items() if title not in titles}


def content(workspace: Workspace, model: type[Synced]) -> list[dict[str, Any]]:
    """What the rows of a table say, deleted ones left out, without stamps."""
    table = rows.table_of(model)
    local = {"stamp", "field_stamps", "seq", "deleted"}
    columns = [column for column in table.columns if column.name not in local]
    query = select(*columns).where(table.columns["deleted"].is_(False)).order_by(*table.primary_key)
    with workspace.database.read() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def everything(workspace: Workspace) -> list[tuple[Any, ...]]:
    """All synced rows with their stamps: equal where nothing was touched."""
    with workspace.database.read() as connection:
        return [
            tuple(row)
            for model in tables.SYNCED
            for row in connection.execute(select(rows.table_of(model)))
        ]
