"""Makes resources/fonts: fetches the originals, cuts them to what Chinese papers need, renames.

Run by hand when a font shall change (`.venv/bin/python tools/cut_fonts.py`); needs npm, apt-get
and dpkg-deb. What it makes is committed, since neither a fresh machine nor CI has npm.
"""

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
NPM = ("@expo-google-fonts/noto-sans-sc@0.4.3", "@expo-google-fonts/noto-serif-sc@0.4.3")
DEBIAN = ("fonts-lxgw-wenkai", "fonts-noto-core")
KAI = "Nightschool Kai"
"""LXGW and 霞鹜 are reserved names (OFL, clause 3): a cut LXGW WenKai may not bear them."""

LATIN_AND_SIGNS = {
    *range(0x20, 0x250),
    *range(0x2000, 0x2E80),
    *range(0x3000, 0x3100),  # with 〇, which dates need and GB 2312 lacks
    *range(0xFF00, 0xFFF0),
}
UNIFIED = set(range(0x4E00, 0xA000))


def gb2312() -> Iterator[int]:
    """The 6,763 characters of the standard of 1980."""
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            if character := bytes([high, low]).decode("gb2312", "ignore"):
                yield ord(character)


def run(*command: str | Path, folder: Path) -> str:
    """What a command prints; raises where it fails."""
    return subprocess.run(  # noqa: S603  (no command comes from outside this file)
        command, cwd=folder, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def fetch(folder: Path) -> None:
    """The four packages, unpacked into `folder`."""
    for name in NPM:
        packed = run("npm", "pack", "--silent", name, folder=folder).strip()
        run("tar", "-xzf", packed, "--one-top-level", folder=folder)
    run("apt-get", "download", "--quiet", *DEBIAN, folder=folder)
    for package in folder.glob("*.deb"):
        run("dpkg-deb", "-x", package, ".", folder=folder)


def original(folder: Path, name: str) -> Path:
    """The file of this name, wherever its package keeps it."""
    return next(folder.rglob(name))


def characters(path: Path) -> set[int]:
    """The code points that a font has."""
    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap())


def outside_unified(path: Path) -> set[int]:
    """The Han characters of a font that lie outside U+4E00-9FFF."""
    return {code for code in characters(path) if 0x3400 <= code < 0x4DC0 or code >= 0x20000}


def cut(source: Path, target: str, wanted: set[int], family: str = "") -> None:
    """Write `target` with the `wanted` characters, without layout tables, which we do not use."""
    options = subset.Options(
        layout_features=[], name_IDs=["*"], name_languages=["*"], notdef_outline=True
    )
    options.drop_tables += ["BASE", "DSIG", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx"]
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    if family:
        rename(font, family)
    subset.save_font(font, FONTS / target, options)


def rename(font: TTFont, family: str) -> None:
    """A name of its own for a cut font; the copyright notice stays, with a word on the change."""
    names = font["name"]
    notice = names.getDebugName(0)
    names.names = [name for name in names.names if name.nameID in {5, 13, 14}]
    for number, text in {
        0: f"{notice}\nCut to fewer characters and renamed for Nightschool.",
        1: family,
        2: "Regular",
        3: f"{family} Regular",
        4: family,
        6: family.replace(" ", "") + "-Regular",
    }.items():
        names.setName(text, number, 3, 1, 0x409)


def main() -> None:
    """Cut all fonts and say how large they are."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        fetch(folder)
        sans = original(folder, "NotoSansSC_400Regular.ttf")
        semibold = original(folder, "NotoSansSC_600SemiBold.ttf")
        serif = original(folder, "NotoSerifSC_700Bold.ttf")
        kai = original(folder, "LXGWWenKai-Regular.ttf")
        # What all have beyond U+9FFF: the 196 of the general table of 2013 and some 500 more.
        rare = outside_unified(sans) & outside_unified(serif) & outside_unified(kai)
        cut(sans, "NotoSansSC-Regular.ttf", characters(sans))
        cut(semibold, "NotoSansSC-SemiBold.ttf", LATIN_AND_SIGNS | UNIFIED | rare)
        cut(kai, "NightschoolKai-Regular.ttf", LATIN_AND_SIGNS | UNIFIED | rare, KAI)
        cut(serif, "NotoSerifSC-Bold.ttf", LATIN_AND_SIGNS | set(gb2312()) | rare)
        yi = original(folder, "NotoSansYi-Regular.ttf")
        cut(yi, "NotoSansYi-Regular.ttf", characters(yi))
    files = sorted(FONTS.glob("*.ttf"))
    for file in files:
        print(f"{file.stat().st_size:>12,}  {file.name}")
    print(f"{sum(file.stat().st_size for file in files):>12,}")


if __name__ == "__main__":
    main()
