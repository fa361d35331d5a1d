"""Rows between and below the people: blank, sums, signatures, headers again on each page."""

import re

from nightschool.domain.roster.cells import Row, squeezed
from nightschool.domain.roster.columns import Layout
from nightschool.domain.roster.fields import Field, title_key

_NO_PERSON = re.compile(
    r"(?:本[页户村组]|每页|全[村乡镇县])?(?:合计|小计|总计|共计|累计)|第\d+页|共\d+[页户人]|"
    r"(?:填表|填报|制表|审核|审批|复核|统计|经办|负责|签字|盖章|录入|单位负责|分管领导)"
    r"(?:人|员|领导|单位|日期|时间)?(?:签字|签名|盖章)?[:(]|(?:备注|注|说明)[:]"
)
"""Sums, page numbers, signatures and notes, by their first words."""
_OF_NOBODY = frozenset({Field.COUNTY, Field.TOWNSHIP, Field.VILLAGE, Field.HAMLET})


def is_no_person(layout: Layout, number: int, cells: Row) -> bool:
    """Whether a row without a good name and number is none that anybody has to mend."""
    words = [word for cell in cells if (word := squeezed(cell))]
    own = [
        field
        for field, index in layout.at.items()
        if field not in _OF_NOBODY and squeezed(cells[index])
    ]
    return (
        not own
        or any(map(_NO_PERSON.match, _leading(layout, cells, words)))
        or _is_one_merged_line(words)
        or _is_header(layout, words)
        or _is_numbering(words)
        or (number == layout.last_header_row + 1 and not _names_somebody(layout, cells))
    )


def _leading(layout: Layout, cells: Row, words: list[str]) -> list[str]:
    """The first words of the row, and what stands under the name."""
    first = next((word for word in words if not word.isdecimal()), "")
    return [first, squeezed(cells[layout.at[Field.NAME]])]


def _names_somebody(layout: Layout, cells: Row) -> bool:
    identity = (Field.NAME, Field.PERSON_NO, Field.CITIZEN_NO)
    return any(squeezed(cells[index]) for field, index in layout.at.items() if field in identity)


def _is_one_merged_line(words: list[str]) -> bool:
    return len(words) >= 3 and len(set(words)) == 1


def _is_header(layout: Layout, words: list[str]) -> bool:
    """At least two titles, and more titles than other words."""
    titles = sum(title_key(word) in layout.header_keys for word in words)
    return titles >= 2 and titles * 2 > len(words)


def _is_numbering(words: list[str]) -> bool:
    """A line that counts the columns: 1 2 3 …, or 甲 乙 1 2 …"""
    digits = [int(word) for word in words if word.isdecimal() and len(word) < 4]
    lettered = all(len(word) == 1 for word in words if not word.isdecimal())
    return (
        len(digits) >= 3 and lettered and digits == list(range(digits[0], digits[0] + len(digits)))
    )
