"""What a question got: answers, and if there are none, why, and what came nearest."""

from __future__ import annotations

from dataclasses import dataclass

from quotetrack.query.questions import Query
from quotetrack.records import JsonObject, Printed, PrintedNotSpeech, span_list


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A statement that answers a question.

    Attributes:
        printed: The statement.
        score: How likely it answers, 0 to 1, as far as questions with known answers tell.
        why: Why it answers, for a reader.
        others: The other printings of its claim, by day of publication.

    Example:
        >>> answer = collection.ask("What did Petrov say?").results[0]
        >>> answer.printed.text, answer.others
        ('the repairs cost too much', ())
    """

    printed: Printed
    score: float
    why: str
    others: tuple[Printed, ...] = ()

    def to_dict(self, *, rank: int, claim: str | None = None, read_as: str | None = None) -> JsonObject:
        """Return the answer as `quotetrack ask --format jsonl` prints it.

        Args:
            rank: The answer's place, counted from 1.
            claim: The id of its claim.
            read_as: How the question was read.

        Returns:
            A new dictionary. What a reviewer has decided is in it only if somebody has.
        """
        printed, attribution = self.printed, self.printed.statement.attribution
        article, quote = printed.article, printed.statement.quote
        hearer, said_on = attribution.hearer, attribution.said_on
        return {
            "rank": rank,
            "score": round(self.score, 4),
            "id": printed.id,
            "article": article.id,
            "source": article.outlet,
            "published": article.published,
            "url": article.url,
            "content": span_list(quote.content),
            "text": printed.text,
            "speaker": attribution.speaker.to_dict() if attribution.speaker else None,
            "mention": span_list(attribution.mention) or None,
            "kind": quote.kind,
            "stance": attribution.stance,
            "hearer": hearer.of(article.text) if hearer else None,
            "said_on": said_on.date if said_on else None,
            "confidence": round(attribution.confidence, 4),
            "shown": printed.shown,
            "cue": span_list(quote.cue),
            "claim": claim,
            "read_as": read_as,
            "probability": round(self.score, 4),
            **(article.located(quote.extent) if quote.content else {}),
            **({"review": printed.review.to_dict()} if printed.review else {}),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a question got.

    Attributes:
        query: The question as it was read.
        read_as: How it was read, in one sentence.
        results: The answers, best first.
        note: If there are no answers: what was searched, and why nothing is shown. Else None.
        is_chosen: True if the name asked about was read as one of several speakers, or not as it was written;
            `read_as` names them.
        nearest: If there are no answers: the statements that came nearest, best first. Else empty.
        unattributed: If there are no answers: what is printed with the words of the subject, and nobody is settled as
            its speaker. Else empty.

        instead: The same question for each other speaker whom the name may mean, most quoted first.

    Example:
        >>> reply = collection.ask("What did Petrov say about the repairs?")
        >>> reply.query.speaker, reply.note
        ('Petrov', None)
    """

    query: Query
    read_as: str
    results: tuple[Answer, ...] = ()
    note: str | None = None
    is_chosen: bool = False
    nearest: tuple[Answer, ...] = ()
    unattributed: tuple[Printed | PrintedNotSpeech, ...] = ()
    instead: tuple[str, ...] = ()
