"""The window door; the only room that knows PySide6."""
