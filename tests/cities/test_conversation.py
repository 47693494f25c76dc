"""After an answer both sides write on; what they write, send and agree on is theirs alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import Letter
from accounts.roles import Role
from cities import asking, corresponding, request_followup
from cities.corresponding import ConversationSide
from cities.models import ContactRequest, RequestMessage
from tests.factories.people import person
from tests.factories.questions import question
from tests.pages import assert_nowhere, attributes, text, texts

pytestmark = pytest.mark.django_db
ADDRESSES = ("ana@valencia.es", "rui@example.org", "salma@example.org")


@pytest.fixture(autouse=True)
def _nobody_has_written_yet():
    cache.clear()


@pytest.fixture
def salma(tangier):
    return person("salma", Role.FOCAL_POINT, tangier, first_name="Salma", last_name="Idrissi", language="fr")


@pytest.fixture
def rui(lisbon):
    return person("rui", Role.OFFICIAL, lisbon, first_name="Rui", last_name="Costa", language="es")


@pytest.fixture
def answered(tangier, salma, lisbon, rui):
    """Lisbon has asked Tangier, and has its answer."""
    contact = question(to=tangier, by=rui, sender_city=lisbon, purpose="study-visit")
    asking.answer(contact=contact, by=salma, text="You are welcome.")
    Letter.objects.all().delete()
    return contact


@pytest.fixture
def visitors(tangier, salma):
    """A visitor has asked Tangier, and has its answer."""
    contact = question(to=tangier, purpose="study-visit")
    asking.answer(contact=contact, by=salma, text="You are welcome.")
    contact.refresh_from_db()
    return contact


def address(contact) -> str:
    return f"/en/desk/requests/{contact.pk}/"


def pdf(name: str = "programme.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.4\n%%EOF\n")


def test_both_sides_write_on_and_each_hears_of_it_in_its_language(client, answered, rui, salma):
    client.force_login(rui)
    client.post(address(answered), {"step": "write", "text": "Would 3 May suit you?"})
    client.force_login(salma)
    page = client.get(address(answered))
    client.post(address(answered), {"step": "write", "text": "Yes, at nine."})

    assert texts(page, "#conversation ~ .said > div") == ["Would 3 May suit you?"]
    letters = list(Letter.objects.order_by("pk"))
    assert [(letter.event, letter.address, letter.language) for letter in letters] == [
        ("request_message", "salma@example.org", "fr"),
        ("request_message", "rui@example.org", "es"),
    ]
    answered.refresh_from_db()
    assert answered.state == "answered"
    assert [message.by_city for message in answered.messages.all()] == [False, True]


def test_a_message_waits_on_the_desk_of_the_other_side(client, answered, rui, salma):
    corresponding.write(
        contact=answered, side=ConversationSide(is_city=False, person=rui), text="Would 3 May suit you?"
    )

    client.force_login(salma)
    hers = client.get("/en/desk/").context["lines"]
    client.force_login(rui)
    his = client.get("/en/desk/").context["lines"]

    assert [str(line.waiting.title) for line in hers] == ["A message from Lisbon"]
    assert his == []


def test_a_visitor_writes_by_the_link_of_the_letter(client, visitors, salma):
    link = corresponding.visitors_link(visitors)
    assert client.get(link).status_code == 200

    client.post(link, {"step": "write", "text": "Would 3 May suit you?", "document": pdf()})

    message = visitors.messages.get()
    assert (message.by_city, message.author, message.document_name) == (False, None, "programme.pdf")
    assert client.get(f"{link}documents/{message.pk}/").status_code == 200
    assert Letter.objects.filter(event="request_message", address="salma@example.org").exists()


@pytest.mark.parametrize("who", ["focal-point lisbon", "official lisbon", "official tangier", "editor", "stranger"])
def test_nobody_else_reads_writes_or_opens_the_document(client, answered, rui, tangier, lisbon, who):
    message = corresponding.write(
        contact=answered, side=ConversationSide(is_city=False, person=rui), text="The secret programme.", document=pdf()
    )
    role, _space, city = who.partition(" ")
    if role != "stranger":
        client.force_login(person("other", role, {"lisbon": lisbon, "tangier": tangier}.get(city)))

    page = client.get(address(answered))
    file = client.get(f"{address(answered)}documents/{message.pk}/")
    written = [client.post(address(answered), {"step": step, "text": "x"}) for step in ("write", "agree", "end")]

    assert_nowhere(page, "The secret programme.")
    assert file.status_code in (302, 404)
    assert {answer.status_code for answer in written} <= {302, 404}
    answered.refresh_from_db()
    assert answered.is_conversing
    assert (answered.messages.count(), answered.city_agreed, answered.asker_agreed) == (1, None, None)


def test_every_letter_leads_a_visitor_to_the_same_address(visitors, monkeypatch):
    before = corresponding.visitors_link(visitors)
    monkeypatch.setattr("django.core.signing.time.time", lambda: 4_000_000_000)

    assert corresponding.visitors_link(visitors) == before


def test_a_link_that_is_over_or_changed_opens_nothing(client, visitors, salma):
    link = corresponding.visitors_link(visitors)
    message = corresponding.write(
        contact=visitors, side=ConversationSide(is_city=True, person=salma), text="The programme.", document=pdf()
    )
    other = question(to=visitors.to_city)
    changed = link[:-2] + ("A/" if link[-2] != "A" else "B/")

    corresponding.end(contact=visitors, side=ConversationSide(is_city=True, person=salma))

    for dead in (link, changed):
        assert client.get(dead).status_code == 410
        assert client.post(dead, {"step": "write", "text": "Still there?"}).status_code == 410
        assert client.get(f"{dead}documents/{message.pk}/").status_code == 404
    assert corresponding.visitors_link(other) == "", "nothing to write on before the city is at it"


def test_addresses_are_shown_when_both_have_said_yes_and_not_before(client, answered, rui, salma):
    def pages() -> list:
        found = []
        for user in (rui, salma):
            client.force_login(user)
            found.append(client.get(address(answered)))
        return found

    def assert_no_address_is_shown() -> None:
        for page in pages():
            assert_nowhere(page, *ADDRESSES)

    client.force_login(rui)
    client.post(address(answered), {"step": "agree"})
    assert_no_address_is_shown()

    client.force_login(rui)
    client.post(address(answered), {"step": "take-back"})
    client.force_login(salma)
    client.post(address(answered), {"step": "agree"})
    assert_no_address_is_shown()  # he took it back

    client.force_login(rui)
    client.post(address(answered), {"step": "agree"})
    his, hers = pages()
    assert attributes(his, ".note a", "href") == ["mailto:salma@example.org"]
    assert attributes(hers, ".note a", "href") == ["mailto:rui@example.org"]
    client.force_login(rui)
    refused = client.post(address(answered), {"step": "take-back"})
    assert "already have each other’s addresses" in text(refused, "[role=alert]")
    assert not any(mail in letter.text for letter in Letter.objects.all() for mail in ADDRESSES)


def test_what_is_too_long_or_no_document_is_refused_and_nothing_typed_is_lost(client, answered, rui):
    client.force_login(rui)

    long = client.post(address(answered), {"step": "write", "text": "word " * 301})
    program = SimpleUploadedFile("programme.pdf", b"MZ\x90\x00 not a document")
    wrong = client.post(address(answered), {"step": "write", "text": "See this.", "document": program})

    assert "text" in long.context["message_form"].errors
    assert "document" in wrong.context["message_form"].errors
    assert text(wrong, "[name=text]") == "See this."
    assert not RequestMessage.objects.exists()


def test_nobody_floods_the_other_side(client, answered, rui):
    client.force_login(rui)

    for number in range(12):
        answer = client.post(address(answered), {"step": "write", "text": f"Message {number}"})

    assert RequestMessage.objects.count() == 10
    assert text(answer, "[name=text]") == "Message 11"


def test_it_ends_by_itself_after_90_days_and_the_visitor_is_forgotten(client, visitors):
    link = corresponding.visitors_link(visitors)
    message = corresponding.write(
        contact=visitors, side=ConversationSide(is_city=False), text="Thank you.", document=pdf()
    )
    storage, name = message.document.storage, message.document.name
    long_ago = timezone.now() - timedelta(days=91)
    ContactRequest.objects.update(ended=long_ago)

    assert (corresponding.end_the_silent(), request_followup.forget_visitors()) == (0, 0), "a word came since"
    ContactRequest.objects.update(last_message=long_ago)
    assert (corresponding.end_the_silent(), request_followup.forget_visitors()) == (1, 1)

    visitors.refresh_from_db()
    assert (visitors.state, visitors.visitor_email, visitors.is_conversing) == ("answered", "", False)
    assert client.get(link).status_code == 410
    assert not storage.exists(name)


def test_documents_go_with_the_question(answered, rui, django_capture_on_commit_callbacks):
    message = corresponding.write(
        contact=answered, side=ConversationSide(is_city=False, person=rui), text="Ours.", document=pdf()
    )
    storage, name = message.document.storage, message.document.name

    with django_capture_on_commit_callbacks(execute=True):
        answered.delete()

    assert not storage.exists(name)
