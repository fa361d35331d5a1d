"""How certificates of each released version are drawn: frozen, one module a version."""
