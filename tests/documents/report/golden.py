"""Make the golden pictures anew, after a change of the reports that was looked at.

python -m tests.documents.report.golden
"""

from pathlib import Path

from PIL import Image

from tests.documents.papers.reading import picture
from tests.documents.report import records

FOLDER = Path(__file__).parent / "golden"
RESOLUTION = 45
GREYS = 16


def small(data: bytes) -> Image.Image:
    """A report's first page as it is kept."""
    return picture(data, RESOLUTION).quantize(GREYS)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name in records.GOLDEN:
        small(records.paper(name)).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
