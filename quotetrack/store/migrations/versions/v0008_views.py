"""The views for other programs: `quotes_flat` with all that is told of a quotation, and `claims_flat`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

# How either database spells what differs. The escape of words.py (U+001A) makes a stored text longer than the text
# that spans count in, so nothing is cut out of one that has it.
_SPELLED = {
    "sqlite": {
        "plain": "instr(revisions.text, char(26)) = 0",
        "joined": "(SELECT group_concat(piece, '{between}') FROM (SELECT {piece} AS piece FROM spans "
        "WHERE spans.quote = quotes.id AND spans.role = '{role}' ORDER BY spans.n))",
        "index": "CREATE INDEX quotes_given_id ON quotes (given_id)",
    },
    "postgresql": {
        "plain": "strpos(revisions.text, chr(26)) = 0",
        "joined": "(SELECT string_agg({piece}, '{between}' ORDER BY spans.n) FROM spans "
        "WHERE spans.quote = quotes.id AND spans.role = '{role}')",
        # An id that came with a quotation may be longer than a B-tree takes.
        "index": "CREATE INDEX quotes_given_id ON quotes USING hash (given_id)",
    },
}

_QUOTES = """
CREATE VIEW quotes_flat AS
SELECT quotes.words AS words, speakers.name AS speaker, attributions.speaker_kind AS speaker_kind,
       attributions.mention AS mention, COALESCE(attributions.speaker_role, attributions.role) AS role,
       attributions.hearer AS hearer, attributions.stance AS stance, quotes.kind AS kind,
       attributions.said_on AS said_on, sources.name AS outlet, sources.domain AS domain,
       revisions.published AS published, revisions.title AS title, revisions.url AS url,
       revisions.given_id AS article, quotes.given_id AS quote, quotes.printed_in AS printed_in,
       attributions.confidence AS confidence,
       attributions.said_precision AS said_precision, attributions.act AS act, quotes.rule AS rule,
       {offsets} AS offsets, {place} AS place, {occasion} AS occasion, {speaks_for} AS speaks_for,
       {anonymity} AS anonymity, {via} AS via, {cue} AS cue,
       revisions.agencies AS agencies, revisions.byline AS byline, revisions.archive_url AS archive_url,
       revisions.retrieved AS retrieved, revisions.digest AS digest, claims.given_id AS claim,
       people.name AS person, reviews.status AS status, reviews.reviewer AS reviewer,
       reviews.checked_on AS checked_on, reviews.notes AS notes{more}
FROM quotes
JOIN revisions ON revisions.id = quotes.revision
JOIN sources ON sources.id = revisions.source
JOIN attributions ON attributions.quote = quotes.id
LEFT JOIN speakers ON speakers.id = attributions.speaker
LEFT JOIN speakers AS people ON people.id = attributions.person
LEFT JOIN members ON members.quote = quotes.id
LEFT JOIN claims ON claims.id = members.claim
LEFT JOIN reviews ON reviews.quote = quotes.id
WHERE revisions.current
"""

# The printings of a claim that count: those in the articles' current texts.
_OTHERS = """
    FROM members AS others
    JOIN quotes AS other ON other.id = others.quote
    JOIN revisions AS printed ON printed.id = other.revision AND printed.current
    JOIN sources AS outlets ON outlets.id = printed.source
    WHERE others.claim = members.claim
"""

_CLAIMS = f"""
CREATE VIEW claims_flat AS
SELECT claims.given_id AS claim, quotes.given_id AS quote, quotes.words AS words, speakers.name AS speaker,
       sources.name AS outlet, revisions.published AS published, revisions.given_id AS article,
       revisions.url AS url, attributions.stance AS stance, quotes.kind AS kind, copied.given_id AS copy_of,
       (SELECT count(*) {_OTHERS}) AS printings,
       (SELECT count(DISTINCT COALESCE(NULLIF(outlets.name, ''), NULLIF(outlets.domain, ''),
                                       'article ' || printed.article))
        {_OTHERS} AND others.copy_of IS NULL) AS sources,
       (SELECT min(printed.published) {_OTHERS}) AS first_published
FROM members
JOIN claims ON claims.id = members.claim
JOIN quotes ON quotes.id = members.quote
JOIN revisions ON revisions.id = quotes.revision
JOIN sources ON sources.id = revisions.source
JOIN attributions ON attributions.quote = quotes.id
LEFT JOIN speakers ON speakers.id = attributions.speaker
LEFT JOIN quotes AS copied ON copied.id = members.copy_of
WHERE revisions.current AND EXISTS (SELECT 1 {_OTHERS} AND others.quote <> members.quote)
"""


def quotes_view(dialect: str, *, more: str = "") -> str:
    """Return what makes the view of quotations in a database of this kind, with `more` columns at its end."""
    spelled = _SPELLED[dialect]

    def joined(role: str, between: str, piece: str) -> str:
        return spelled["joined"].format(role=role, between=between, piece=piece)

    def printed(role: str, between: str = " … ") -> str:
        cut = joined(role, between, "substr(revisions.text, spans.begins + 1, spans.ends - spans.begins)")
        return f"CASE WHEN {spelled['plain']} THEN {cut} END"

    roles = ("place", "occasion", "speaks_for", "anonymity", "cue")
    told = {role: printed(role) for role in roles}
    told["via"] = printed("via", "; ")
    told["offsets"] = joined("content", "; ", "spans.begins || '..' || spans.ends")
    return _QUOTES.format(**told, more=more)


def upgrade() -> None:
    """Make the views anew, and the index by which a quotation's id finds it."""
    dialect = op.get_bind().dialect.name
    op.execute(sa.text("DROP VIEW quotes_flat"))
    for statement in (_SPELLED[dialect]["index"], quotes_view(dialect), _CLAIMS):
        op.get_bind().exec_driver_sql(statement)
