"""Nightschool: training records for farmers' night schools, offline first."""

__version__ = "0.2.0"
