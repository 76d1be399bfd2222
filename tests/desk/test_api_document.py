"""The interface is as its document says: by the types that the document is made of, and by a program of others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import schemathesis
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, Phase, given, seed, settings
from pydantic import TypeAdapter
from schemathesis import GenerationMode
from schemathesis.checks import positive_data_acceptance
from starlette.testclient import TestClient

from quotetrack.collection import Collection
from quotetrack.desk.api import checking, deciding, reading
from quotetrack.desk.application import application
from quotetrack.desk.desk import Settings

from .conftest import TOKEN, make_desk
from .test_api import API, LISTS, ids

HOST = "testserver"
"""By which schemathesis calls an application in its own process."""

ROUTES = [
    route
    for part in (reading, checking, deciding)
    for route in part.router.routes
    if isinstance(route, APIRoute)
]
MODELS = {(method, route.path): route.response_model for route in ROUTES for method in route.methods or ()}


def fits(path: str, content: bytes, method: str = "GET") -> None:
    """Fail unless an answer has all that its type says, and nothing that it does not say."""
    TypeAdapter[Any](MODELS[method, path]).validate_json(content, extra="forbid")


@pytest.mark.parametrize("address", [case[0] for case in LISTS])
def test_a_list_has_the_fields_that_are_described(
    address: str, program: TestClient, collection: Collection
) -> None:
    collection.decide(ids(collection)[0], status="confirmed", notes="heard it", by="Eva Holm")
    fits(address.partition("?")[0], program.get(f"{API}{address}").content)


def test_one_of_them_has_the_fields_that_are_described(program: TestClient, collection: Collection) -> None:
    for id in ids(collection):
        for path in ("/statement/{id}", "/claim/{id}"):
            for query in ("", "?why=1") if "statement" in path else ("?unshown=1",):
                fits(path, program.get(f"{API}{path.format(id=id)}{query}").content)
    for entry in collection.speakers():
        fits("/speaker/{id}", program.get(f"{API}/speaker/{entry.id}").content)
    fits("/facets", program.get(f"{API}/facets?unshown=1").content)
    fits("/stats", program.get(f"{API}/stats").content)


@pytest.mark.parametrize(
    "words",
    ["The bridge will open on Monday", "The bridge was unsafe", "bridge to reopen", "two ferries sank"],
)
def test_a_check_has_the_fields_that_are_described(program: TestClient, words: str) -> None:
    for form in ("marks", "indirect"):
        fits("/check", program.get(f"{API}/check", params={"words": words, "form": form}).content)


def test_a_decision_has_the_fields_that_are_described(program: TestClient, collection: Collection) -> None:
    new = {"quote": ids(collection)[0], "speaker": "Rui Reis", "status": "corrected", "stance": "denied"}
    made = program.post(f"{API}/decisions", json=new)
    fits("/decisions", made.content, "POST")
    fits("/decisions", program.get(f"{API}/decisions").content)
    numbers = [one["number"] for one in made.json()["items"]]
    undone = program.post(f"{API}/decisions/undo", json={"numbers": numbers})
    fits("/decisions/undo", undone.content, "POST")


def test_the_document_loads_nothing_from_elsewhere_and_names_the_token(program: TestClient) -> None:
    document = program.get(f"{API}/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert document["security"] == [{"token": []}]
    assert document["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    assert all(path.startswith(API) for path in document["paths"])
    assert "HTTPValidationError" not in document["components"]["schemas"]


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
def test_there_is_no_page_of_somebody_elses(program: TestClient, path: str) -> None:
    assert program.get(path).status_code == 404


# A program of others calls it as its document says, and as it does not.


TAKE_ALL = ("check_draft", "speaker", "stats")
"""What takes any bytes for a draft, any words for an id, or nothing at all."""
CASES = [
    (route, mode)
    for route in ROUTES
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or route.name not in TAKE_ALL
]


@pytest.mark.parametrize(("route", "mode"), CASES, ids=lambda one: getattr(one, "name", one))
def test_every_answer_is_as_described(route: APIRoute, mode: GenerationMode, collection: Collection) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    desk = replace(make_desk(collection), settings=Settings(hosts=frozenset({HOST})))
    schema = schemathesis.openapi.from_asgi(f"{API}/openapi.json", application(desk), headers=headers)
    schema.config.generation.update(with_security_parameters=False)
    method = next(iter(route.methods or ()))
    operation = schema[f"{API}{route.path}"][method]
    profile = settings.get_profile("run")

    # schemathesis 4.32 has a plugin for pytest, which pytest 9.2 does not run.
    @seed(2024)
    @settings(
        profile,
        max_examples=profile.max_examples // 3,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def call(case: schemathesis.Case[Any]) -> None:
        # A question without words, or a decision that changes nothing, is well formed, and refused with 400.
        answer = case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])
        assert mode is GenerationMode.NEGATIVE or answer.status_code != 422, (case.body, answer.text)

    call()
