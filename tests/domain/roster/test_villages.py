import pytest

from nightschool.domain.roster.villages import township_key, village_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("小山村", "小山村村民委员会"),
        ("小山村", "小山村委会"),
        ("小山", " 小山 村"),
        ("新村", "新村村民委员会"),
        ("八一村", "八一村民委员会员"),
        ("城北社区", "城北社区居委会"),
    ],
)
def test_spellings_of_one_village_have_one_key(one: str, other: str) -> None:
    assert village_key(one) == village_key(other)
    assert village_key(one) != village_key("新桥村")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("冕山镇", "冕山乡"),
        ("冕山镇", "冕山镇人民政府"),
        ("和爱藏族乡", "和爱乡"),
        ("城南街道办事处", "城南街道"),
    ],
)
def test_a_township_keeps_its_key_when_it_becomes_a_town(one: str, other: str) -> None:
    assert township_key(one) == township_key(other)


@pytest.mark.parametrize("name", ["村", "镇", "乡"])
def test_a_name_that_is_only_a_kind_stays(name: str) -> None:
    assert village_key(name) == name
    assert township_key(name) == name
