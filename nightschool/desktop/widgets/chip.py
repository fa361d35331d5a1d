"""A status: a sign, a word and a colour, so that no colour alone must be understood."""

from PySide6.QtWidgets import QLabel, QSizePolicy

from nightschool.desktop import style

SIGNS = {"good": "✓", "warn": "!", "bad": "✗", "info": "i", "quiet": "–", "accent": "●"}
"""A sign for each tone, where nothing better is at hand."""


class Chip(QLabel):
    """Tones: good, warn, bad, info, quiet, accent."""

    def __init__(self, sign: str, text: str, tone: str = "quiet") -> None:
        super().__init__()
        self.setProperty("kind", "chip")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.say(sign, text, tone)

    def say(self, sign: str, text: str, tone: str) -> None:
        """Show another status."""
        self.setText(f"{sign} {text}".strip())
        self.setAccessibleName(text)
        style.dress(self, tone=tone)
