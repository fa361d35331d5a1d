"""A text as the modules of a QR code."""

import math
from typing import Any

_LEVEL_Q_HOLDS = 352
"""Characters of the alphanumeric mode that version 13 holds at level Q."""
_MASK = 3
"""Signed bytes look random, so no mask is better than another; trying all eight takes 8 times
as long."""
_DARK = bytes(value < 128 for value in range(256))
QUIET_ZONE = 4
"""Modules that stay white on each side (ISO/IEC 18004)."""


def modules(text: str) -> tuple[bytes, ...]:
    """The code's rows from the top, a byte a module: 1 is dark. The quiet zone is not in them.

    At level Q where version 13 (69 modules) holds the text so, else at M; a certificate's text
    never needs more.
    """
    import zxingcpp

    level = "Q" if len(text) <= _LEVEL_Q_HOLDS else "M"
    code = zxingcpp.create_barcode(text, zxingcpp.QRCode, ec_level=level, data_mask=_MASK)
    picture: Any = code.to_image(scale=1, add_quiet_zones=False)  # a buffer of one byte a module
    dark = bytes(memoryview(picture)).translate(_DARK)
    side = math.isqrt(len(dark))
    return tuple(dark[start : start + side] for start in range(0, side * side, side))
