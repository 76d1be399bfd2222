"""Everything that quotetrack raises on purpose.

    QuotetrackError
    ├── ReadError          an input cannot be read: missing, empty, binary, not JSON
    ├── PipelineError      the language pipeline is missing or of another version
    ├── StoreError         the database cannot be used
    │   ├── StoreLocked    another process holds it
    │   ├── StoreTooNew    written by a later version of the program
    │   └── NotAStore      a file or database that is not ours
    ├── OutputError        what is to be written cannot be: no room on the disk, no permission, stdout closed
    │   └── OutputClosed   whoever read it has closed it
    ├── NotFound           no such quotation, speaker or article
    └── UsageError         an option or question that makes no sense
        └── ChangedSince   what is decided on is no longer what was looked at

A message says what was found, where, what was expected and what to do next.
"""

import re


class QuotetrackError(Exception):
    """The root of all errors raised on purpose; catch this one to catch them all."""


class ReadError(QuotetrackError):
    """An input cannot be read."""


class PipelineError(QuotetrackError):
    """The language pipeline is missing or unfit."""


class StoreError(QuotetrackError):
    """The database cannot be used."""


class StoreLocked(StoreError):
    """Another process holds the database."""


class StoreTooNew(StoreError):
    """The database was written by a later version of the program."""


class NotAStore(StoreError):
    """The file or database named is not a quotetrack store."""


class OutputError(QuotetrackError):
    """What is to be written cannot be."""


class OutputClosed(OutputError):
    """Whoever reads the output has closed it."""


class NotFound(QuotetrackError):
    """No such quotation, speaker or article."""


class UsageError(QuotetrackError):
    """An option or a question that makes no sense."""


class ChangedSince(UsageError):
    """What is to be decided on is no longer as it was when it was looked at."""


_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
"""NUL and lone surrogates, which is what bytes that are no UTF-8 become on the command line. No database compares a
text with them: PostgreSQL refuses NUL, and neither PostgreSQL nor SQLite takes a lone surrogate."""


def require_text(*words: object) -> None:
    """Refuse words that are looked up and are no text: UsageError if one of the strings holds NUL or a lone surrogate.
    What is no string is passed over."""
    for one in words:
        if isinstance(one, str) and (odd := _NO_TEXT.search(one)) is not None:
            raise UsageError(
                f"{one[:60]!r} holds {odd.group()!r}, which is no text: give words in UTF-8, without NUL"
            )
