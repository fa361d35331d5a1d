"""The only room that knows SQLAlchemy, Alembic, SQLCipher and PostgreSQL."""
