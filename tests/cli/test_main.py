"""What every command has in common: language, options, exit codes."""

from pathlib import Path

import pytest

from nightschool import __version__
from nightschool.cli.commands import registry
from tests.cli.conftest import Run


def test_help_speaks_the_language_of_the_machine(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("--help").out.startswith("usage: nightschool")
    for locale in ("C.UTF-8", "POSIX", "zh_CN.UTF-8"):
        monkeypatch.setenv("LANG", locale)
        shown = run("--help").out
        assert shown.startswith("用法：nightschool")
        assert "显示本帮助并退出" in shown
        assert "options" not in shown


@pytest.mark.parametrize("words", [["--lang", "zh", "lesson"], ["lesson", "--lang=zh"]])
def test_the_language_is_taken_anywhere(run: Run, words: list[str]) -> None:
    done = run(*words)
    assert done.code == 2
    assert "缺少必需的参数" in done.err


def test_wrong_usage_ends_with_2(run: Run) -> None:
    for words in (
        [],
        ["sing"],
        ["registry", "search"],
        ["--lang", "fr", "registry", "search", "x"],
    ):
        done = run(*words)
        assert (done.code, done.out) == (2, "")
        assert "nightschool" in done.err


def test_the_version(run: Run) -> None:
    assert run("--version").out.strip() == __version__


@pytest.mark.parametrize("before", [True, False])
def test_home_is_taken_before_and_after_the_command(run: Run, school: Path, before: bool) -> None:
    home = ["--home", str(school)]
    done = run(*home, "doctor") if before else run("doctor", *home)
    assert (done.code, done.err) == (0, "")


def test_home_may_come_from_the_environment(
    run: Run, school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIGHTSCHOOL_HOME", str(school))
    assert run("doctor").code == 0


def test_an_error_is_one_line_and_no_traceback(run: Run, tmp_path: Path) -> None:
    done = run("doctor", "--home", tmp_path)
    assert (done.code, done.out) == (1, "")
    assert len(done.err.splitlines()) == 1
    assert "is not a workspace" in done.err


@pytest.mark.parametrize("stop", [KeyboardInterrupt, EOFError])
def test_stopping_is_said_quietly(
    run: Run, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    def interrupted(_options: object) -> None:
        raise stop

    monkeypatch.setattr(registry, "_search", interrupted)
    done = run("registry", "search", "xsc")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("Stopped.")


def test_chinese_help_keeps_to_the_width_of_the_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nightschool.cli.output import width

    monkeypatch.setenv("COLUMNS", "80")
    lines = run("--lang", "zh", "demo", "--help").out.splitlines()
    assert max(map(width, lines)) <= 80
    homes = [line for line in lines if line.strip().startswith(("--home", "--lang", "--json"))]
    columns = {width(line[: line.rindex("  ") + 2]) for line in homes}
    assert len(columns) == 1
