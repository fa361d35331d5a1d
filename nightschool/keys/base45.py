"""Base45 (RFC 9285): bytes in the 45 characters that a QR code packs two into 11 bits."""

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_POWERS = (1, 45, 45 * 45)
_VALUES = {sign: value for value, sign in enumerate(ALPHABET)}


def encode(data: bytes) -> str:
    """Two bytes as three characters, a last odd one as two; the text never ends in a blank."""
    signs = []
    for start in range(0, len(data), 2):
        pair = data[start : start + 2]
        rest = int.from_bytes(pair, "big")
        for _place in range(len(pair) + 1):
            rest, value = divmod(rest, 45)
            signs.append(ALPHABET[value])
    return "".join(signs)


def decode(text: str) -> bytes:
    """The reverse; raises `ValueError` for whatever `encode` would not have written."""
    if len(text) % 3 == 1:
        raise ValueError("a character too many")
    try:
        values = [_VALUES[sign] for sign in text]
    except KeyError as error:
        raise ValueError("a character that is none of the 45") from error
    groups = (values[start : start + 3] for start in range(0, len(values), 3))
    return b"".join(map(_bytes_of, groups))


def _bytes_of(group: list[int]) -> bytes:
    number = sum(value * _POWERS[place] for place, value in enumerate(group))
    length = len(group) - 1
    if number >= 256**length:
        raise ValueError("more than its bytes can hold")
    return number.to_bytes(length, "big")
