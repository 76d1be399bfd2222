"""The scorer of the seed article, the one set that brings none of its own: its gold and an extraction → figures."""

from __future__ import annotations

from typing import Any

from quotetrack.evaluation.predictions import JsonObject, pairs, whole
from quotetrack.records import Extraction, Statement


def score_seed(gold: JsonObject, extraction: Extraction) -> tuple[JsonObject, str]:
    """Return the figures, and a report with one line a quotation that names what is wrong with it.

    A quotation is right if every field is: pieces, kind, cue, mention, speaker, role, hearer, day, place, occasion.
    """
    statements = {_key(pairs(s.quote.content)): s for s in extraction.statements}
    wrong = {q["id"]: _differences(q, statements, extraction.article.text) for q in gold["quotes"]}
    wanted = {_key(q["content"]) for q in gold["quotes"] + gold["headline_quotes"]}
    figures = {
        "quotations": len(wrong),
        "right": sum(not differences for differences in wrong.values()),
        "false": sum(s.quote.kind != "indirect" and key not in wanted for key, s in statements.items()),
        "claims": len(gold["claims"]),
        "claims found": sum(any(_same_claim(c, s) for s in extraction.statements) for c in gold["claims"]),
    }
    lines = [f"{id}: {'; '.join(differences) or 'right'}" for id, differences in wrong.items()]
    claims = f"{figures['claims found']} of {figures['claims']}"
    lines.append(f"false quotations: {figures['false']}; indirect claims: {claims}")
    return figures, "\n".join(lines)


def _key(content: list[list[int]]) -> tuple[tuple[int, ...], ...]:
    return tuple(map(tuple, content))


def _differences(want: JsonObject, statements: dict[Any, Statement], text: str) -> list[str]:
    got = statements.get(_key(want["content"]))
    if got is None:
        return ["missed"]
    quote, attribution = got.quote, got.attribution
    speaker = attribution.speaker
    fields = {
        "kind": (want["kind"], quote.kind),
        "cue": (want["cue"], whole(quote.cue)),
        "mention": (want["speaker_mention"], whole(attribution.mention)),
        "speaker": (want["speaker_name"], speaker.name if speaker else None),
        "speaker kind": (want["speaker_kind"], speaker.kind if speaker else None),
        "role": (want["role"], speaker.role if speaker else None),
        "hearer": (want["addressee"], attribution.hearer.of(text) if attribution.hearer else None),
        "said on": (want["said_on"], attribution.said_on.date if attribution.said_on else None),
        "place": (want["place"], attribution.place.of(text) if attribution.place else None),
        "occasion": (want["occasion"], attribution.occasion.of(text) if attribution.occasion else None),
    }
    return [f"{name}: wanted {a!r}, got {b!r}" for name, (a, b) in fields.items() if a != b]


def _same_claim(want: JsonObject, statement: Statement) -> bool:
    """True if speaker and stance are the same, and at least half of the characters are in common."""
    [[start, end]] = want["content"]
    inside = sum(max(0, min(end, s.end) - max(start, s.start)) for s in statement.quote.content)
    union = end - start + sum(s.end - s.start for s in statement.quote.content) - inside
    speaker = statement.attribution.speaker
    names = [want["speaker_name"], *want["name_aliases"], want["speaker_text"]]
    named = (speaker.name if speaker else None) in names or (
        speaker is not None and speaker.name is None and want["speaker_name"] is None
    )
    return inside * 2 >= union and named and want["denied"] == (statement.attribution.stance == "denied")
