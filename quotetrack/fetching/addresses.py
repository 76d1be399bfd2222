"""Which addresses are fetched: http and https, by name, at the ports of the web, on the open internet.

Everything here is decided from the words of an address, or from the numbers that its name stands for, before a
connection is made. What is refused is somebody's own network, which a page or a feed must not be able to reach.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from quotetrack.errors import ReadError

_LONGEST = 2000
"""Characters of an address; browsers and servers take about as many."""
_PORTS = {"http": 80, "https": 443}
"""The ports that are asked. News is served at these; whatever listens at others is some other service's door, and a
redirect must not knock there."""
_V4_CLOSED = tuple(
    ip_network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24"),
        *("192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
        *("224.0.0.0/4", "240.0.0.0/4"),
    )
)
"""Own networks, loopback, link-local (with the addresses of clouds' metadata), providers' NAT, multicast, reserved and
examples: RFC 6890 and the registry that goes on from it."""
_V6_OPEN = ip_network("2000::/3")
_V6_CLOSED = tuple(ip_network(n) for n in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
"""Within what is given out: protocols (Teredo among them), examples, and 6to4, which can hide an own network."""
_NAT64 = ip_network("64:ff9b::/96")
"""By this an internet of version 6 alone reaches one of version 4: the last 32 bits are an address of version 4."""
_OWN_NAMES = (
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "private",
    "onion",
)
"""Last labels of names that no public site has."""
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|\d+)", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_TRACKERS = re.compile(
    r"(?:utm_\w{1,40}|(?:fbc|gc|dc|msc|msclk|yc|ysc|twc|ttc|gbra|wbra|li_fat_|igsh)(?:lid|id)"
    r"|_ga|_gl|mc_[ce]id|mkt_tok|igshid?|ito|_hs(?:enc|mi)|vero_id|oly_(?:anon|enc)_id|wickedid"
    r"|at_(?:medium|campaign|custom\d|link\w{0,10}|bbc_team|ptr_name|format)|ns_(?:mchannel|source|campaign|linkname)"
    r"|wt\.mc_id|cmpid|xtor|__twitter_impression|guce_referr\w+|smid|partner_?id)",
    re.IGNORECASE,
)
"""Parameters by which somebody tells where a reader came from. Only names that name no article anywhere: courlan's
list also drops "id" in disguise ("cid", "eid", "source"), and some sites number their articles by those."""


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An address that may be asked, as far as its words tell: its whole text, and its parts."""

    url: str
    scheme: str
    host: str
    path: str

    @property
    def port(self) -> int:
        """80 or 443."""
        return _PORTS[self.scheme]

    @property
    def root(self) -> str:
        """The address of the host, without a path."""
        return f"{self.scheme}://{_bracketed(self.host)}"


def read_address(url: str, *, base: str = "") -> WebAddress:
    """Return the address that `url` writes, alone or as a link on the page at `base`.

    ReadError if it is none of a page on the open internet.
    """
    words = _joined(base, "".join(url.split("\n")).strip())
    if len(words) > _LONGEST:
        raise ReadError(f"the address has {len(words):,} characters; {_LONGEST:,} are the most")
    try:
        parts = urlsplit(words)
        port, host = parts.port, parts.hostname or ""
    except ValueError as error:
        raise ReadError(f"the address cannot be read ({error}); write it as https://host/path") from error
    scheme = parts.scheme.casefold()
    if scheme not in _PORTS:
        raise ReadError(f"the address begins with {scheme[:20]!r}; only http and https are fetched")
    if "@" in parts.netloc:
        raise ReadError("the address holds a name or a password; those are never sent")
    if port not in (None, _PORTS[scheme]):
        raise ReadError(
            f"the address names port {port}; only the ports of the web are asked: 80, and 443 for https"
        )
    host = _host(host)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]") if parts.query else ""
    )
    return WebAddress(f"{scheme}://{_bracketed(host)}{path}", scheme, host, path)


def why_closed(number: str) -> str | None:
    """Return why a numeric address is not on the open internet, or None if it is."""
    try:
        address = ip_address(number)
    except ValueError:
        return "is no address"
    if isinstance(address, IPv6Address):
        if address in _NAT64:
            return why_closed(str(IPv4Address(int(address) & 0xFFFFFFFF)))
        is_open = address in _V6_OPEN and address.scope_id is None
        return None if is_open and not any(address in net for net in _V6_CLOSED) else _CLOSED
    return _CLOSED if any(address in net for net in _V4_CLOSED) else None


_CLOSED = "is this machine's, a private network's or reserved, and not on the open internet"


def clean_address(url: str) -> str:
    """Return an address without the parameters that tell where a reader came from, and without its fragment."""
    parts = urlsplit(url)
    pairs = parts.query.split("&") if parts.query else []
    kept = [pair for pair in pairs if not _TRACKERS.fullmatch(pair.partition("=")[0])]
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "&".join(kept), ""))


def canonical_address(fetched: str, stated: str | None) -> str:
    """Return the address that a page is known by: the one it states, if that is of the same site, else the one it was
    fetched from, without what tracks readers."""
    here = clean_address(fetched)
    if not stated:
        return here
    try:
        there = read_address(stated, base=fetched)
    except ReadError:  # what a page says of itself may be nonsense; its own address stands
        return here
    ours = read_address(fetched)
    leads_home = there.path == "/" != ours.path  # a template's mistake, by which all pages would be one
    if leads_home or not (same_site(ours.host, there.host) or _is_cache_of(ours.host, there.host)):
        return here
    return clean_address(there.url)


def same_site(one: str, other: str) -> bool:
    """Return True for hosts of one site: the same, but for "www.", "m." or "amp.", or one beneath the other."""
    one, other = _bare(one), _bare(other)
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _bare(host: str) -> str:
    for front in ("www.", "m.", "amp.", "mobile."):
        host = host.removeprefix(front)
    return host


def _is_cache_of(cache: str, host: str) -> bool:
    """Return True for the host of the AMP cache that holds copies of another host's pages."""
    label = host.replace("-", "--").replace(".", "-")
    return cache == f"{label}.cdn.ampproject.org"


def _joined(base: str, words: str) -> str:
    try:
        return urljoin(base, words) if base else words
    except ValueError as error:
        raise ReadError(f"the link cannot be read ({error})") from error


def _host(host: str) -> str:
    """Return a host's name in ASCII, or its number in the usual form. ReadError for what stands for an own network, or
    is a number in disguise."""
    try:
        return _open_number(str(ip_address(host)))
    except ValueError:
        pass
    try:
        name = host.encode("idna").decode("ascii").casefold().rstrip(".")
    except UnicodeError as error:
        raise ReadError(f"the address names no host that can be looked up ({host[:60]!r})") from error
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        try:
            return _open_number(str(ip_address(name)))
        except ValueError:
            raise ReadError(f"the host {name[:60]!r} is a number in disguise; name the site") from None
    if not all(map(_LABEL.fullmatch, labels)) or len(name) > 253:
        raise ReadError(f"the address names no host that can be looked up ({host[:60]!r})")
    if len(labels) < 2 or labels[-1] in _OWN_NAMES or name.endswith(".home.arpa"):
        raise ReadError(f"the host {name[:60]!r} {_CLOSED}; it is not asked")
    return name


def _open_number(number: str) -> str:
    if why := why_closed(number):
        raise ReadError(f"the host {number} {why}; it is not asked")
    return number


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
