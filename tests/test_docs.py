"""The docs hold: commands parse, links lead somewhere, the languages say the same."""

import argparse
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from nightschool import i18n
from nightschool.cli import usage
from nightschool.cli.main import parser

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
TWINS = [("README.md", "README.zh-CN.md"), ("docs/user-guide.md", "docs/user-guide.zh-CN.md")]
MOST_BYTES = 150_000
"""Of a picture in the docs."""


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "")
    i18n.use_language("en")
    usage.speak()


def read(name: str | Path) -> str:
    return (ROOT / name).read_text("utf-8")


def blocks(text: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def commands(text: str) -> list[list[str]]:
    """The commands of a page: each line of its shell blocks, and what begins with `$ `."""
    lines = [line for block in blocks(text, "sh") for line in block.splitlines()]
    lines += re.findall(r"^\$ (.*)$", text, re.MULTILINE)
    return [words for line in lines if (words := shlex.split(line, comments=True))]


def leaves(top: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """The parsers of all commands that can be run."""
    groups = [
        action
        for action in top._actions
        if isinstance(action, argparse._SubParsersAction)  # argparse has no public way to ask
    ]
    if not groups:
        yield top
    for group in groups:
        for below in group.choices.values():
            yield from leaves(below)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_is_shown_parses(page: Path) -> None:
    targets = re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE)
    for program, *words in commands(read(page)):
        assert program in ("nightschool", "make")
        if program == "make":
            assert set(words) <= set(targets)
        else:
            assert parser().parse_args(words).run


def test_a_command_that_does_not_parse_would_be_found() -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(shlex.split("nightschool sing --loud")[1:])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_is_linked_is_there(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", read(page))
    missing = [link for link in links if "://" not in link and not (page.parent / link).is_file()]
    assert missing == []


@pytest.mark.parametrize("twins", TWINS, ids=lambda twins: twins[0])
def test_both_languages_have_the_same_sections_and_commands(twins: tuple[str, str]) -> None:
    one, other = map(read, twins)

    def outline(text: str) -> list[str]:
        prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
        return re.findall(r"^#+(?= )", prose, re.MULTILINE)

    assert outline(one) == outline(other)
    assert commands(one) == commands(other)
    names = [Path(name).name for name in twins]
    assert f"]({names[1]})" in one
    assert f"]({names[0]})" in other


@pytest.mark.parametrize("guide", TWINS[1])
def test_the_user_guide_shows_every_command(guide: str) -> None:
    shown = {
        " ".join(word for word in line if not word.startswith("-"))
        for line in commands(read(guide))
    }
    plain = {
        re.sub(r"^nightschool (?:school|county|prefecture|sample) ", "nightschool ", one)
        for one in shown
    }
    missing = [
        each.prog
        for each in leaves(parser())
        if not any(one.startswith(each.prog) for one in plain)
    ]
    assert missing == []


def test_the_test_command_stands_in_both_readmes() -> None:
    for name in TWINS[0]:
        assert ["make", "test"] in commands(read(name))
        assert ["make", "run"] in commands(read(name))


def test_pictures_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in (ROOT / "docs").glob("*.png")}
    assert sizes
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_names_a_place_of_one_machine(page: Path) -> None:
    assert re.findall(r"(?<![\w.])/(?:work|tmp|root|home)/\S*", read(page)) == []
