"""Checks: one list of rules that look for what cannot be, or should not be, in schools' books."""
