"""Functions of a session that return the domain's records, never rows."""
