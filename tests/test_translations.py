"""The Chinese catalogue is whole, exact and up to date with the code."""

import argparse
import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from nightschool import i18n
from nightschool.cli import usage

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "resources" / "translations" / "zh_CN" / "LC_MESSAGES"
REFRESH = "run `make translations` and translate what is new"
HAN = re.compile(r"[\u3400-\u9fff]+")
QUOTED = frozenset("到迟早假缺")
"""The signs of marks, which are the same in every language."""
TITLES = frozenset({"姓名", "人编号", "证件号码", "阿牛", "看病", "乡医", "凉山彝族自治州", "补打"})
"""Titles of the register and samples of what people type, which English messages quote."""


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (FOLDER / "nightschool.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def texts(value: object) -> list[str]:
    return list(value) if isinstance(value, list | tuple) else [str(value or "")]


def placeholders(text: str) -> list[str]:
    found: list[str] = re.findall(r"%(?:\(\w+\))?[-+#0-9.]*[a-zA-Z]", text.replace("%%", ""))
    return sorted(found)


def test_everything_is_translated(catalogue: Catalog) -> None:
    untold = [message.id for message in messages(catalogue) if not all(texts(message.string))]
    assert untold == [], REFRESH
    assert [message.id for message in messages(catalogue) if message.fuzzy] == []


def test_every_message_of_the_code_is_in_the_catalogue_and_no_other(catalogue: Catalog) -> None:
    found = extract_from_dir(ROOT / "nightschool", [("**.py", "python")])
    in_code = {texts(message)[0] for _file, _line, message, _comments, _context in found}
    known = {texts(message.id)[0] for message in messages(catalogue)}
    assert in_code - known == set(), REFRESH
    assert known - in_code == set(), REFRESH


def test_placeholders_are_the_same(catalogue: Catalog) -> None:
    for message in messages(catalogue):
        for text in texts(message.string):
            assert placeholders(text) == placeholders(texts(message.id)[-1]), message.id


def test_what_is_formatted_in_both_languages_can_be(catalogue: Catalog) -> None:
    """A lone per cent sign breaks a message that takes values, a doubled one shows in others."""
    for message in messages(catalogue):
        takes = bool(placeholders(texts(message.id)[0]))
        for text in [*texts(message.id), *texts(message.string)]:
            rest = re.sub(r"%(?:\(\w+\))?[-+#0-9.]*[a-zA-Z]", "", text)
            assert ("%" not in rest.replace("%%", "")) if takes else ("%%" not in rest), text


def test_the_compiled_catalogue_is_that_of_the_source(catalogue: Catalog) -> None:
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    with (FOLDER / "nightschool.mo").open("rb") as file:
        ours, theirs = read_mo(file), read_mo(compiled)
    assert _said(ours) == _said(theirs), REFRESH


def test_messages_in_the_code_are_english(catalogue: Catalog) -> None:
    for message in messages(catalogue):
        for text in texts(message.id):
            strange = [
                word for word in HAN.findall(text) if word not in TITLES and not set(word) <= QUOTED
            ]
            assert strange == [], text


def test_chinese_sentences_end_in_chinese(catalogue: Catalog) -> None:
    for message in messages(catalogue):
        for text in texts(message.string):
            assert not re.search(r"[\u3400-\u9fff] *[,;!?]|[\u3400-\u9fff]\.$", text), text


def test_the_header_names_nobody() -> None:
    head = (FOLDER / "nightschool.po").read_text("utf-8").split("\n\n")[0]
    for placeholder in ("FIRST AUTHOR", "FULL NAME", "EMAIL@ADDRESS", "ORGANIZATION", "LL@li.org"):
        assert placeholder not in head


def test_what_argparse_says_to_people_is_in_the_catalogue() -> None:
    """Its words change with Python: those that this one has and we do not translate are listed."""
    source = Path(argparse.__file__).read_text("utf-8")
    called = {
        constant.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext")
        for constant in node.args
        if isinstance(constant, ast.Constant) and isinstance(constant.value, str)
    }
    ours = set(usage.WORDS)
    assert {"usage: ", "options", "show this help message and exit"} <= ours & called
    assert ours <= called | {"show program's version number and exit"}


@pytest.mark.parametrize(
    ("message", "chinese"),
    [
        ("present", "到课"),
        ("late", "迟到"),
        ("left early", "早退"),
        ("on leave", "请假"),
        ("absent", "缺课"),
        ("No.", "序号"),
        ("ID number", "证件号码"),
        ("Household number", "户编号"),
        ("Person number", "人编号"),
        ("culture", "学文化"),
        ("technology", "学技术"),
        ("policy", "学政策"),
        ("new customs", "树新风"),
        ("Of working age", "适龄劳动力"),
        ("Class hours", "学时"),
    ],
)
def test_terms_of_the_field_are_exact(message: str, chinese: str) -> None:
    assert i18n.load("zh").gettext(message) == chinese


def _said(catalogue: Catalog) -> dict[str, str]:
    """Message to translation; those with a plural as text, for their parts are lists."""
    return {str(one.id): str(one.string) for one in catalogue if one.id}
