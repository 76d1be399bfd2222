"""The scripts that make a store and bring an older one up to date; Alembic runs them from `database`."""
