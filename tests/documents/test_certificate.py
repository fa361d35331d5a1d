"""Certificates: wording, what fits, what is refused, equal bytes."""

import re
from dataclasses import replace
from datetime import date
from itertools import groupby

import pypdfium2  # type: ignore[import-untyped]  # has no types
import pytest

from nightschool.documents import certificate, chinese
from nightschool.domain import identity
from nightschool.domain.certificate import Certificate
from nightschool.domain.codes import CertificateKind
from nightschool.errors import UserError

PLAIN = Certificate(
    id=identity.named("certificate", "1"),
    school="513432101208",
    person=identity.named("person", "1"),
    kind=CertificateKind.COMPLETION,
    number="513432101208-2018-0001-7K3MZ9QA",
    name="吉克阿牛",
    citizen_tail="002X",
    course="",
    half_hours=49,
    first_day=date(2018, 1, 8),
    last_day=date(2018, 7, 31),
    issued_on=date(2018, 7, 31),
    issuer="喜德县农民夜校工作领导小组办公室",
    school_name="喜德县冕山镇小山村农民夜校",
    template=certificate.TEMPLATE,
)
LONG = replace(
    PLAIN,
    kind=CertificateKind.SKILL,
    name="阿鲁·吉克阿依莫沙马拉且木果惹·牛牛二十字",
    course="国家通用语言文字与砌筑工、抹灰工、钢筋工综合实用技术及施工安全",
    school_name="木里藏族自治县俄亚纳西族乡马海木尔合依沃瓦觉（康复）村农民夜校",
    issuer="凉山彝族自治州木里藏族自治县农民夜校工作领导小组办公室",
)


def pages(pdf: bytes) -> list[pypdfium2.PdfPage]:
    return [*pypdfium2.PdfDocument(pdf)]


def text_of(page: pypdfium2.PdfPage) -> str:
    return re.sub(r"\s", "", page.get_textpage().get_text_range())


def picture(page: pypdfium2.PdfPage) -> bytes:
    return bytes(page.render(scale=150 / 72).buffer)


def boxes(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right, top of every visible character, in points."""
    text = page.get_textpage()
    every = (text.get_charbox(at) for at in range(text.count_chars()))
    alone = [box for box, _ in groupby(every)]  # a character beyond U+FFFF is counted twice
    return [box for box in alone if box[2] > box[0] and box[3] > box[1]]


def test_the_wording_of_a_completion() -> None:
    (page,) = pages(certificate.render([PLAIN]))
    text = text_of(page)
    for part in (
        "结业证书",
        "吉克阿牛学员（身份证号末四位：002X）：",
        "于2018年1月8日至2018年7月31日参加喜德县冕山镇小山村农民夜校"
        "建档立卡户适龄劳动力轮训，累计完成24.5学时，准予结业。特发此证。",
        "喜德县农民夜校工作领导小组办公室",
        "二〇一八年七月三十一日",
        "盖章",
        "证书编号：513432101208-2018-0001-7K3MZ9QA",
    ):
        assert part in text


@pytest.mark.parametrize("kind", CertificateKind)
def test_every_kind_names_course_hours_and_school(kind: CertificateKind) -> None:
    issued = replace(PLAIN, kind=kind, course="花椒栽培", half_hours=8, citizen_tail="")
    text = text_of(pages(certificate.render([issued]))[0])
    assert certificate.TITLES[kind] in text
    assert "4学时" in text
    assert PLAIN.school_name in text
    assert ("“花椒栽培”" in text) == (kind is not CertificateKind.HONOUR)
    assert "末四位" not in text


@pytest.mark.parametrize(
    "issued",
    [
        PLAIN,
        LONG,
        replace(LONG, kind=CertificateKind.HONOUR),
        replace(PLAIN, name="吉克·𬘭嫫阿依惹", issuer="冕山镇人民政府"),
        replace(PLAIN, name="ꆈꌠ𪩘", citizen_tail=""),
    ],
)
def test_nothing_overlaps_or_leaves_the_frame(issued: Certificate) -> None:
    (page,) = pages(certificate.render([issued]))
    characters = boxes(page)
    assert len(characters) > 60
    for left, bottom, right, top in characters:
        assert left > 65
        assert bottom > 65
        assert right < certificate.WIDTH - 65
        assert top < certificate.HEIGHT - 65
    for at, one in enumerate(characters):
        for other in characters[at + 1 :]:
            shared_width = min(one[2], other[2]) - max(one[0], other[0])
            shared_height = min(one[3], other[3]) - max(one[1], other[1])
            assert shared_width < 1 or shared_height < 1


def test_equal_certificates_give_equal_bytes() -> None:
    batch = [PLAIN, LONG, replace(PLAIN, name="沙马拉且")]
    assert certificate.render(batch) == certificate.render(batch)


def test_a_page_of_a_batch_is_the_single_page() -> None:
    batch = pages(certificate.render([PLAIN, LONG]))
    for page, issued in zip(batch, [PLAIN, LONG], strict=True):
        (single,) = pages(certificate.render([issued]))
        assert picture(page) == picture(single)


def test_a_batch_is_one_page_each_in_order_with_bookmarks() -> None:
    batch = [replace(PLAIN, number=f"N-{at}", name=name) for at, name in enumerate("甲乙丙")]
    document = pypdfium2.PdfDocument(certificate.render(batch))
    assert len(document) == 3
    assert document.get_metadata_dict()["Title"] == "结业证书"
    assert [entry.get_title() for entry in document.get_toc()] == ["甲 N-0", "乙 N-1", "丙 N-2"]
    assert b"/Lang (zh-CN)" in certificate.render(batch)


def test_practice_and_voided_certificates_are_marked() -> None:
    assert "练习" not in text_of(pages(certificate.render([PLAIN]))[0])
    assert "练习" in text_of(pages(certificate.render([PLAIN], practice=True))[0])
    voided = replace(PLAIN, voided_on=date(2018, 8, 1))
    assert "作废" in text_of(pages(certificate.render([voided]))[0])


def test_markup_and_formulas_in_names_print_as_themselves() -> None:
    issued = replace(PLAIN, name="=1+1<b>&amp;", course="<img src='file:///etc/passwd'/>")
    text = text_of(pages(certificate.render([issued]))[0])
    assert "=1+1<b>&amp;" in text
    assert "<imgsrc='file:///etc/passwd'/>" in text


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": "吉克\U00031000"}, r"U\+31000"),
        ({"issuer": "办公\u0000室"}, r"U\+0000"),
        ({"name": "吉" * 40}, "too long"),
        ({"course": "花椒" * 200}, "too long"),
        ({"issuer": "喜德县" * 40}, "too long"),
        ({"template": 99}, "layout 99"),
    ],
)
def test_what_cannot_be_printed_is_refused(change: dict[str, object], message: str) -> None:
    changed = replace(PLAIN, **change)  # type: ignore[arg-type]  # one field of any type
    with pytest.raises(UserError, match=message):
        certificate.render([PLAIN, changed])


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2018, 7, 31), "二〇一八年七月三十一日"),
        (date(2020, 10, 10), "二〇二〇年十月十日"),
        (date(2019, 12, 20), "二〇一九年十二月二十日"),
        (date(2000, 11, 1), "二〇〇〇年十一月一日"),
    ],
)
def test_dates_in_chinese_numerals(day: date, expected: str) -> None:
    assert chinese.ceremonial_date(day) == expected


def test_periods_and_hours() -> None:
    one = date(2018, 3, 2)
    assert chinese.period(one, one) == "2018年3月2日"
    assert chinese.period(one, date(2018, 6, 30)) == "2018年3月2日至2018年6月30日"
    assert [chinese.class_hours(halves) for halves in (0, 1, 48, 49)] == ["0", "0.5", "24", "24.5"]
