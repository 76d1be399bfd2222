"""One module a change of the tables, oldest first. A script is never edited once it is released."""
