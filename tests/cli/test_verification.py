"""`certificate verify` and `certificate keys` in the terminal."""

from io import StringIO
from pathlib import Path

import pytest
from PIL import Image

from nightschool.documents import qr
from nightschool.services import signing_in
from tests.certificates import signed
from tests.cli.conftest import PASSWORD, Run
from tests.services.desks import ABI


def code_of(home: Path, **changes: object) -> str:
    """A text that the desk in this folder signed."""
    workspace = signing_in.sign_in(home, PASSWORD)
    try:
        return signed(workspace, **changes).qr  # type: ignore[arg-type]  # fields of any type
    finally:
        workspace.close()


def picture_of(text: str, path: Path) -> Path:
    rows = qr.modules(text)
    picture = Image.new("L", (len(rows) + 8, len(rows) + 8), 255)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            picture.putpixel((x + 4, y + 4), 255 - 255 * dark)
    picture.resize((5 * picture.width, 5 * picture.height), Image.Resampling.NEAREST).save(path)
    return path


def test_a_text_and_a_picture(run: Run, school: Path, tmp_path: Path) -> None:
    text = code_of(school)
    done = run("certificate", "verify", text, "--home", school)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0] == "Genuine and valid."
    assert ABI.name in done.out
    assert "小山村" in done.out
    picture = picture_of(text, tmp_path / "code.png")
    [answer] = run("certificate", "verify", picture, "--home", school, "--json").json
    assert (answer["standing"], answer["valid"], answer["page"]) == ("valid", True, 1)
    assert answer["certificate"]["hours"] == 46.5
    assert answer["voided"] is None


def test_what_is_not_genuine_ends_with_1(
    run: Run, school: Path, county: Path, tmp_path: Path
) -> None:
    text = code_of(school)
    damaged = text[:-2] + ("00" if text[-2:] != "00" else "11")
    done = run("certificate", "verify", damaged, "--home", school)
    assert (done.code, done.out.split(".")[0]) == (1, "Forged or damaged")
    unknown = run("certificate", "verify", text, "--home", county)
    assert unknown.code == 1
    assert "not known here yet" in unknown.out
    foreign = run("certificate", "verify", "https://example.org", "--home", school, "--json")
    assert (foreign.code, foreign.json[0]["standing"]) == (1, "foreign")
    missing = run("certificate", "verify", tmp_path / "missing.png", "--home", school)
    assert missing.code == 1
    assert "missing.png cannot be read" in missing.err


def test_a_scanner_types_one_after_the_other(
    run: Run, school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [code_of(school, running=1), "", code_of(school, running=2), "NS9:BB8"]
    monkeypatch.setattr("sys.stdin", StringIO("\r\n".join(texts)))
    done = run("certificate", "verify", "-", "--home", school, "--json")
    assert [one["standing"] for one in done.json] == ["valid", "valid", "newer"]
    assert done.code == 1
    monkeypatch.setattr("sys.stdin", StringIO(""))
    assert run("certificate", "verify", "-", "--home", school).code == 1


def test_keys_are_saved_and_loaded(run: Run, school: Path, county: Path, tmp_path: Path) -> None:
    text = code_of(county)
    assert run("certificate", "verify", text, "--home", school).code == 1
    saved = run("certificate", "keys", "save", tmp_path / "stick", "--home", county, "--json").json
    assert saved["issuers"] == 1
    refused = run("certificate", "keys", "load", saved["file"], "--home", school)
    assert refused.code == 1
    assert saved["key"] in refused.err
    load = ("certificate", "keys", "load", saved["file"], "--home", str(school))
    assert run(*load, "--key", saved["key"]).code == 0
    assert run(*load, "--json").json["taken"] is True
    assert run("certificate", "verify", text, "--home", school).code == 0
    assert saved["key"] in run("certificate", "keys", "save", tmp_path, "--home", county).out
