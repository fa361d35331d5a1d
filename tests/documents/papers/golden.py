"""Make the golden pictures anew, after a change of the papers that was looked at.

python -m tests.documents.papers.golden
"""

from PIL import Image

from tests.documents.papers.reading import GOLDEN, picture
from tests.documents.papers.records import ORDINARY

RESOLUTION = 45
GREYS = 16


def small(data: bytes) -> Image.Image:
    """A paper's first page as it is kept."""
    return picture(data, RESOLUTION).quantize(GREYS)


def main() -> None:
    GOLDEN.mkdir(exist_ok=True)
    for name, make in ORDINARY.items():
        small(make()).save(GOLDEN / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
