"""Where the shipped files are: in a checkout, an installed wheel or a frozen build."""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    places = [_PACKAGE / name, _PACKAGE.parent / name]
    if frozen:
        places.insert(0, Path(frozen) / name)
    return next(place for place in places if place.is_dir())


def resources() -> Path:
    """Fonts, translations, reference data; read-only."""
    return _shipped("resources")


def migrations() -> Path:
    """Alembic's folder with `env.py` and `versions/`."""
    return _shipped("migrations")
