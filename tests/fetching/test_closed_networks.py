"""Nobody's own network can be reached by an address, a name, a redirect, a feed or robots.txt; and nothing that a user
can say opens it."""

from __future__ import annotations

import ast
import socket
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from quotetrack.cli import program
from quotetrack.errors import ReadError
from quotetrack.fetching import Client, Dialler
from quotetrack.fetching.addresses import read_address, why_closed
from tests.test_arrows import FILES, FOLDER, imported, room_of

from .sites import OPEN, Site, page, run

NETWORK = {
    *(
        "socket",
        "socketserver",
        "ssl",
        "http",
        "urllib3",
        "requests",
        "httpx",
        "aiohttp",
        "ftplib",
        "smtplib",
    ),
    *(
        "telnetlib",
        "poplib",
        "imaplib",
        "nntplib",
        "xmlrpc",
        "urllib.request",
        "websockets",
        "feedparser",
    ),
}
ELSEWHERE = {
    # Which machine a process runs on.
    "store/engines.py": {"socket.gethostname"},
    "store/turns.py": {"socket.gethostname"},
    # Whether anybody listens at the address of a cluster that was given; Ray goes on from there.
    "cluster/session.py": {"socket.create_connection"},
    # The desk answers on this machine; it calls nobody.
    "desk/serving.py": {
        *(
            "socket.AF_INET",
            "socket.AF_INET6",
            "socket.SOCK_STREAM",
            "socket.SOL_SOCKET",
            "socket.SO_REUSEADDR",
        ),
        "socket.socket",
    },
}
"""What other rooms use of modules that could go to the network, none of which does."""


def of_network(path: Path) -> set[str]:
    """What a file uses of modules that can go to the network, as "socket.gethostname"."""
    names = {
        one for one in imported(path) for module in NETWORK if one == module or one.startswith(f"{module}.")
    }
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    used = {
        f"{node.value.id}.{node.attr}"
        for node in tree
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in names
    }
    return used | {name for name in names if not any(one.startswith(f"{name}.") for one in used)}


def test_only_the_room_of_fetching_goes_to_the_network() -> None:
    used = {
        path.relative_to(FOLDER).as_posix(): of_network(path) for path in FILES if room_of(path) != "fetching"
    }
    assert {name: of for name, of in used.items() if of - ELSEWHERE.get(name, set())} == {}


CLOSED = [
    *("0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1"),
    *("172.31.255.255", "192.0.0.1", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.7", "203.0.113.9"),
    *("224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"),
    *(
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12:3456::1",
    ),
    *("ff02::1", "2001:db8::1", "2002:7f00:1::", "2002:808:808::", "64:ff9b::7f00:1", "64:ff9b::a00:1"),
    *("64:ff9b:1::1", "2001::1", "100::1", "fec0::1", "::7f00:1", "nonsense", ""),
]
REFUSED = [
    "http://127.0.0.1/",
    "http://127.0.0.1:8080/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://a.localhost/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[fd00::1]/",
    "http://2130706433/",
    "http://017700000001/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://127.0.0.1./",
    "http://１２７.0.0.1/",
    "http://①②⑦.0.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://192.168.0.1/",
    "http://10.0.0.1/",
    "http://printer/",
    "http://nas.local/",
    "http://wiki.corp/",
    "http://router.home.arpa/",
    "http://user:secret@gazette.example/",
    "http://gazette.example:22/",
    "http://gazette.example:443/",
    "https://gazette.example:80/",
    "file:///etc/passwd",
    "ftp://gazette.example/",
    "gopher://gazette.example/",
    "http://",
    "http:///etc/passwd",
    "http://[/",
    "http://gazette.example:99999/",
    "http://a b.example/",
    "http://ga%7aette.example/",
    "http://127.0.0.1%00.gazette.example/",
    "http://gazette.example\\@127.0.0.1/",
    "http://127.0.0.1\\.gazette.example/",
    "http://127.0.0.1\t/",
    "http://gazette.example/\ud800",
    "http://\ud800.example/",
    "http://" + "a" * 64 + ".example/",
    "http://gazette.example/" + "a" * 3000,
]


@pytest.mark.parametrize("number", CLOSED)
def test_numbers_that_are_not_of_the_open_internet_are_closed(number: str) -> None:
    assert why_closed(number)


@pytest.mark.parametrize(
    "number", [OPEN, "8.8.8.8", "2606:4700::6810:84e5", "64:ff9b::808:808", "172.32.0.1"]
)
def test_numbers_of_the_open_internet_are_open(number: str) -> None:
    assert why_closed(number) is None


@pytest.mark.parametrize("url", REFUSED)
def test_an_address_of_no_public_page_is_refused_before_anything_is_looked_up(url: str) -> None:
    with pytest.raises(ReadError):
        read_address(url)


def test_an_address_is_written_in_one_way() -> None:
    assert read_address("HTTPS://Bücher.Example:443/a b/ü?q=ö#top").url == (
        "https://xn--bcher-kva.example/a%20b/%C3%BC?q=%C3%B6"
    )
    assert read_address("../x", base="http://gazette.example/a/b/").url == "http://gazette.example/a/x"


@pytest.mark.parametrize("url", [url for url in REFUSED if "://" in url])
@pytest.mark.parametrize("variable", ["", "http_proxy"])
def test_the_command_refuses_it_whatever_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str, variable: str
) -> None:
    def forbidden(*args: object, **_: object) -> None:
        raise AssertionError(f"looked up or connected to {args}")

    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    monkeypatch.setattr(socket.socket, "connect", forbidden)
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY") if variable else ():
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    result = CliRunner().invoke(program, ["fetch", url, "--output", str(tmp_path / "a.jsonl")])
    assert result.exit_code == 1, result.output
    assert "0 new articles; 1 failed" in result.stderr


def test_the_command_goes_to_no_proxy_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[object] = []

    def refused(_: socket.socket, to: object) -> None:
        asked.append(to)
        raise ConnectionRefusedError(111, "Connection refused")

    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", (OPEN, 443))])
    monkeypatch.setattr(socket.socket, "connect", refused)
    result = CliRunner().invoke(
        program, ["fetch", "https://gazette.example/a", "-o", str(tmp_path / "a.jsonl")]
    )
    assert result.exit_code == 1
    assert set(asked) == {(OPEN, 443)}


def test_no_option_of_the_command_opens_a_closed_network() -> None:
    command = typer.main.get_command(program).commands["fetch"]  # type: ignore[attr-defined]
    names = {name for option in command.params for name in option.opts}
    sound = {"--since", "--output", "-o", "--state", "--max", "--delay", "--timeout", "--max-size"}
    assert names == {"inputs", "--user-agent-contact", *sound}
    assert all(option.envvar is None for option in command.params)


def test_the_room_reads_no_variable_of_the_environment() -> None:
    for path in (path for path in FILES if room_of(path) == "fetching" or path.name == "fetch.py"):
        names = {
            node.attr
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Attribute)
        }
        assert not names & {"environ", "getenv"}, path.name


@pytest.mark.parametrize("number", ["127.0.0.1", "10.0.0.7", "169.254.169.254", "fd00::1", "::ffff:10.0.0.1"])
def test_a_name_that_stands_for_a_closed_number_is_not_asked(site: Site, tmp_path: Path, number: str) -> None:
    ran = run(site, tmp_path, "http://inside.example/secret", numbers={"inside.example": number})
    assert site.asked == []
    assert f"inside.example stands for {number}, which is this machine's" in ran.reasons


def test_one_closed_number_among_open_ones_is_enough_to_refuse() -> None:
    def connect(*_: object) -> socket.socket:
        raise AssertionError("connected")

    dialler = Dialler(lambda *_: [OPEN, "127.0.0.1"], connect)
    with pytest.raises(ReadError, match=r"stands for 127\.0\.0\.1"):
        dialler.dial("gazette.example", 80, 1.0)


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://inside.example/secret",
        "//169.254.169.254/",
        "http://0x7f.1/",
        "file:///etc/passwd",
        "http://gazette.example:6379/",
        "http://u:p@gazette.example/",
        "http://[::1",
    ],
)
def test_a_redirect_to_a_closed_network_is_not_followed(site: Site, tmp_path: Path, target: str) -> None:
    site.put("gazette.example/go", status=302, Location=target)
    site.put("inside.example/secret", page("The secret of the harbour"))
    ran = run(site, tmp_path, "http://gazette.example/go", numbers={"inside.example": "192.168.7.7"})
    assert site.pages() == ["/go"]
    assert ran.articles == []
    assert len(ran.failures) == 1


def test_robots_txt_that_redirects_inside_is_not_followed(site: Site, tmp_path: Path) -> None:
    site.put("gazette.example/robots.txt", status=301, Location="http://127.0.0.1/robots.txt")
    ran = run(site, tmp_path, "http://gazette.example/bridge")
    assert (ran.articles, site.pages()) == ([], [])
    assert "robots.txt: it redirects to http://127.0.0.1/robots.txt" in ran.reasons


def test_a_feed_cannot_lead_inside(site: Site, tmp_path: Path) -> None:
    links = [
        "http://127.0.0.1/a",
        "http://inside.example/b",
        "http://localhost/c",
        "http://gazette.example/bridge",
    ]
    items = "".join(f"<item><link>{link}</link></item>" for link in links)
    site.put("gazette.example/feed", f"<rss version='2.0'><channel>{items}</channel></rss>".encode())
    ran = run(site, tmp_path, "http://gazette.example/feed", numbers={"inside.example": "10.0.0.9"})
    assert [article.url for article in ran.articles] == ["http://gazette.example/bridge"]
    assert len(ran.failures) == 3
    assert {url.partition("/")[0] for url in site.asked} == {"gazette.example"}


def test_a_name_is_looked_up_once_and_the_connection_goes_to_what_was_checked(site: Site) -> None:
    """A name that stands for an open number when it is checked, and for a closed one a moment later."""
    answers = [[OPEN], ["127.0.0.1"], ["127.0.0.1"]]
    connected: list[str] = []

    def connect(number: str, _: int, seconds: float) -> socket.socket:
        connected.append(number)
        return socket.create_connection(("127.0.0.1", site.port), seconds)

    client = Client("quotetrack/test", dialler=Dialler(lambda *_: answers.pop(0), connect))
    address = read_address("http://gazette.example/bridge")
    assert client.get(address, before=lambda _: None).status == 200
    with pytest.raises(ReadError, match="not on the open internet"):
        client.get(address, before=lambda _: None)
    assert (connected, len(answers)) == ([OPEN], 1)
    assert site.asked == ["gazette.example/bridge"]


def test_a_number_of_version_6_is_asked_as_itself(site: Site) -> None:
    seen: list[object] = []

    def resolve(host: str, port: int) -> list[str]:
        seen.append((host, port))
        return [host]

    def connect(number: str, _: int, seconds: float) -> socket.socket:
        seen.append(number)
        return socket.create_connection(("127.0.0.1", site.port), seconds)

    site.put("[2606:4700::6810:84e5]/a", b"hello")
    client = Client("quotetrack/test", dialler=Dialler(resolve, connect))
    address = read_address("http://[2606:4700:0::6810:84e5]/a")
    assert client.get(address, before=lambda _: None).body == b"hello"
    assert seen == [("2606:4700::6810:84e5", 80), "2606:4700::6810:84e5"]
