"""Writes the demo's transcript into both READMEs, and docs/certificate.png from its first papers.

Run by hand when the demo says something else (`.venv/bin/python tools/make_transcripts.py`): a
test holds the transcripts to what the demo prints.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2

ROOT = Path(__file__).resolve().parent.parent
READMES = {"en_US.UTF-8": ROOT / "README.md", "zh_CN.UTF-8": ROOT / "README.zh-CN.md"}
PICTURE, PAGE, WIDTH = ROOT / "docs" / "certificate.png", 1, 1000
FAULTS, FIGURES = 2, 9
"""So many refused rows, and so many of the school's figures, are shown."""


def run(folder: str, locale: str) -> str:
    """What the demo prints, with codes and signs that do not change from run to run."""
    environment = {**os.environ, "LANG": locale, "LC_ALL": locale}
    environment.pop("NIGHTSCHOOL_PASSWORD", None)
    command = [str(ROOT / ".venv/bin/nightschool"), "demo"]
    done = subprocess.run(  # noqa: S603  (no command comes from outside this file)
        command, cwd=folder, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    text = done.stdout.replace(f"{Path(folder).resolve()}/", "")
    text = text.replace(command[0], "nightschool")
    text = re.sub(r"\b[0-9A-Z]{4}(-[0-9A-Z]{4}){2}\b", "7HQ2-K9TD-0VWX", text)
    return re.sub(r"(-\d{4})-[0-9A-Z]{8}\b", r"\1-7HQ2K9TD", text)


def shortened(text: str) -> Iterator[str]:
    """The stations, with … for most of the refused rows and of the school's figures."""
    for station in text.rstrip().split("\n\n"):
        lines = station.splitlines()
        faults = [place for place, line in enumerate(lines) if line.lstrip().startswith("✗")]
        heads = [place for place, line in enumerate(lines) if "──" in line]
        if len(faults) > FAULTS:
            after = next(place for place, line in enumerate(lines) if "→" in line)
            lines[faults[FAULTS] : after] = ["    …"]
        elif heads and len(lines) > heads[0] + FIGURES + 1:
            lines[heads[0] + FIGURES + 1 :] = ["    …"]
        yield "\n".join(lines)


def write(readme: Path, transcript: str) -> None:
    """Put the transcript in the place of the one that stands there."""
    begin, end = "```text\n$ nightschool demo\n", "\n```"
    before, _begin, rest = readme.read_text("utf-8").partition(begin)
    _old, _end, after = rest.partition(end)
    readme.write_text(f"{before}{begin}{transcript}{end}{after}", "utf-8")


def draw(papers: Path) -> None:
    """A small picture of a certificate."""
    page = pypdfium2.PdfDocument(papers)[PAGE]
    picture = page.render(scale=WIDTH / page.get_width()).to_pil()
    picture.convert("RGB").quantize(64).save(PICTURE, optimize=True)


def main() -> None:
    """Run the demo in both languages and write what it shows."""
    for locale, readme in READMES.items():
        with tempfile.TemporaryDirectory() as folder:
            write(readme, "\n\n".join(shortened(run(folder, locale))))
            draw(Path(folder) / "nightschool-demo" / "papers" / "certificates.pdf")


if __name__ == "__main__":
    main()
