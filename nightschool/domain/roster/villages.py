"""What two spellings of a village's or township's name have in common."""

import re
from functools import lru_cache

from nightschool.domain.roster.cells import wording

_VILLAGE = re.compile(r"(?:社区)?(?:村民委员会|居民委员会|村委会|居委会|委员会)员?$|(?:村|社区)$")
_TOWNSHIP_KIND = re.compile(
    r"(?:彝族|藏族|回族|傈僳族|苗族|蒙古族|纳西族|傣族|民族)*(?:乡|镇|街道办事处|街道|办事处)$"
)


@lru_cache(maxsize=4096)
def village_key(name: str) -> str:
    """The name without what says that it is a village: 小山村村民委员会 and 小山村 are 小山."""
    words = wording(name)
    bare = _VILLAGE.sub("", _VILLAGE.sub("", words))
    return bare or words


@lru_cache(maxsize=4096)
def township_key(name: str) -> str:
    """The name without its kind, which changes when a township becomes a town: 冕山镇 is 冕山."""
    words = wording(name).removesuffix("人民政府")
    return _TOWNSHIP_KIND.sub("", words) or words
