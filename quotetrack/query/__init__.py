"""Answers questions: what somebody said about something, and who said it.

`answer` takes a question and a store; `parse_question` shows how a question is read.
"""

from quotetrack.query.answers import answer
from quotetrack.query.questions import Query, parse_question
from quotetrack.query.replies import Answer, Reply
from quotetrack.speakers.directory import Searchable

__all__ = ["Answer", "Query", "Reply", "Searchable", "answer", "parse_question"]
