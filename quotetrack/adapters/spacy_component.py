"""A spaCy component: `nlp.add_pipe("quotetrack")` puts the quotations of each text into its `Doc`.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> component = nlp.add_pipe("quotetrack")
    >>> doc = nlp("“The bridge is safe,” said Ana Lima, the mayor.")
    >>> doc.spans["quotations"]
    [The bridge is safe,]
    >>> doc._.quotations[0].attribution.speaker.name
    'Ana Lima'

The component reads `doc.text` with quotetrack's own pipeline. It needs no other component, and tags, entities or
sentences in the `Doc` change nothing. spaCy finds it by the entry point in pyproject.toml, so nobody imports this
module by hand.
"""

# No `from __future__ import annotations` here: spaCy checks a component's settings by the annotations of its factory,
# and cannot read them as strings.

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

import quotetrack
from quotetrack.errors import UsageError
from quotetrack.records import KINDS, Kind, Statement

ATTRIBUTE = "quotations"
"""The name of the statements: `doc._.quotations`."""

KEY = ("._.", ATTRIBUTE, None, None)
"""Where spaCy keeps the values of that attribute in `doc.user_data`. Under this key spaCy leaves them out when it cuts
or joins Docs, as it must: the offsets would no longer fit."""

SETTINGS = {"engine": None, "kinds": list(KINDS), "spans_key": "quotations"}
"""The component's settings and their defaults."""


class QuotationFinder:
    """Finds the quotations of a `Doc`'s text.

    Args:
        engine: "model" (rules and the trained model), "rules", or None: the model if it is installed.
        kinds: The kinds of quotations to find.
        spans_key: The key of the spans in `doc.spans`.
    """

    def __init__(self, *, engine: str | None = None, kinds: Iterable[Kind] = KINDS, spans_key: str) -> None:
        self.engine = engine
        self.kinds = tuple(kinds)
        self.spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc.spans[spans_key]` and `doc._.quotations`, and return the same `Doc`.

        Each piece of a quotation's content is one span. Its label is the kind; its `id_` is the id of the quotation,
        which pieces of one quotation share. A span holds every token that the piece touches.

        Raises:
            PipelineError: The language pipeline or the model asked for is not installed.
        """
        statements = quotetrack.extract(doc.text, kinds=self.kinds, engine=self.engine).statements
        spans = [span for statement in statements for span in token_spans(doc, statement)]
        doc.spans[self.spans_key] = SpanGroup(doc, name=self.spans_key, spans=spans)
        set_quotations(doc, statements)
        return doc


@Language.factory(
    "quotetrack", assigns=["doc.spans", f"doc._.{ATTRIBUTE}"], default_config=SETTINGS, retokenizes=False
)
def make_component(
    nlp: Language,  # noqa: ARG001 — spaCy passes it by name
    name: str,  # noqa: ARG001 — spaCy passes it by name
    engine: Literal["rules", "model"] | None,
    kinds: list[Kind],
    spans_key: str,
) -> QuotationFinder:
    """Make the component for a pipeline; spaCy calls this.

    Raises:
        UsageError: Another package has an attribute `doc._.quotations` already.
    """
    register_attribute()
    return QuotationFinder(engine=engine, kinds=kinds, spans_key=spans_key)


def register_attribute() -> None:
    """Give every `Doc` the attribute `doc._.quotations`: a tuple of `Statement`, empty if the component has not run.

    `nlp.add_pipe` and `spacy.load` do this too. Call it to read saved Docs without the component.

    Raises:
        UsageError: Another package has an attribute of this name already.
    """
    if Doc.has_extension(ATTRIBUTE):
        if Doc.get_extension(ATTRIBUTE)[2] is quotations:
            return
        raise UsageError(
            f"doc._.{ATTRIBUTE} belongs to another package already; remove it first: "
            f'Doc.remove_extension("{ATTRIBUTE}")'
        )
    Doc.set_extension(ATTRIBUTE, getter=quotations, setter=set_quotations)


def token_spans(doc: Doc, statement: Statement) -> list[Span]:
    """Return the pieces of a statement's content as spans of whole tokens, in text order."""
    quote = statement.quote
    pieces = (
        doc.char_span(piece.start, piece.end, label=quote.kind, span_id=quote.id, alignment_mode="expand")
        for piece in quote.content
    )
    return [span for span in pieces if span is not None]


def quotations(doc: Doc) -> tuple[Statement, ...]:
    """Return the statements of a `Doc`, in text order: the value of `doc._.quotations`."""
    return tuple(_record(Statement, told) for told in _kept_in(doc).get(KEY, ()))


def set_quotations(doc: Doc, statements: Iterable[Statement]) -> None:
    """Keep the statements in the `Doc` as lists, dictionaries, strings and numbers.

    So the `Doc` can be written to bytes and sent to another process; spaCy could write no record.
    """
    _kept_in(doc)[KEY] = [_plain(asdict(statement)) for statement in statements]


def _kept_in(doc: Doc) -> dict[Any, Any]:
    """Return the Doc's own data; spaCy's annotations say that its keys are strings, which they need not be."""
    return cast(dict[Any, Any], doc.user_data)


def _plain(value: Any) -> Any:
    """Return the value with lists in place of tuples, which is how it comes back from bytes."""
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """Return the type of each field of a record."""
    types = get_type_hints(kind)
    return {field.name: types[field.name] for field in fields(kind)}


def _record(kind: Any, told: Mapping[str, Any]) -> Any:
    """Return the record that `asdict` made plain. Fields that the record does not have are left out, so a Doc saved
    by a later version can be read."""
    return kind(**{name: _value(hint, told[name]) for name, hint in _hints(kind).items() if name in told})


def _value(hint: Any, told: Any) -> Any:
    """Return a field's value as its type says: a record, a tuple, or what it is already."""
    if told is None:
        return None
    if get_origin(hint) in (Union, UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], part) for part in told)
    return _record(hint, told) if is_dataclass(hint) else told
