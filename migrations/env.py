"""Alembic's door: the program hands over a connection that already is in its transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
