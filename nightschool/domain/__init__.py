"""Record types and the pure rules beside them; imports the standard library alone."""
