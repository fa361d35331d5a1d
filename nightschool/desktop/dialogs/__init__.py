"""Guided actions that need a window of their own."""
