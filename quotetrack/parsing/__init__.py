"""Parsing: an article becomes paragraphs, each with its own spaCy `Doc`."""
