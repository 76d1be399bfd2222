"""Answers questions: what somebody said about something, and who said it.

`answer` takes a question and a store; `parse_question` shows how a question is read.
"""

from quotetrack.query.answers import answer, answer_of_speaker
from quotetrack.query.questions import Query, parse_question
from quotetrack.query.replies import Answer, Reply
from quotetrack.speakers.directory import Searchable

__all__ = ["Answer", "Query", "Reply", "Searchable", "answer", "answer_of_speaker", "parse_question"]
