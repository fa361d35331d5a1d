"""Use cases, each one function and one transaction."""
