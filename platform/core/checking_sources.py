"""Looking whether the addresses of sources still lead somewhere: one at a time, slowly, never into a private one.

An address is a text that anybody who writes here may type, so it is not asked before its host is known to be a public
one, and the very number that was looked at is the one that is connected to: a name may give another a second later.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings
from django.utils import timezone

from .models import CheckedAddress

State = CheckedAddress.State
TIMEOUT = 15
"""Seconds for one answer."""
PAUSE = 5.0
"""Seconds between two questions to one host."""
MOST_REDIRECTS = 5
LONGEST_MOVED_TO = 2000
READ = 1024
"""Bytes of a page that are taken: enough for a server to have answered."""
SAFE = "/%:@!$&'()*+,;=~?"
"""What stays as it is in the address that is asked for."""
GONE = {404, 410}
REDIRECTS = {301, 302, 303, 307, 308}
FOR_EVER = {301, 308}


class PrivateAddressError(Exception):
    """The host is in a private network, or is no host of the web at all."""


@dataclass(frozen=True)
class Answer:
    state: State
    status: int | None = None
    moved_to: str = ""


@dataclass
class Pace:
    """Says when the next question may be asked: so many an hour, and a pause between two to one host."""

    an_hour: int
    pause: float = PAUSE
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _next: float = 0.0
    _next_of: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def wait_for(self, host: str) -> None:
        wait = max(self._next, self._next_of[host]) - self.clock()
        if wait > 0:
            self.sleep(wait)
        now = self.clock()
        self._next, self._next_of[host] = now + 3600 / self.an_hour, now + self.pause


def due(urls: Iterable[str], again_after: timedelta) -> list[str]:
    """Those not checked lately, a host's never side by side where there are others."""
    known = set(CheckedAddress.objects.checked_within(again_after).values_list("url", flat=True))
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in sorted(set(urls) - known):
        by_host[urlsplit(url).netloc].append(url)
    turns = sorted((number, url) for of_host in by_host.values() for number, url in enumerate(of_host))
    return [url for _number, url in turns]


def check_all(urls: Iterable[str], pace: Pace) -> Iterator[CheckedAddress]:
    """Each is kept as soon as it is known, so that whoever stops it loses one answer at most."""
    for url in urls:
        yield keep(url, check(url, pace))


def keep(url: str, answer: Answer) -> CheckedAddress:
    before = CheckedAddress.objects.filter(url=url).first()
    failed = answer.state in (State.GONE, State.UNREACHABLE)
    record, _is_new = CheckedAddress.objects.update_or_create(
        url=url,
        defaults={
            "state": answer.state,
            "status": answer.status,
            "moved_to": answer.moved_to[:LONGEST_MOVED_TO],
            "failures": (before.failures if before else 0) + 1 if failed else 0,
            "checked": timezone.now(),
        },
    )
    return record


def check(url: str, pace: Pace) -> Answer:
    """Follows redirects; what moved for good says where to."""
    at, is_for_ever = url, True
    for _number in range(MOST_REDIRECTS + 1):
        try:
            status, location = _ask(at, pace)
        except PrivateAddressError:
            return Answer(State.REFUSED)
        except (OSError, http.client.HTTPException, ValueError):
            return Answer(State.UNREACHABLE)
        if status not in REDIRECTS or not location:
            return _judged(url, at, status, is_for_ever=is_for_ever)
        is_for_ever = is_for_ever and status in FOR_EVER
        at = urljoin(at, location)
    return Answer(State.UNREACHABLE)


def _judged(url: str, at: str, status: int, *, is_for_ever: bool) -> Answer:
    if status in GONE:
        return Answer(State.GONE, status)
    if not 200 <= status < 300:
        return Answer(State.UNREACHABLE, status)
    if is_for_ever and not is_alike(url, at):
        return Answer(State.MOVED, status, at)
    return Answer(State.FOUND, status)


def is_alike(url: str, other: str) -> bool:
    """Nobody need correct an address for its `https`, its `www.` or a slash at its end."""

    def bare(address: str) -> tuple[str, str, str]:
        parts = urlsplit(address)
        return parts.netloc.removeprefix("www."), parts.path.rstrip("/"), parts.query

    return bare(url) == bare(other)


def _ask(url: str, pace: Pace) -> tuple[int, str]:
    """The status and where it sends us: by HEAD, and by GET where a server does not care for that."""
    pace.wait_for(urlsplit(url).netloc)
    status, location = _request("HEAD", url)
    if status < 400:
        return status, location
    pace.wait_for(urlsplit(url).netloc)
    return _request("GET", url)


def _request(method: str, url: str) -> tuple[int, str]:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise PrivateAddressError(url)
    connection = _connected(parts.scheme, parts.hostname, parts.port)
    try:
        query = f"?{quote(parts.query, safe=SAFE)}" if parts.query else ""
        target = quote(parts.path or "/", safe=SAFE) + query
        agent = f"Portolan source check (+{settings.BASE_URL})"
        connection.request(method, target, headers={"User-Agent": agent, "Accept": "*/*"})
        answer = connection.getresponse()
        answer.read(READ)
        return answer.status, answer.getheader("Location") or ""
    finally:
        connection.close()


def _connected(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    """A connection to the public address that was looked at. Raises PrivateAddressError, OSError."""
    port = port or (443 if scheme == "https" else 80)
    name = host.encode("idna").decode() if not host.isascii() else host
    numbers = [str(found[4][0]) for found in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)]
    if not settings.CHECK_PRIVATE_ADDRESSES and not all(is_public(number) for number in numbers):
        raise PrivateAddressError(host)
    connection = http.client.HTTPConnection(name, port, timeout=TIMEOUT)
    plain = socket.create_connection((numbers[0], port), timeout=TIMEOUT)
    context = ssl.create_default_context()
    connection.sock = context.wrap_socket(plain, server_hostname=name) if scheme == "https" else plain
    return connection


def is_public(number: str) -> bool:
    """Whether an IP address is one of the public internet: also where an IPv4 address is wrapped into an IPv6 one."""
    address = ipaddress.ip_address(number.partition("%")[0])
    wrapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return (wrapped or address).is_global and not (wrapped or address).is_multicast
