"""Who gets through and who does not: other hosts, strangers, forms of other sites, roles; and where nobody is led."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from itsdangerous import URLSafeTimedSerializer
from starlette.testclient import TestClient

from quotetrack.collection import Collection
from quotetrack.desk.application import application
from quotetrack.desk.desk import Desk
from quotetrack.desk.reviewers import EVERY_ROLE, Reviewers, Role, shared_password
from quotetrack.desk.safety import local_address
from quotetrack.desk.serving import hosts_of, secret_of, settings_for
from quotetrack.desk.sessions import LASTS, Access
from quotetrack.errors import UsageError

from .conftest import ADDRESS, PORT, SECRET, TOKEN, let_in, make_desk, stranger
from .routes import OWN, called, filled_in, routes

HEADERS = ("content-security-policy", "x-frame-options", "x-content-type-options", "referrer-policy")


# The host


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:80", f"127.0.0.1.:{PORT}", ""),
        *(f"localhost.evil.example:{PORT}", f"127.0.0.1:{PORT}@evil.example", f"[::2]:{PORT}", "\u0131"),
    ],
)
@pytest.mark.parametrize("path", ["/", "/static/desk.css", "/login", "/api/v1/stats"])
def test_another_host_is_refused_before_anything_is_told(desk: Desk, host: str, path: str) -> None:
    status, headers, body = called(desk, path=path, headers=[(b"host", host.encode())])
    assert status == 421
    assert b"token" not in body
    assert "set-cookie" not in headers


@pytest.mark.parametrize("hosts", [[], [OWN, OWN], [OWN, (b"host", b"evil.example")]])
def test_a_request_has_one_host(desk: Desk, hosts: list[tuple[bytes, bytes]]) -> None:
    assert called(desk, headers=hosts)[0] == 421


@pytest.mark.parametrize(
    "host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"LOCALHOST:{PORT}", f"[::1]:{PORT}"]
)
def test_this_machine_is_called_by_each_of_its_names(desk: Desk, host: str) -> None:
    assert called(desk, path="/login", headers=[(b"host", host.encode())])[0] == 401


@pytest.mark.parametrize("path", ["[", "evil", "@evil.example/static/x", "*", "http://evil.example/", ""])
def test_a_path_that_begins_with_no_stroke_is_none(desk: Desk, path: str) -> None:
    assert called(desk, path=path, headers=[OWN])[0] == 400


def test_a_web_socket_is_refused(client: TestClient) -> None:
    with pytest.raises(Exception) as refused, client.websocket_connect("/queue"):  # noqa: PT011
        pass
    assert "1008" in repr(refused.value) or getattr(refused.value, "code", None) == 1008


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://desk.example.org", "desk.example.org"),
        ("https://Desk.Example.org/", "desk.example.org"),
        ("https://desk.example.org:443", "desk.example.org"),
        ("http://desk.example.org:80", "desk.example.org"),
        ("https://desk.example.org:8443", "desk.example.org:8443"),
        ("http://[2001:db8::1]", "[2001:db8::1]"),
    ],
)
def test_behind_a_proxy_it_is_called_by_its_address(address: str, host: str) -> None:
    assert host in hosts_of("127.0.0.1", PORT, address)


@pytest.mark.parametrize(
    "address",
    [
        *("desk.example.org", "ftp://desk.example.org", "https://", "https://desk.example.org/desk"),
        *(
            "https://user@desk.example.org",
            "https://desk.example.org:x",
            "https://[",
            "https://dësk.example.org",
        ),
    ],
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="expected an address"):
        hosts_of("127.0.0.1", PORT, address)


# The token and the cookie


@pytest.mark.parametrize(
    "token", ["", "x", TOKEN[:-1], TOKEN + "x", TOKEN.upper(), "\u00fc", "%00", "\ud800"]
)
def test_a_wrong_token_lets_nobody_in(desk: Desk, token: str) -> None:
    browser = stranger(desk)
    answer = browser.get("/", params={"token": token.encode("utf-8", "surrogatepass")})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_the_cookie_is_kept_from_scripts_and_other_sites(desk: Desk) -> None:
    given = stranger(desk).get(f"/?token={TOKEN}").headers["set-cookie"]
    assert "HttpOnly" in given
    assert "samesite=lax" in given.lower()
    assert f"Max-Age={LASTS}" in given
    assert given.startswith(f"quotetrack-{PORT}=")
    assert "Secure" not in given


def test_behind_https_the_cookie_is_never_sent_without(desk: Desk) -> None:
    secure = replace(desk, settings=settings_for("127.0.0.1", PORT, "https://desk.example.org"))
    assert "Secure" in stranger(secure).get(f"/?token={TOKEN}").headers["set-cookie"]


def test_a_token_in_an_address_leads_to_no_other_host(desk: Desk) -> None:
    for path in ("//evil.example/", "/\\evil.example/", "//evil.example/..//"):
        _, headers, _ = called(desk, path=path, query_string=f"token={TOKEN}&a=%26b".encode(), headers=[OWN])
        assert headers["location"] == "/" or headers["location"].startswith("/%5C")


def test_what_else_stands_in_the_address_is_kept(desk: Desk) -> None:
    answer = stranger(desk).get(f"/article/a%3Fb%2Fc?x=1%262&token={TOKEN}&x=%C3%BC")
    assert answer.headers["location"] == "/article/a%3Fb/c?x=1%262&x=%C3%BC"


def test_an_old_token_lets_nobody_in(collection: Collection) -> None:
    browser = let_in(make_desk(collection))
    other = make_desk(collection, Access(token="of-the-next-run", secret=secret_of("of-the-next-run")))
    again = TestClient(application(other), base_url=ADDRESS, cookies=browser.cookies, follow_redirects=False)
    assert again.get("/").headers["location"].startswith("/login")
    assert again.get(f"/?token={TOKEN}").status_code == 403


def forged() -> Iterator[str]:
    for secret, salt in ((b"another", "visitor"), (SECRET, "another")):
        yield str(URLSafeTimedSerializer(secret, salt=salt).dumps(["session", "Eva Holm", ""]))
    yield from ("", "x", "a.b.c", "Ee.Ee.Ee", "\u00fc", "." * 4000)


@pytest.mark.parametrize("cookie", list(forged()), ids=range(8))
def test_a_forged_cookie_lets_nobody_in(desk: Desk, cookie: str) -> None:
    told = [OWN, (b"cookie", f"{desk.settings.cookie}={cookie}".encode())]
    assert called(desk, headers=told)[0] == 303
    assert called(desk, path="/api/v1/stats", headers=told)[0] == 401


def test_a_cookie_grows_old(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotetrack.desk.sessions.LASTS", -1)
    assert client.get("/").status_code == 303


def test_who_has_left_is_let_in_by_no_copy_of_the_cookie(desk: Desk, client: TestClient, csrf: str) -> None:
    copied = dict(client.cookies)
    assert client.post("/logout", data={"csrf": csrf}).status_code == 303
    other = stranger(desk)
    other.cookies.update(copied)
    assert other.get("/").status_code == 303


def test_another_password_ends_what_came_by_the_old_one() -> None:
    cookies = []
    for password in ("the first password", "the second password"):
        known = shared_password(password)
        access = Access(token=None, secret=SECRET, reviewers=known)
        visitor = access.named("Eva Holm", password)
        assert visitor is not None
        cookies.append((access, access.cookie(visitor)))
    (_, old), (access, new) = cookies
    assert access.of_cookie(new) is not None
    assert access.of_cookie(old) is None


# Forms of other sites


def test_every_form_is_refused_without_what_only_our_pages_know(desk: Desk, client: TestClient) -> None:
    for path in routes(desk, "POST"):
        if path == "/login":
            continue
        for body in ({"data": {"then": "/"}}, {"json": {"quote": "none"}}, {"content": b"x"}):
            answer = client.post(filled_in(path), **body)
            assert answer.status_code == 403, (path, answer.text)
            assert client.post(filled_in(path), headers={"X-CSRF-Token": "0" * 32}, **body).status_code == 403


def test_every_form_is_refused_if_another_site_sends_it(desk: Desk, client: TestClient, csrf: str) -> None:
    told = [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}]
    told += [{"Origin": "https://evil.example"}, {"Origin": f"http://127.0.0.1:{PORT + 1}"}]
    for path in routes(desk, "POST"):
        for headers in told:
            answer = client.post(filled_in(path), data={"csrf": csrf}, headers=headers)
            assert answer.status_code == 403, (path, headers)


def test_our_own_forms_are_taken(client: TestClient, csrf: str) -> None:
    for headers in ({}, {"Origin": "null"}, {"Origin": ADDRESS, "Sec-Fetch-Site": "same-origin"}):
        answer = client.post("/who", data={"csrf": csrf, "name": "Rui Reis"}, headers=headers)
        assert answer.status_code == 303


def test_what_forms_bring_along_is_of_one_session(desk: Desk, csrf: str) -> None:
    assert let_in(desk).post("/who", data={"csrf": csrf, "name": "Rui Reis"}).status_code == 403


def test_a_token_of_another_kind_counts_for_nothing(client: TestClient) -> None:
    told = {"Authorization": "Bearer wrong"}
    assert client.get("/api/v1/stats", headers=told).status_code == 401
    assert client.get("/api/v1/stats", headers={"Authorization": "Basic eDp5"}).status_code == 200
    basic = client.post("/api/v1/decisions", json={}, headers={"Authorization": "Basic eDp5"})
    assert basic.status_code == 403


# Roles


@pytest.mark.parametrize(
    ("roles", "refused"),
    [
        ({"read"}, ("/decide", "/decisions", "/undo", "/who", "/claim/", "/watches", "/add")),
        ({"read", "decide"}, ("/add",)),
        ({"read", "add"}, ("/decide", "/decisions", "/undo", "/who", "/claim/", "/watches")),
    ],
    ids=lambda value: "+".join(sorted(value)) if isinstance(value, set) else "",
)
def test_a_role_may_do_no_more_than_it_says(
    collection: Collection, roles: set[Role], refused: tuple[str, ...]
) -> None:
    people = Reviewers({"Eva Holm": ("$argon2id$none", frozenset(roles))})
    access = Access(token=None, secret=SECRET, reviewers=people)
    desk = make_desk(collection, access)
    visitor = replace(access.anybody(), name="Eva Holm", roles=frozenset(roles))
    browser = stranger(desk)
    browser.cookies.set(desk.settings.cookie, access.cookie(visitor))
    headers = {"X-CSRF-Token": access.csrf(visitor)}
    id = next(iter(collection.quotes())).id
    before = collection.digests()
    kept_out = [path for path in routes(desk, "POST") if any(part in path for part in refused)]
    assert kept_out
    for path in kept_out:
        status = browser.post(
            filled_in(path, id), headers=headers, json={"quote": id, "numbers": [1]}
        ).status_code
        assert status in (403, 422), path
        status = browser.post(
            filled_in(path, id), headers=headers, data={"status": "confirmed", "text": "x"}
        ).status_code
        assert status in (403, 422), path
    assert collection.digests() == before


def test_nobody_decides_by_the_name_of_another_who_came_by_a_password(collection: Collection) -> None:
    access = Access(token=None, secret=SECRET, reviewers=shared_password("a long password"))
    desk = make_desk(collection, access)
    visitor = replace(access.anybody(), name="Eva Holm", roles=EVERY_ROLE)
    browser = stranger(desk)
    browser.cookies.set(desk.settings.cookie, access.cookie(visitor))
    id = next(iter(collection.quotes())).id
    new = {"quote": id, "status": "confirmed", "by": "Rui Reis"}
    headers = {"X-CSRF-Token": access.csrf(visitor)}
    assert browser.post("/api/v1/decisions", json=new, headers=headers).status_code == 403
    del new["by"]
    made = browser.post("/api/v1/decisions", json=new, headers=headers).json()["items"]
    assert [one["made_by"] for one in made] == ["Eva Holm"]


# Headers


def test_every_answer_can_be_framed_nowhere_and_loads_nothing_from_elsewhere(
    desk: Desk, client: TestClient
) -> None:
    paths = [filled_in(path) for method in ("GET", "POST") for path in routes(desk, method)]
    paths += ["/nothing", "/static/desk.css", "/static/none", f"/?token={TOKEN}", "/?token=wrong", "/login"]
    for browser in (client, stranger(desk)):
        for path in paths:
            for answer in (browser.get(path), browser.post(path), browser.delete(path)):
                assert all(name in answer.headers for name in HEADERS), path
                policy = answer.headers["content-security-policy"]
                assert "default-src 'none'" in policy
                assert "frame-ancestors 'none'" in policy
                assert "unsafe" not in policy
                assert answer.headers["x-content-type-options"] == "nosniff"
                assert answer.status_code < 500, path


def test_what_nobody_made_is_told_without_its_trace(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret of the trace")

    monkeypatch.setattr(type(desk.collection), "stats", fail)
    told = {"Authorization": f"Bearer {TOKEN}"}
    browser = TestClient(application(desk), base_url=ADDRESS, raise_server_exceptions=False)
    for path in ("/api/v1/stats", "/"):
        answer = browser.get(path, headers=told)
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert all(name in answer.headers for name in HEADERS)
    assert "error" in browser.get("/api/v1/stats", headers=told).json()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "HEAD", "OPTIONS", "FOO"])
@pytest.mark.parametrize("path", ["/", "/queue", "/api/v1/stats", "/api/v1/decisions"])
def test_other_methods_are_not_allowed(client: TestClient, csrf: str, method: str, path: str) -> None:
    answer = client.request(method, path, headers={"X-CSRF-Token": csrf})
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


# Where to go on


@pytest.mark.parametrize(
    "then",
    [
        *(
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "https:evil.example",
            "javascript:alert(1)",
        ),
        *(
            "/\t/evil.example",
            "\t//evil.example",
            " //evil.example",
            "/\n/evil.example",
            "/x\r\nSet-Cookie: a=b",
        ),
        *(
            "/\x00",
            "/\u2028",
            "",
            "evil",
            "\\\\evil.example",
            "///evil.example",
            "/\u202e",
            "\ufeff//evil.example",
        ),
    ],
)
def test_nobody_is_led_away(client: TestClient, csrf: str, then: str) -> None:
    assert local_address(then) == "/"
    answer = client.post("/who", data={"csrf": csrf, "name": "Eva Holm", "then": then})
    assert answer.headers["location"] == "/"
    assert "evil" not in answer.headers.get("set-cookie", "")
    page = client.get("/login", params={"then": then}).text
    assert 'name="then" value="/"' in page


def test_the_log_of_decisions_is_read_by_nobody_outside(desk: Desk) -> None:
    for path in routes(desk, "GET"):
        answer = stranger(desk).get(filled_in(path))
        if path.startswith("/api/"):
            assert (answer.status_code, list(json.loads(answer.text))) == (401, ["error"])
        elif not path.startswith(("/static", "/login")):
            assert answer.status_code == 303
            assert answer.headers["location"].startswith("/login?then=")
