"""Whether each quotation is shown. What stands without marks is, if it is sure enough, and so is all that was loaded as
it was given. Ids and decisions stay; what is counted, and the claims, come to be of what is shown."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from quotetrack.store.migrations.versions.v0008_views import quotes_view

revision = "0010"
down_revision = "0009"

# By how sure earlier versions were of the words: another measure than that of `bar` in lang/en/claims.json.
_BAR = 0.7

_KEPT_BACK = f"""
UPDATE quotes SET shown = false
WHERE kind = 'indirect' AND confidence < {_BAR} AND revision NOT IN (
    SELECT revisions.id FROM revisions JOIN runs ON runs.id = revisions.run
    WHERE runs.versions LIKE '[["loaded"%')
"""

# As `filters.KEPT_BACK` selects them.
_UNSHOWN = """(
    SELECT id FROM quotes WHERE NOT shown AND id NOT IN (
        SELECT quote FROM reviews WHERE status IN ('confirmed', 'corrected') OR corrected <> '[]')
    UNION SELECT quote FROM reviews WHERE status = 'rejected')
"""

_MORE = """,
       (quotes.shown OR COALESCE(reviews.status IN ('confirmed', 'corrected'), false)
        OR COALESCE(reviews.corrected, '[]') <> '[]') AND COALESCE(reviews.status, '') <> 'rejected' AS shown"""

_RECOUNTED = (
    # Whoever said something that is not shown is counted anew by the next linking.
    f"""INSERT INTO undescribed (speaker)
    SELECT DISTINCT person FROM attributions WHERE person IS NOT NULL AND quote IN {_UNSHOWN}""",
    f"""UPDATE term_forms SET quotes = (
        SELECT count(*) FROM key_terms JOIN quotes ON quotes.revision = key_terms.revision
        WHERE key_terms.form = term_forms.id AND quotes.id NOT IN {_UNSHOWN})""",
    "UPDATE subjects SET quotes = (SELECT COALESCE(sum(quotes), 0) FROM term_forms WHERE key = subjects.key)",
)

# A claim that is left with fewer than two members is none. The copies of a printing that is not shown are grouped anew
# by the next linking; until then each counts for itself.
_CLAIMS = (
    f"UPDATE members SET copy_of = NULL WHERE copy_of IN {_UNSHOWN}",
    f"DELETE FROM members WHERE quote IN {_UNSHOWN}",
    "DELETE FROM members WHERE claim IN (SELECT claim FROM members GROUP BY claim HAVING count(*) < 2)",
    "DELETE FROM claims WHERE id NOT IN (SELECT claim FROM members)",
)


def upgrade() -> None:
    """Add the column, its index and the view with it; then count anew what is counted."""
    connection = op.get_bind()
    changed = "SELECT others.quote FROM members JOIN members AS others ON others.claim = members.claim"
    op.add_column("quotes", sa.Column("shown", sa.Boolean, nullable=False, server_default=sa.true()))
    op.execute(sa.text(_KEPT_BACK))
    op.create_index(
        "quotes_kept_back",
        "quotes",
        ["id", "shown"],
        sqlite_where=sa.text("shown = 0"),
        postgresql_where=sa.text("NOT shown"),
    )
    op.execute(sa.text("DROP VIEW quotes_flat"))
    connection.exec_driver_sql(quotes_view(connection.dialect.name, more=_MORE))
    left = connection.exec_driver_sql(f"{changed} WHERE members.quote IN {_UNSHOWN}").scalars()
    waiting = sorted({int(quote) for quote in left})
    for statement in (*_RECOUNTED, *_CLAIMS):
        connection.exec_driver_sql(statement)
    # The row ids that `LinkWork.take_changed` gives to the next linking.
    kept = sa.table("linking_state", sa.column("name"), sa.column("value"))
    if waiting:
        connection.execute(sa.insert(kept).values(name="shown changed", value=str(waiting)))
