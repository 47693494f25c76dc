"""Whether the addresses of sources still lead somewhere: asked of a server of our own, never of the network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from threading import Thread

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from core.checking_sources import Answer, Pace, State, check, due, is_public, keep
from core.models import CheckedAddress, Figure, Source
from tests import factories
from tests.pages import attributes, text, texts

pytestmark = pytest.mark.django_db


STATUSES = {"/404": 404, "/moved": 301, "/today": 302, "/round": 301, "/busy": 503, "/inside": 301}


class Site(BaseHTTPRequestHandler):
    """Answers by the path: `/404` is gone, `/moved` has moved for good, `/today` for today."""

    asked: list[tuple[str, str, str]] = []

    def do_HEAD(self) -> None:
        self.asked.append((self.command, self.path, self.headers["User-Agent"]))
        status = {"/404": 404, "/moved": 301, "/today": 302, "/round": 301, "/busy": 503, "/inside": 301}.get(
            self.path, 200
        )
        if self.path == "/no-head" and self.command == "HEAD":
            status = 405
        self.send_response(status)
        elsewhere = {"/moved": "/new", "/today": "/new", "/round": "/round", "/inside": "file:///etc/passwd"}
        if self.path in elsewhere:
            self.send_header("Location", elsewhere[self.path])
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815 (the name that the server looks for)

    def log_message(self, *args) -> None:
        """Tests are quiet."""


@pytest.fixture
def server(settings) -> Iterator[str]:
    settings.CHECK_PRIVATE_ADDRESSES = True
    Site.asked = []
    with HTTPServer(("127.0.0.1", 0), Site) as running:
        Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


class Clock:
    """Time passes only where somebody waits."""

    now = 0.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def pace(clock: Clock | None = None, **options) -> Pace:
    clock = clock or Clock()
    return Pace(**{"an_hour": 3600, "pause": 5.0, "sleep": clock.sleep, "clock": lambda: clock.now, **options})


@pytest.mark.parametrize(
    ("path", "state", "status"),
    [
        ("/there", State.FOUND, 200),
        ("/no-head", State.FOUND, 200),
        ("/404", State.GONE, 404),
        ("/moved", State.MOVED, 200),
        ("/today", State.FOUND, 200),
        ("/round", State.UNREACHABLE, None),
        ("/busy", State.UNREACHABLE, 503),
        ("/inside", State.REFUSED, None),
    ],
)
def test_an_address_is_judged_by_what_its_server_answers(server, path, state, status):
    moved_to = f"{server}/new" if state == State.MOVED else ""

    assert check(f"{server}{path}", pace()) == Answer(state, status, moved_to)


def test_a_server_is_asked_by_head_first_and_told_who_asks(server, settings):
    check(f"{server}/no-head", pace())

    assert [(method, path) for method, path, _agent in Site.asked] == [("HEAD", "/no-head"), ("GET", "/no-head")]
    assert settings.BASE_URL in Site.asked[0][2]


def test_nobody_inside_our_own_network_is_asked(server, settings):
    settings.CHECK_PRIVATE_ADDRESSES = False

    assert check(f"{server}/there", pace()).state == State.REFUSED
    assert check("http://localhost/", pace()).state == State.REFUSED
    assert Site.asked == []


@pytest.mark.parametrize(
    "number",
    ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fe80::1%eth0", "::ffff:10.0.0.1", "2002:a00:1::", "224.0.0.1"],
)
def test_numbers_that_are_not_of_the_public_internet(number):
    assert not is_public(number)
    assert is_public("93.184.216.34")


def test_there_is_a_pause_between_two_questions_to_one_host_and_so_many_in_an_hour(server):
    clock = Clock()
    quick = pace(clock)
    for path in ("/a", "/b"):
        check(f"{server}{path}", quick)
    assert clock.now == 5

    slow = pace(clock, an_hour=60, pause=0)
    for path in ("/a", "/b"):
        check(f"{server}{path}", slow)
    assert clock.now == 5 + 60


def test_hosts_take_turns_and_what_was_checked_lately_is_left_out():
    keep("https://a.example/1", Answer(State.FOUND, 200))
    keep("https://b.example/2", Answer(State.FOUND, 200))
    CheckedAddress.objects.filter(url__contains="b.example").update(checked=timezone.now() - timedelta(days=31))
    urls = [f"https://{host}.example/{number}" for host in "ab" for number in (1, 2, 3)]

    found = due(urls, timedelta(days=30))

    turns = ["a.example/2", "b.example/1", "a.example/3", "b.example/2", "b.example/3"]
    assert found == [f"https://{one}" for one in turns]


def test_a_site_that_is_down_for_a_day_is_not_dead():
    for _day in range(3):
        assert not CheckedAddress.objects.to_be_mended().exists()
        keep("https://a.example/", Answer(State.UNREACHABLE))

    assert CheckedAddress.objects.to_be_mended().count() == 1
    keep("https://a.example/", Answer(State.FOUND, 200))
    assert not CheckedAddress.objects.to_be_mended().exists()


def test_a_run_stops_where_it_is_told_and_the_next_goes_on(server):
    factories.practice(
        sources=[Source(url=f"{server}/there"), Source(url=f"{server}/404")],
        figures=[Figure(label="people", value=3, source=f"{server}/moved")],
    )
    factories.practice(live=False, sources=[Source(url=f"{server}/draft")])
    said = [run("--at-most=1"), run(), run()]

    assert [one.splitlines()[-1] for one in said] == [
        "3 addresses, 1 checked, 2 left for the next run, 1 to be corrected",
        "3 addresses, 2 checked, 0 left for the next run, 2 to be corrected",
        "3 addresses, 0 checked, 0 left for the next run, 2 to be corrected",
    ]
    assert f"1/2 moved 200 {server}/moved -> {server}/new" in said[1]


def run(*options: str) -> str:
    out = StringIO()
    call_command("check_sources", "--pause=0", "--an-hour=1000000", *options, stdout=out)
    return out.getvalue()


def test_editors_find_dead_addresses_with_the_pages_that_name_them(client, admin_user):
    page = factories.practice("A desk", sources=[Source(url="https://a.example/gone")])
    keep("https://a.example/gone", Answer(State.GONE, 404))
    client.force_login(admin_user)

    listed = client.get(reverse("dead_sources"))

    assert "no longer there (404)" in text(listed, "main tbody td:nth-of-type(2)")
    assert texts(listed, "main tbody td:nth-of-type(3) a") == ["A desk"]
    assert attributes(listed, "main tbody td:nth-of-type(3) a", "href") == [
        reverse("wagtailadmin_pages:edit", args=[page.pk])
    ]
