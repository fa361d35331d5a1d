"""Certificates: wording, what fits, what is refused, batches, marks, the code."""

import subprocess
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from nightschool.documents import certificate, certificate_test_page, certificate_words, chinese
from nightschool.documents.pdf import MM
from nightschool.documents.templates import second
from nightschool.domain import certificate as rules
from nightschool.domain.certificate import Certificate
from nightschool.domain.certificate_style import Style, Words
from nightschool.domain.codes import CertificateKind, CertificateLayout, CertificatePaper
from nightschool.errors import UserError
from nightschool.task import Cancelled, Task
from tests.papers import (
    CODE,
    DRAFT,
    LONG_DRAFT,
    YI,
    in_layout,
    issued,
    pages,
    picture,
    text_of,
)

A4, A5 = CertificatePaper
DECIDED = {"decided_on": date(2018, 7, 20), "decided_by": "王建国", "decision": "带动邻里。"}
EDGE = {A4: 65.0, A5: 46.0}
"""Points from the edge of the paper to the inner line of the frame, and a little more."""


def boxes(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right, top of every visible character, in points."""
    text = page.get_textpage()
    every = (text.get_charbox(at) for at in range(text.count_chars()))
    alone = [box for box, _ in groupby(every)]  # a character beyond U+FFFF is counted twice
    return [box for box in alone if box[2] > box[0] and box[3] > box[1]]


def test_the_wording_of_a_completion() -> None:
    (page,) = pages(certificate.render([issued()]))
    text = text_of(page)
    for part in (
        "结业证书",
        "吉克阿牛学员（身份证号末四位：002X）：",
        "于2018年1月8日至2018年7月31日参加喜德县冕山镇小山村农民夜校"
        "建档立卡户适龄劳动力轮训，累计完成24.5学时，准予结业。特发此证。",
        "喜德县农民夜校工作领导小组办公室",
        "二〇一八年七月三十一日",
        "盖章",
        "证书编号",
        "513432101208-2018-0001-7K3MZ9QA",
    ):
        assert part in text


@pytest.mark.parametrize("kind", CertificateKind)
def test_every_kind_names_hours_and_school(kind: CertificateKind) -> None:
    draft = replace(DRAFT, kind=kind, course="花椒栽培", half_hours=8, citizen_tail="", **DECIDED)  # type: ignore[arg-type]  # fields of any type
    text = text_of(pages(certificate.render([issued(draft)]))[0])
    assert certificate_words.TITLES[kind] in text
    assert "4学时" in text
    assert DRAFT.school_name in text
    assert ("“花椒栽培”" in text) == (kind is not CertificateKind.HONOUR)
    assert ("2018年7月20日经王建国考核合格" in text) == (kind is CertificateKind.SKILL)
    honour = "带动邻里。经王建国2018年7月20日研究决定，评为先进学员" in text
    assert honour == (kind is CertificateKind.HONOUR)
    assert "末四位" not in text


def test_where_nothing_was_attended_no_hours_are_named() -> None:
    for kind in (CertificateKind.SKILL, CertificateKind.HONOUR):
        draft = replace(DRAFT, kind=kind, course="电焊", half_hours=0, **DECIDED)  # type: ignore[arg-type]
        assert "学时" not in text_of(pages(certificate.render([issued(draft)]))[0])


def test_the_countys_words_and_second_languages() -> None:
    one = issued(
        style=Style(english=True),
        title="培训合格证",
        wording="{时间}在{夜校}学满 {学时} 学时。",
        closing="此证。",
        **YI,
    )
    text = text_of(pages(certificate.render([one]))[0])
    assert "培训合格证" in text
    assert "2018年1月8日至2018年7月31日在喜德县冕山镇小山村农民夜校学满24.5学时。此证。" in text
    assert YI["yi_title"] in text
    assert YI["yi_line"] in text
    assert "CertificateofCompletion" in text
    assert "24.5classhours,8January2018–31July2018." in text


def test_a_place_in_somebodys_name_is_not_filled() -> None:
    draft = replace(DRAFT, school_name="{课程}夜校", course="花椒", kind=CertificateKind.ATTENDANCE)
    assert "参加{课程}夜校“花椒”" in text_of(pages(certificate.render([issued(draft)]))[0])


@pytest.mark.parametrize("paper", CertificatePaper)
@pytest.mark.parametrize("layout", CertificateLayout)
@pytest.mark.parametrize(
    "draft",
    [
        DRAFT,
        LONG_DRAFT,
        replace(LONG_DRAFT, kind=CertificateKind.HONOUR, decision="勤学苦练，带动全村"),
        replace(DRAFT, name="吉克·𬘭嫫阿依惹", issuer="冕山镇人民政府"),
    ],
)
def test_nothing_overlaps_or_leaves_the_frame(
    layout: CertificateLayout, paper: CertificatePaper, draft: Certificate
) -> None:
    (page,) = pages(certificate.render([in_layout(layout, paper, draft)]))
    characters, edge = boxes(page), EDGE[paper]
    width, height = page.get_size()
    assert len(characters) > 60
    for left, bottom, right, top in characters:
        assert left > edge
        assert bottom > edge
        assert right < width - edge
        assert top < height - edge
    for at, one in enumerate(characters):
        for other in characters[at + 1 :]:
            shared_width = min(one[2], other[2]) - max(one[0], other[0])
            shared_height = min(one[3], other[3]) - max(one[1], other[1])
            assert shared_width < 1 or shared_height < 1


def test_two_offices_that_need_two_lines_have_one_each() -> None:
    offices = "喜德县农民夜校工作办公室、", "喜德县人力资源和社会保障局"
    (page,) = pages(certificate.render([issued(replace(DRAFT, issuer="".join(offices)))]))
    assert "\r\n".join(offices) in page.get_textpage().get_text_range()


@pytest.mark.parametrize("paper", CertificatePaper)
def test_the_code_is_large_enough_clear_and_read_back(paper: CertificatePaper) -> None:
    one = in_layout(CertificateLayout.HORNS, paper, LONG_DRAFT)
    (page,) = pages(certificate.render([one]))
    for dpi in (150, 300):
        (code,) = zxingcpp.read_barcodes(page.render(scale=dpi / 72).to_pil())
        assert code.text == CODE
    wide = (code.position.top_right.x - code.position.top_left.x) / 300 * 25.4
    assert 30 < wide < 45 - 8 * 0.5
    composed = second._compose(one)
    whole = (len(composed.code) + 8) * composed.module
    assert composed.module >= 0.5 * MM
    assert whole <= 45 * MM
    left, bottom = composed.plan.qr
    height = page.get_height()
    for box in boxes(page):
        right_of, above = box[0] >= left + whole, box[1] >= bottom + whole
        assert right_of or above or box[3] <= bottom, (box, height)


def test_a_code_without_room_is_refused() -> None:
    with pytest.raises(UserError, match="too long for a certificate's code"):
        certificate.require(replace(issued(), qr="A" * 900))


def test_equal_certificates_give_equal_bytes() -> None:
    batch = [issued(), issued(LONG_DRAFT), issued(replace(DRAFT, name="沙马拉且"))]
    assert certificate.render(batch) == certificate.render(batch)


def test_a_page_of_a_batch_is_the_single_page() -> None:
    batch = [
        in_layout(layout, paper, draft)
        for layout in CertificateLayout
        for paper, draft in ((A4, DRAFT), (A5, LONG_DRAFT))
    ]
    for page, one in zip(pages(certificate.render(batch)), batch, strict=True):
        (single,) = pages(certificate.render([one]))
        assert picture(page) == picture(single)


def test_a_batch_is_one_page_each_in_order_with_bookmarks() -> None:
    batch = [
        issued(replace(DRAFT, number=f"N-{at}", name=name)) for at, name in enumerate("甲乙丙")
    ]
    content = certificate.render(batch)
    document = pypdfium2.PdfDocument(content)
    assert len(document) == 3
    assert document.get_metadata_dict()["Title"] == "结业证书"
    assert [entry.get_title() for entry in document.get_toc()] == ["甲 N-0", "乙 N-1", "丙 N-2"]
    assert b"/Lang (zh-CN)" in content
    assert b"ASCII85" not in content


def test_a_batch_tells_how_far_it_is_and_can_be_stopped() -> None:
    seen: list[tuple[int, int]] = []
    batch = [issued()] * 60
    certificate.render(batch, task=Task(lambda done, total, _text: seen.append((done, total))))
    assert seen == [(0, 60), (25, 60), (50, 60), (60, 60)]
    with pytest.raises(Cancelled):
        certificate.render(batch, task=Task(cancelled=lambda: True))


def test_practice_and_voided_certificates_are_marked() -> None:
    assert "练习" not in text_of(pages(certificate.render([issued()]))[0])
    assert "练习" in text_of(pages(certificate.render([issued()], practice=True))[0])
    trial = certificate.frozen(DRAFT, Style(), Words(DRAFT.kind), practice=True)
    assert "练习" in text_of(pages(certificate.render([trial]))[0])
    voided = replace(issued(), voided_on=date(2018, 8, 1))
    assert "作废" in text_of(pages(certificate.render([voided]))[0])


@pytest.mark.parametrize("paper", CertificatePaper)
def test_a_reprint_is_the_same_picture_but_for_the_mark_below_the_frame(
    paper: CertificatePaper,
) -> None:
    one = in_layout(CertificateLayout.LACQUER, paper)
    (first,) = pages(certificate.render([one]))
    again = certificate.render([one], reprints={one.number: 2}, on=date(2019, 3, 2))
    (second_page,) = pages(again)
    assert "补打（第2次）2019年3月2日" in text_of(second_page)
    height = first.get_height()
    below = 8 * MM  # the frame begins above
    crop = (0, below, 0, 0)
    same = [page.render(scale=150 / 72, crop=crop).buffer for page in (first, second_page)]
    assert bytes(same[0]) == bytes(same[1])
    assert picture(first) != picture(second_page)
    assert height > 8 * below


def test_the_offset_of_the_printer_shifts_the_whole_page() -> None:
    plain, shifted = (
        boxes(pages(certificate.render([issued()], offset=offset))[0])
        for offset in ((0.0, 0.0), (2.0, -1.5))
    )
    for one, other in zip(plain, shifted, strict=True):
        assert other[0] - one[0] == pytest.approx(2 * MM, abs=0.05)
        assert other[1] - one[1] == pytest.approx(-1.5 * MM, abs=0.05)


def test_stock_bears_words_alone() -> None:
    one = in_layout(CertificateLayout.STOCK, A4)
    (page,) = pages(certificate.render([one]))
    text = text_of(page)
    assert "结业证书" not in text
    assert "盖章" not in text
    assert "吉克阿牛" in text


def test_the_test_page_shows_crosses_and_the_offset() -> None:
    for layout in CertificateLayout:
        style = Style(layout=layout, paper=A5)
        content = certificate_test_page.render(style, DRAFT.issuer, DRAFT.school_name, (1.5, -0.5))
        (page,) = pages(content)
        assert "现在的偏移：向右1.5毫米，向上-0.5毫米" in text_of(page)
        assert page.get_width() == pytest.approx(210 * MM)


def test_text_can_be_copied_from_a_certificate(tmp_path: Path) -> None:
    one = in_layout(CertificateLayout.HORNS, A4, replace(DRAFT, name="吉克·𬘭嫫阿依"))
    file = tmp_path / "one.pdf"
    file.write_bytes(certificate.render([one]))
    copied = subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True)
    text = copied.stdout.decode()
    for part in ("吉克·𬘭嫫阿依", YI["yi_title"], YI["yi_line"], "二〇一八年", "Certificate of"):
        assert part in text


def test_markup_and_formulas_in_names_print_as_themselves() -> None:
    draft = replace(
        DRAFT,
        kind=CertificateKind.ATTENDANCE,
        name="=1+1<b>&amp;",
        course="<img src='file:///etc/passwd'/>",
    )
    text = text_of(pages(certificate.render([issued(draft)]))[0])
    assert "=1+1<b>&amp;" in text
    assert "<imgsrc='file:///etc/passwd'/>" in text


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": "吉克\U00031000"}, r"U\+31000"),
        ({"issuer": "办公\u0000室"}, r"U\+0000"),
        ({"course": "花\u202e椒"}, r"U\+202E"),
        ({"name": "吉" * 40}, "too long"),
        ({"course": "花椒" * 200}, "too long"),
        ({"issuer": "喜德县" * 40}, "too long"),
    ],
)
def test_what_cannot_be_printed_is_refused(change: dict[str, object], message: str) -> None:
    draft = replace(DRAFT, kind=CertificateKind.ATTENDANCE, **change)  # type: ignore[arg-type]
    for act in (certificate.require, lambda one: certificate.render([issued(), one])):
        with pytest.raises(UserError, match=message):
            act(issued(draft))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": "吉克阿木"}, "not as it was issued"),
        ({"half_hours": 99}, "not as it was issued"),
        ({"face": "[]"}, "not as it was issued"),
        ({"face": "{}"}, "not as it was issued"),
        ({"face": "x"}, "not as it was issued"),
        ({"template": 99}, "layout 99"),
        ({"name": "", "face": "", "digest": ""}, "was erased"),
    ],
)
def test_what_was_changed_after_issue_is_not_printed(
    change: dict[str, object], message: str
) -> None:
    with pytest.raises(UserError, match=message):
        certificate.render([replace(issued(), **change)])  # type: ignore[arg-type]


def test_the_digest_covers_all_that_is_frozen_and_nothing_else() -> None:
    one = issued()
    for name in ("voided_on", "void_reason", "replaced_by", "qr"):
        assert rules.digest(replace(one, **{name: "x"})) == one.digest  # type: ignore[arg-type]
    for name in ("number", "name", "course", "face", "template", "issuer", "decided_by"):
        assert rules.digest(replace(one, **{name: "x"})) != one.digest  # type: ignore[arg-type]


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
