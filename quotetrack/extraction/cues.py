"""Which words report a quoted stretch: the cue after it, before it, or elsewhere in its sentence.

Each room of rules looks at one stretch in its paragraph; here is the order in which they are asked.
"""

from __future__ import annotations

from spacy.tokens import Doc

from quotetrack.extraction.after import cue_after
from quotetrack.extraction.apart import report_apart
from quotetrack.extraction.before import cue_before
from quotetrack.extraction.place import Cue, Place
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import is_cue
from quotetrack.records.rules import RuleName, rule_of


def find_cue(at: Place, lexicon: Lexicon) -> Cue | None:
    """Return the cue of a stretch, or None. A cue that runs straight into the opening mark ("said: “", "said, “",
    "that “") comes first; otherwise the clause after the stretch, then what governs it from before."""
    floor = at.floor
    last = at.doc[at.open - 1]
    is_behind_cue = last.text == "," and at.open > 1 and is_cue(at.doc[at.open - 2], lexicon)
    runs_in = at.open > floor and (
        last.text == ":" or is_behind_cue or (last.dep_ == "relcl" and is_cue(last, lexicon))
    )
    after, before = cue_after(at, lexicon), cue_before(at, lexicon)
    is_source = after is not None and after.rule == RuleName.ACCORDING_TO
    is_closed = after is not None and at.final == "," and not is_source
    if runs_in and before is not None and not is_closed:
        return before
    if is_source and at.open > floor and before is not None:
        return after if _is_weak(before, at.doc, lexicon) else before
    if after is not None and before is not None and at.final not in ",.!?" and _goes_on_with(after, at.doc):
        return before
    cue = after or before
    return report_apart(at, lexicon) or cue if cue is None or _is_weak(cue, at.doc, lexicon) else cue


def _goes_on_with(cue: Cue, doc: Doc) -> bool:
    """Return True for a verb with words of its own to report: "…, Amsel warned of “…”"."""
    behind = doc[cue.end] if cue.end < len(doc) else None
    return behind is not None and behind.lower_ in ("of", "about", "that", "how", "against")


def _is_weak(cue: Cue, doc: Doc, lexicon: Lexicon) -> bool:
    """Return True for a verb of thought and the like: where the sentence has its own report, that one speaks. A verb
    that names ("its critics, he noted, call it “a joke”") keeps its subject."""
    lemma = doc[cue.verb].lemma_.lower() if cue.verb is not None else ""
    return rule_of(cue.rule).is_loose and lemma in lexicon.weak - lexicon.naming
