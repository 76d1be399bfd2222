"""What an article is about: its key terms, an article → a few words and names, each with a place where it is printed.

The terms come from the words as printed, those of quotations included, so nothing of the parse is needed. textacy ranks
them by YAKE; `docs/accuracy.md` compares it with the other rankings. textacy takes a second to import, so only what
adds articles to a database uses this room.
"""

from quotetrack.key_terms.ranking import find_key_terms

__all__ = ["find_key_terms"]
