"""Nightschool: training records for farmers' night schools, offline first."""

__version__ = "0.1.0"
