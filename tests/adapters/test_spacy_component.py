"""The spaCy component: what it puts into a Doc, and that it comes back from bytes, files and other processes."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import quotetrack
from quotetrack.adapters.spacy_component import (
    ATTRIBUTE,
    quotations,
    register_attribute,
    set_quotations,
    token_spans,
)
from quotetrack.errors import UsageError
from quotetrack.records import Article, Attribution, Quote, Span, Statement
from tests.builders import harbour
from tests.export.poison import PAYLOADS, poisoned

TEXT = (
    "“The bridge is safe,” said Ana Lima, the mayor. “It will open,” she added, “on Monday.” "
    "She denied that it was old."
)
"""A direct quotation, one in two pieces, and an indirect one."""

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = spacy.blank("en")
    made.add_pipe("quotetrack", config={"engine": "rules"})
    return made


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    return nlp(TEXT)


# What it finds


@pytest.mark.parser
def test_a_doc_has_the_records_of_its_text(doc: Doc) -> None:
    found = quotetrack.extract(TEXT, engine="rules").statements
    assert len(found) == 3
    assert doc._.quotations == found


@pytest.mark.parser
def test_each_piece_of_content_is_a_span_with_kind_and_id(doc: Doc) -> None:
    spans = doc.spans["quotations"]
    assert [(span.label_, span.text) for span in spans] == [
        ("direct", "The bridge is safe,"),
        ("direct", "It will open,"),
        ("direct", "on Monday."),
        ("indirect", "it was old"),
    ]
    first, second, third = (statement.quote.id for statement in doc._.quotations)
    assert [span.id_ for span in spans] == [first, second, second, third]


@pytest.mark.parser
def test_a_text_without_quotations_has_none(nlp: Language) -> None:
    for text in ("", " ", "It rained."):
        doc = nlp(text)
        assert doc._.quotations == ()
        assert list(doc.spans["quotations"]) == []


@pytest.mark.parser
def test_the_settings_choose_kinds_and_key() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("quotetrack", config={"engine": "rules", "kinds": ["indirect"], "spans_key": "said"})
    doc = nlp(TEXT)
    assert [span.text for span in doc.spans["said"]] == ["it was old"]
    assert "quotations" not in doc.spans


@pytest.mark.parser
def test_the_docs_annotations_change_nothing(nlp: Language) -> None:
    words = ["“Yes,”", "said", "Ana", "Lima", "."]
    tagged = Doc(nlp.vocab, words=words, pos=["NOUN"] * 5, sent_starts=[True] * 5)
    found = nlp(tagged)
    assert found._.quotations == nlp(tagged.text)._.quotations
    assert [span.text for span in found.spans["quotations"]] == ["“Yes,”"]


@pytest.mark.parametrize(
    "config", [{"engine": "modle"}, {"kinds": ["spoken"]}, {"kind": "direct"}, {"spans_key": None}]
)
def test_a_wrong_setting_is_refused_when_the_pipe_is_added(config: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="Config error for 'quotetrack'"):
        spacy.blank("en").add_pipe("quotetrack", config=config)


# Spans on tokens


@st.composite
def cut_texts(draw: st.DrawFn) -> tuple[Doc, Span]:
    """A Doc with tokens of any letters, and a stretch of its text that is not empty."""
    letters = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=5)
    words = draw(st.lists(letters, min_size=1, max_size=6))
    spaces = draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    doc = Doc(VOCAB, words=words, spaces=spaces)
    start = draw(st.integers(0, len(doc.text) - 1))
    return doc, Span(start, draw(st.integers(start + 1, len(doc.text))))


VOCAB = spacy.blank("en").vocab


@given(cut_texts())
def test_a_span_covers_all_letters_of_its_piece(told: tuple[Doc, Span]) -> None:
    doc, piece = told
    (span,) = token_spans(
        doc, Statement(Quote(id="q", kind="direct", content=(piece,)), Attribution(quote="q"))
    )
    held = set(range(span.start_char, span.end_char))
    assert {at for at in range(piece.start, piece.end) if not doc.text[at].isspace()} <= held


# There and back


def there_and_back(doc: Doc) -> Iterator[Doc]:
    """The Doc as it comes back from bytes, from a collection of Docs, and as a copy."""
    yield Doc(spacy.blank("en").vocab).from_bytes(doc.to_bytes())
    packed = DocBin(docs=[doc], store_user_data=True).to_bytes()
    yield from DocBin().from_bytes(packed).get_docs(spacy.blank("en").vocab)
    yield doc.copy()


@pytest.mark.parser
def test_quotations_come_back_as_they_were(doc: Doc) -> None:
    for got in there_and_back(doc):
        assert got._.quotations == doc._.quotations
        wanted = [(span.label_, span.id_, span.text) for span in doc.spans["quotations"]]
        assert [(span.label_, span.id_, span.text) for span in got.spans["quotations"]] == wanted


def test_every_field_comes_back_whatever_it_holds() -> None:
    register_attribute()
    statements = [poisoned(words).statement for words in PAYLOADS if words.isprintable()]
    for told in (harbour().statements, tuple(statements)):
        doc = Doc(VOCAB, words=["x"])
        set_quotations(doc, told)
        assert [quotations(got) for got in there_and_back(doc)] == [told] * 3


def test_a_field_of_a_later_version_is_left_out() -> None:
    doc = Doc(VOCAB, words=["x"])
    told = harbour().statements[:1]
    set_quotations(doc, told)
    (kept,) = doc.user_data.values()
    kept[0]["quote"]["colour"] = "red"
    assert quotations(doc) == told


@pytest.mark.parser
def test_a_cut_doc_has_no_quotations_rather_than_shifted_ones(doc: Doc) -> None:
    assert doc[4:9].as_doc(copy_user_data=True)._.quotations == ()


@pytest.mark.parser
def test_a_pipeline_comes_back_from_a_folder(nlp: Language, doc: Doc, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert loaded.get_pipe("quotetrack").engine == "rules"  # type: ignore[attr-defined]
    assert loaded(TEXT)._.quotations == doc._.quotations


@pytest.mark.parser
def test_a_stream_of_texts_with_their_context(nlp: Language, doc: Doc) -> None:
    pairs = list(nlp.pipe([(TEXT, 1), ("It rained.", 2), (TEXT, 3)], as_tuples=True))
    assert [context for _, context in pairs] == [1, 2, 3]
    assert [got._.quotations for got, _ in pairs] == [doc._.quotations, (), doc._.quotations]


def run(program: str) -> str:
    """What a Python program prints in a process of its own, with warnings as errors."""
    command = [sys.executable, "-W", "error", "-c", program]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout


@pytest.mark.parser
def test_spacy_finds_it_by_name_and_two_processes_share_the_texts() -> None:
    """Stale? Install the package again: an entry point is read from what is installed."""
    program = (
        "import spacy\n"
        "nlp = spacy.blank('en')\n"
        "nlp.add_pipe('quotetrack', config={'engine': 'rules'})\n"
        f"docs = list(nlp.pipe([{TEXT!r}, 'It rained.'] * 3, n_process=2, batch_size=2))\n"
        "print([len(doc._.quotations) for doc in docs], docs[0]._.quotations[0].attribution.speaker.name)\n"
    )
    assert run(program) == "[3, 0, 3, 0, 3, 0] Ana Lima\n"


# What it leaves alone


def test_the_entry_point_names_the_factory() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (name, path), *others = project["entry-points"]["spacy_factories"].items()
    assert (name, path, others) == (
        "quotetrack",
        "quotetrack.adapters.spacy_component:make_component",
        [],
    )


def test_the_package_does_not_load_spacy_nor_the_component_what_extracts() -> None:
    """spaCy loads the component for every pipeline, used or not."""
    assert run("import sys, quotetrack; print('spacy' in sys.modules)") == "False\n"
    program = (
        "import sys, spacy\n"
        "before = set(sys.modules)\n"
        "import quotetrack.adapters.spacy_component\n"
        "print(*sorted({name.split('.')[0] for name in set(sys.modules) - before}))\n"
    )
    assert run(program) == "quotetrack\n"


def test_another_packages_attribute_is_not_overwritten() -> None:
    register_attribute()
    ours = Doc.get_extension(ATTRIBUTE)
    try:
        Doc.set_extension(ATTRIBUTE, default="theirs", force=True)
        with pytest.raises(UsageError, match=r"doc\._\.quotations belongs to another package"):
            spacy.blank("en").add_pipe("quotetrack")
    finally:
        Doc.set_extension(ATTRIBUTE, getter=ours[2], setter=ours[3], force=True)


def test_a_doc_can_be_given_other_quotations() -> None:
    register_attribute()
    article = Article(id="a", text="x")
    doc = Doc(VOCAB, words=[article.text])
    assert doc._.quotations == ()
    doc._.quotations = harbour().statements
    assert doc._.quotations == harbour().statements
