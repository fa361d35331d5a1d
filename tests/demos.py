"""One real run of the demo for all tests that look at it: it takes some seconds."""

from functools import cache
from pathlib import Path

from nightschool import bootstrap, i18n
from nightschool.services import demo
from nightschool.services.demo import Station

PASSWORD = "correct horse"


@cache
def stations(home: Path) -> dict[str, Station]:
    """The stations of a demo in this folder, told in English, by their names."""
    i18n.use_language("en")
    return {one.name: one for one in demo.run(home, PASSWORD, bootstrap.opened)}
