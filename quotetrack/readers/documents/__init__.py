"""Documents: PDF, Word and OpenDocument texts."""
