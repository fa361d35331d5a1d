"""Certificates as issued with the present template, and how tests look at papers."""

import json
import re
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2

from nightschool.documents import certificate
from nightschool.domain import identity
from nightschool.domain.certificate import Certificate
from nightschool.domain.certificate_style import Style, Words
from nightschool.domain.codes import CertificateKind, CertificateLayout, CertificatePaper

GOLDEN = Path(__file__).parent / "documents" / "golden"
"""A folder for each released version: certificates as data, and as that version printed them."""

CODE = "NS1:" + "6BFOXN%TSMAHN-H.OM6PT9QGL2B" * 12
"""As long as a signed code, and in its letters."""

DRAFT = Certificate(
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
LONG_DRAFT = replace(
    DRAFT,
    kind=CertificateKind.SKILL,
    name="阿鲁·吉克阿依莫沙马拉且木果惹·牛牛二十字",
    course="国家通用语言文字与砌筑工、抹灰工、钢筋工综合实用技术及施工安全",
    school_name="木里藏族自治县俄亚纳西族乡马海木尔合依沃瓦觉（康复）村农民夜校",
    issuer="凉山彝族自治州木里藏族自治县农民夜校工作领导小组办公室",
    decided_on=date(2018, 7, 20),
    decided_by="凉山彝族自治州农业科学研究院 阿尔木呷",
)
YI: dict[str, Any] = {"yi_title": "ꆈꌠꁱꂷꄯꒉ", "yi_line": "ꆈꌠꁱꂷꄯꒉꌠꅇꏆꏦꄉ"}
"""Letters to look at, not words."""


def issued(draft: Certificate = DRAFT, style: Style | None = None, **words: Any) -> Certificate:
    """The draft as it would be issued in this style, with a code."""
    said = Words(draft.kind, **words)
    return replace(certificate.frozen(draft, style or Style(), said), qr=CODE)


def in_layout(
    layout: CertificateLayout, paper: CertificatePaper, draft: Certificate = DRAFT
) -> Certificate:
    """The draft in this layout, with both second languages."""
    return issued(draft, Style(layout=layout, paper=paper, english=True), **YI)


def pages(pdf: bytes) -> list[pypdfium2.PdfPage]:
    return [*pypdfium2.PdfDocument(pdf)]


def text_of(page: pypdfium2.PdfPage) -> str:
    return re.sub(r"\s", "", page.get_textpage().get_text_range())


def picture(page: pypdfium2.PdfPage) -> bytes:
    """The page at 150 dpi."""
    return bytes(page.render(scale=150 / 72).buffer)


def as_json(one: Certificate) -> str:
    """A certificate as a golden folder keeps it."""
    values = {field.name: getattr(one, field.name) for field in fields(one)}
    plain = {
        name: value.hex() if isinstance(value, bytes) else value for name, value in values.items()
    }
    return json.dumps(plain, default=str, ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> Certificate:
    """The reverse; what a version did not know yet has its default."""
    held: dict[str, Any] = json.loads(text)
    for name in ("id", "person", "basis"):
        held[name] = bytes.fromhex(held[name]) if held.get(name) else None
    for name in ("first_day", "last_day", "issued_on", "voided_on", "decided_on"):
        held[name] = date.fromisoformat(held[name]) if held.get(name) else None
    return Certificate(**{**held, "kind": CertificateKind(held["kind"])})
