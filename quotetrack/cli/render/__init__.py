"""What commands print: cards, tables, bars, progress, for a terminal or a pipe."""
