"""Dates and figures as Chinese papers write them, whatever the screen's language is."""

from datetime import date

_DIGITS = "〇一二三四五六七八九"


def ceremonial_date(day: date) -> str:
    """二〇一八年七月三十一日."""
    year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{_below_hundred(day.month)}月{_below_hundred(day.day)}日"


def plain_date(day: date) -> str:
    """2018年7月31日."""
    return f"{day.year}年{day.month}月{day.day}日"


def period(first: date, last: date) -> str:
    """2018年1月8日至2018年7月31日, or the one day."""
    return plain_date(first) if first == last else f"{plain_date(first)}至{plain_date(last)}"


def class_hours(half_hours: int) -> str:
    """24.5 from 49 halves of a class hour, 24 from 48."""
    return f"{half_hours // 2}.5" if half_hours % 2 else f"{half_hours // 2}"


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    leading = {0: "", 1: "十"}.get(tens, f"{_DIGITS[tens]}十")
    return leading + (_DIGITS[ones] if ones else "")
