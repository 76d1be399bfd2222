"""What questions get: the right statements in the right order, and nobody else's."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quotetrack.errors import UsageError
from quotetrack.linking.linker import link_store
from quotetrack.query import Query, answer
from quotetrack.records import Filter, Source
from quotetrack.speakers.lookup import spelled_otherwise
from quotetrack.store import Store
from quotetrack.text.folding import fold_words
from tests.builders import extract, find, make_article, make_statement
from tests.query.conftest import person, said, tell

JOKE = "We treated the plan as a joke and gave a joke back: host Mr Varga yourselves,"
IDEA = "The idea of hosting Varga"
EXILED = "Velia could host an exiled Varga"
MEETING = "does not consider attending the meeting."


@pytest.mark.parametrize(
    "question",
    [
        "what did Orlov say about Varga",
        "WHAT HAS ORLOV SAID ABOUT VARGA?",
        "Orlov on Varga",
        "what did orlov say about the VARGAS",
    ],
)
def test_direct_before_denied_before_caption_before_heading_and_nobody_else(
    store: Store, question: str
) -> None:
    reply = answer(question, store)
    assert said(reply) == [("Orlov", JOKE), ("Orlov", IDEA), ("Orlov", EXILED), ("Orlov", "a joke'")]
    stances = [result.printed.statement.attribution.stance for result in reply.results]
    assert stances == ["said", "denied", "denied", "said"]
    assert reply.note is None


def test_denials_come_first_where_they_are_asked_for(store: Store) -> None:
    reply = answer("did Orlov deny hosting Varga?", store)
    assert said(reply)[:3] == [("Orlov", IDEA), ("Orlov", EXILED), ("Orlov", JOKE)]


def test_a_word_in_the_quotation_and_the_rest_near_comes_first(store: Store) -> None:
    reply = answer("who spoke about the Corvo meeting", store)
    assert said(reply)[0] == ("Shan", MEETING)
    assert reply.results[0].why == "“meeting” in the quotation; “corvo” in the title or headings"


def test_who_said_these_words(store: Store) -> None:
    assert said(answer("who said the exile has fled?", store))[0] == ("Gazette", "the exile has fled")


def test_plain_words_count_the_speaker(store: Store) -> None:
    assert said(answer("Brandt Varga", store))[0] == ("Brandt", IDEA)


def test_everything_somebody_said(store: Store) -> None:
    assert said(answer("what did Brandt say", store)) == [("Brandt", IDEA)]
    assert len(answer("what did Orlov say", store).results) == 4


def test_words_that_mean_the_same_are_found(store: Store) -> None:
    tell(store, ("The emails were lost", person("Wei Ma")), ("Rivers rise in spring", person("Wei Ma")))
    reply = answer("what did Wei Ma say about mail", store)
    assert said(reply)[0] == ("Ma", "The emails were lost")
    assert "≈“mail” in the quotation" in reply.results[0].why


def test_a_role_in_the_subject_stands_for_its_bearer(store: Store) -> None:
    tell(store, ("Orlov is a fine man", person("Wei Ma")), ("Rivers rise in spring", person("Wei Ma")))
    reply = answer("what did Wei Ma say about the Velian foreign minister", store)
    assert said(reply)[:1] == [("Ma", "Orlov is a fine man")]


def test_person_spoken_about_is_no_speaker(store: Store) -> None:
    assert answer("what did Varga say", store).results == ()


def test_nothing_on_the_subject_says_what_was_searched(store: Store) -> None:
    reply = answer("what did Orlov say about submarines", store)
    assert reply.results == ()
    assert reply.note == (
        "Of 4 statements by Sergei Orlov, none is near enough to “submarines”, in its own words or in those around it: "
        "try other words for the subject."
    )


def test_name_before_on_that_nobody_bears_is_part_of_the_subject(store: Store) -> None:
    tell(store, ("Trade talks on grain will go on", person("Wei Ma")))
    reply = answer("trade talks on grain", store)
    assert (reply.query.shape, said(reply)[0]) == ("words", ("Ma", "Trade talks on grain will go on"))


def test_unattributed_statement_comes_after_attributed_ones(store: Store) -> None:
    tell(store, ("The zebra is out", None), ("A big zebra was seen by all of them there", person("Wei Ma")))
    assert said(answer("who spoke about the zebra", store)) == [
        ("Ma", "A big zebra was seen by all of them there"),
        ("?", "The zebra is out"),
    ]


def test_days_bound_the_answers(store: Store) -> None:
    tell(store, ("Varga will stay", person("Sergei Orlov")), day="2024-09-09")
    assert said(answer("what did Orlov say about Varga in September 2024", store)) == [
        ("Orlov", "Varga will stay")
    ]
    reply = answer("what did Orlov say about Varga in 1999", store)
    assert reply.note is not None
    assert "published since 1999-01-01 until 1999-12-31" in reply.note


def test_question_is_told_back(store: Store) -> None:
    assert answer("did Orlov deny hosting Varga?", store).read_as == (
        "What Sergei Orlov said about “hosting Varga”, denied first."
    )


def test_query_can_be_given_ready_made(store: Store) -> None:
    query = Query(question="", shape="speaker", speaker="Orlov", subject="Varga", stance="denied")
    assert answer(query, store).results == answer(replace(query, question="x"), store).results != ()


def test_limit(store: Store) -> None:
    assert len(answer("what did Orlov say", store, limit=2).results) == 2
    with pytest.raises(UsageError, match="the limit is 0"):
        answer("what did Orlov say", store, limit=0)


def test_longest_question_is_answered_in_time(store: Store) -> None:
    for n in range(30):
        tell(
            store,
            *((f"Varga {n} number {m} " + "and so on " * 30, person("Sergei Orlov")) for m in range(20)),
        )
    before = time.process_time()
    answer("what did Orlov say about Varga and " + " ".join(f"so{n}" for n in range(80)), store)
    assert time.process_time() - before < 5


@pytest.mark.parametrize("question", ["Sergei Orlov", "quotes by Orlov", "everything by Sergei Orlov?"])
def test_a_name_alone_asks_for_all_its_bearer_said(store: Store, question: str) -> None:
    assert len(answer(question, store).results) == 4


def test_a_name_in_the_subject_may_be_spelled_otherwise(store: Store) -> None:
    tell(store, ("Qaddoufi must go", person("Wei Ma")), ("Rivers rise in spring", person("Wei Ma")))
    assert said(answer("what did Wei Ma say about Qaddufi", store))[0] == ("Ma", "Qaddoufi must go")


def test_a_name_that_is_in_lists_of_words_may_be_spelled_otherwise_too(store: Store) -> None:
    tell(store, ("Gadhafi must go", person("Wei Ma")), ("Rivers rise in spring", person("Wei Ma")))
    assert said(answer("what did Wei Ma say about Gaddafi", store))[0] == ("Ma", "Gadhafi must go")


def test_a_speaker_is_looked_up_in_the_subject_as_he_is_spelled_here(store: Store) -> None:
    tell(
        store,
        ("We will stay", person("Rami Gadhafi")),
        *((f"It is {n:03}", person("Wei Ma")) for n in range(250)),
    )
    tell(store, ("Gadhafi must go", person("Wei Ma")))
    assert said(answer("what did Wei Ma say about Gaddafi", store))[0] == ("Ma", "Gadhafi must go")
    assert spelled_otherwise("the Gaddafi regime", store) == {"gaddafi": "gadhafi"}
    assert spelled_otherwise("the Gadhafi regime and gaddafi", store) == {}


def test_an_outlet_at_the_end_of_a_question_narrows_it(store: Store) -> None:
    tell(store, ("Varga will stay", person("Sergei Orlov")))
    reply = answer("what did Orlov say about Varga in the Telm Daily", store)
    assert len(reply.results) == 4
    assert reply.read_as == "What Sergei Orlov said about “Varga” in Telm Daily."
    assert answer("what did Orlov say in Telm Daily", store).query.subject is None
    elsewhere = answer("what did Orlov say about Varga in the Corvo Times", store)
    assert elsewhere.query.subject == "Varga in the Corvo Times"


def test_who_relayed_it_narrows_a_question(store: Store) -> None:
    text = "“Varga will stay,” Orlov told dpa.\n\n“Varga may stay,” Orlov said."
    article = make_article(text, id="relayed", published="2024-08-02")
    orlov = person("Sergei Orlov")
    told = [
        make_statement(article, "Varga will stay,", speaker=orlov, hearer=find(text, "dpa")),
        make_statement(article, "Varga may stay,", speaker=orlov),
    ]
    store.add(extract(article, *told))
    reply = answer("what did Orlov say about Varga according to dpa", store)
    assert said(reply) == [("Orlov", "Varga will stay,")]
    assert "according to “dpa”" in reply.read_as


def test_what_came_first_is_shown_first(store: Store) -> None:
    for day, words in (
        ("2024-03-01", "Old Varga was ill"),
        ("2024-01-01", "Varga was ill"),
        ("2024-02-01", "Fish"),
    ):
        tell(store, (words, person("Wei Ma")), day=day)
    reply = answer("who first said Varga was ill", store)
    assert said(reply)[:2] == [("Ma", "Varga was ill"), ("Ma", "Old Varga was ill")]


def test_words_asked_for_word_for_word(store: Store) -> None:
    tell(store, ("Varga is a very old fool", person("Wei Ma")), ("Varga, an old, old fool", person("Wei Ma")))
    reply = answer("did Wei Ma say “very old fool”", store)
    assert said(reply)[0] == ("Ma", "Varga is a very old fool")
    assert reply.results[0].score == 1.0
    other = answer("did Wei Ma say “very old sages”", store)
    assert other.read_as.endswith("Nobody is quoted with exactly these words; what is nearest comes first.")


def test_verbs_of_one_kind_come_first(store: Store) -> None:
    for name, cue in (("Li Po", "described"), ("Wei Ma", "denounced")):
        made = make_article(f"{name} {cue} “the Varga plan”.", id=cue, published="2024-08-02")
        told = make_statement(
            made, "the Varga plan", speaker=person(name), quote={"cue": (find(made.text, cue),)}
        )
        store.add(extract(made, told))
    assert [name for name, _ in said(answer("who condemned the Varga plan", store))[:1]] == ["Ma"]
    assert [name for name, _ in said(answer("who described the Varga plan", store))[:1]] == ["Po"]


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("The Norlan Grain Trade Agreement is dead", "NGTA"),
        ("NGTA is dead", "the Norlan Grain Trade Agreement"),
        ("N.G.T.A. is dead", "NGTA"),
        ("Moscow must answer", "Russia"),
        ("The Russians must answer", "Moscow"),
        ("Réka Vargás is dead", "Reka Vargas"),
    ],
)
def test_a_subject_goes_by_other_names(store: Store, words: str, subject: str) -> None:
    tell(store, (words, person("Wei Ma")), ("Rivers rise in spring", person("Wei Ma")))
    assert said(answer(f"what did Wei Ma say about {subject}", store))[:1] == [("Ma", words)]


def test_one_name_is_not_another_because_it_is_used_alike(store: Store) -> None:
    tell(store, ("Obama was here", person("Wei Ma")))
    assert answer("what did Wei Ma say about Clinton", store).results == ()


def test_filters_narrow_any_question(store: Store) -> None:
    def found(**given: object) -> int:
        return len(answer("what did Orlov say about Varga", store, filter=Filter(**given)).results)  # type: ignore[arg-type]

    assert (found(), found(kind="direct"), found(stance="denied"), found(source="Corvo")) == (4, 1, 2, 0)
    assert (found(since="2024-07-06"), found(until="2024-07-05"), found(min_confidence=0.95)) == (0, 4, 0)
    reply = answer("what did Orlov say about Varga", store, filter=Filter(kind="direct", since="2024-07-01"))
    assert reply.read_as == "What Sergei Orlov said about “Varga” (direct) published since 2024-07-01."


def test_as_many_are_found_as_are_asked_for(store: Store) -> None:
    for number in range(60):
        tell(store, (f"Fish number {number} is dear", person("Wei Ma")))
    assert len(answer("what did Wei Ma say about fish", store, limit=100).results) == 60
    assert len(answer("what did Wei Ma say about fish", store, limit=7).results) == 7


def test_a_claim_is_one_answer_with_its_other_printings(store: Store) -> None:
    words = "The harbour at Corvo will never again be sold to strangers, whatever the ministry may write"
    for number, day in enumerate(("2024-08-03", "2024-08-01", "2024-08-02")):
        text = f"“{words},” Wei Ma said in Corvo on the quay."
        made = make_article(text, id=f"sold{number}", source=Source(f"Outlet {number}"), published=day)
        store.add(extract(made, make_statement(made, f"{words},", speaker=person("Wei Ma"))))
    link_store(store)
    (one,) = answer("what did Wei Ma say about the harbour", store).results
    assert one.printed.article.published == "2024-08-01"
    assert [other.article.published for other in one.others] == ["2024-08-02", "2024-08-03"]
    assert len(answer("what did Wei Ma say about the harbour", store, unfold=True).results) == 3


def is_text(words: str) -> bool:
    """Whether every database takes the words: no lone surrogate, no NUL."""
    return "\x00" not in words and words == words.encode(errors="ignore").decode()


@given(
    st.lists(
        st.sampled_from(
            [
                "what",
                "did",
                "who",
                "said",
                "Orlov",
                "Varga",
                "about",
                "on",
                "by",
                "deny",
                "in",
                "2012",
                "AND",
                "NEAR(",
                "\ud800",
                "La\udcffrov",
                "\x00",
            ]
        )
        | st.text(st.characters(exclude_categories=()), max_size=6),
        max_size=9,
    ).map(" ".join)
)
@example('what did "Orlov" OR 1=1 -- say about {words}: *')
@example("what did Orlov say about \"'; DROP TABLE quotes; --")
@example("who said NEAR(a b, 3) ^ x* + -y")
@example("что сказал Орлов о Варге")
@example("\u202e\u0000 who said\ud800")
@example("what did Orlov say in Te\udcffm")
@example("who spoke about Varga via \x00")
def test_any_question_gets_an_answer_or_a_refusal(store: Store, question: str) -> None:
    try:
        reply = answer(question, store)
    except UsageError:
        assert not fold_words(question) or not is_text(question)
        return
    assert is_text(question)
    assert reply.read_as
    assert bool(reply.results) != bool(reply.note)
    scores = [result.score for result in reply.results]
    assert reply.query.is_earliest or scores == sorted(scores, key=lambda score: -round(score, 3))
    assert all(0 <= score <= 1 for score in scores)
