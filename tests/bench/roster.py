"""Times the import of a county's roster: `python -m tests.bench.roster`."""

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from nightschool.domain import registry
from nightschool.domain.school import School
from nightschool.services.roster import importing as roster
from tests import workspaces
from tests.evenings import citizen_no
from tests.workspaces import COUNTY

PEOPLE = 33_000
MEMBERS = 4
FIRST_BIRTH = date(1950, 1, 1)
DAYS = 20_000

Cells = dict[str, Any]


def people(count: int = PEOPLE, seed: int = 1) -> Iterator[Cells]:
    """Rows with the 25 columns of the export, evenly over the villages of a county."""
    chance, schools = random.Random(seed), registry.of_county(COUNTY)
    each = -(-count // len(schools))
    for number in range(count):
        yield _row(number, schools[number // each], number % each, chance)


def _row(number: int, school: School, place: int, chance: random.Random) -> Cells:
    home = f"{school.code}{1 + place // MEMBERS:04d}"
    member, female = place % MEMBERS, chance.randrange(2)
    birth = FIRST_BIRTH + timedelta(days=number % DAYS)
    return {
        "序号": number + 1,
        "县(市、区、旗)": school.county,
        "乡(镇)": school.township,
        "行政村": school.village,
        "自然村": f"{chance.randrange(1, 6)}组",
        "户编号": home,
        "人编号": f"{home}{member + 1:02d}",
        "姓名": chance.choice(["吉克", "沙马", "阿尔"]) + chance.choice(["阿牛", "拉且", "什扎"]),
        "性别": "女" if female else "男",
        "证件号码": citizen_no(number // DAYS * 2 + 1 - female, birth),
        "人数": MEMBERS,
        "与户主关系": "之子" if member else "户主",
        "民族": "彝族",
        "文化程度": chance.choice(["小学", "初中", "文盲或半文盲"]),
        "在校生状况": "非在校生",
        "健康状况": chance.choice(["健康", "长期慢性病"]),
        "劳动技能": chance.choice(["普通劳动力", "无劳动力", "技能劳动力"]),
        "务工区域": chance.choice(["", "县内", "省外"]),
        "务工时间(月)": chance.randrange(12),
        "是否参加大病保险": "是",
        "脱贫属性": chance.choice(["未脱贫", "已脱贫"]),
        "贫困户属性": "一般贫困户",
        "主要致贫原因": "因病",
        "人均纯收入": 2_000 + place // MEMBERS,
        "联系电话": f"150{number:08d}",
    }


def write(path: Path, rows: Iterator[Cells]) -> Path:
    """The rows as an `.xlsx` with two title rows."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("贫困户信息")
        sheet.write(0, 0, "喜德县建档立卡贫困户信息表")
        sheet.write(1, 7, "统计时间：2018年3月1日")
        for number, cells in enumerate(rows, 3):
            if number == 3:
                sheet.write_row(2, 0, cells)
            sheet.write_row(number, 0, cells.values())
    return path


def peak_mb() -> int:
    """The most memory that this process ever held; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Print seconds and memory of a first import and of the same file again."""
    with tempfile.TemporaryDirectory() as folder:
        file = write(Path(folder) / "roster.xlsx", people())
        workspace = workspaces.make(Path(folder) / "county", COUNTY)
        for what in ("first", "again"):
            begin = time.perf_counter()
            preview = roster.import_roster(workspace, file).preview
            seconds = time.perf_counter() - begin
            counts = f"{preview.rows} rows, {preview.taken} new, {preview.unchanged} unchanged"
            print(f"{what}: {seconds:.1f} s, peak {peak_mb()} MB, {counts}")
        workspace.close()


if __name__ == "__main__":
    main()
