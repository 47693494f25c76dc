"""A text on its way from an official's draft to a visitor's page: who may do what, who is told, who sees nothing."""

from __future__ import annotations

import json

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext
from wagtail import hooks
from wagtail.models import Page, PageLogEntry
from wagtail.test.utils.form_data import querydict_from_html

from accounts.models import User
from accounts.post import send_digests
from accounts.roles import Role
from core.waiting import waiting_for
from practices.models import PracticePage
from tests import factories
from tests.factories.people import person
from tests.pages import assert_nowhere, attributes, has, read, text, texts

PARTS = dict.fromkeys(PracticePage.NAMED_PARTS, "Words.")
NOTE = "Say which year the 58 % are of."


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def edit_address(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form_of(client: Client, page: Page) -> dict:
    """What the page's own form would send; the body's blocks are counted by a script."""
    words = querydict_from_html(client.get(edit_address(page)).content.decode(), form_id="page-edit-form")
    return {**{name: words.getlist(name) for name in words}, "body-count": "0"}


def sent(user: User, page: Page, form: dict | None = None, **words) -> None:
    """The page's own form, or as it was opened before, with the button that sends it for review."""
    client = signed_in(user)
    client.post(edit_address(page), {**(form or form_of(client, page)), **words, "action-submit": "1"})


def started(user: User, page: Page) -> None:
    """As the button does, without the form."""
    page.get_workflow().start(page, user)


def acted(user: User, page: Page, action: str, **data) -> int:
    """The status that a reviewer's button gives."""
    state = PracticePage.objects.get(pk=page.pk).current_workflow_task_state
    where = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return signed_in(user).post(where, data).status_code


def step_of(page: Page) -> str:
    task = PracticePage.objects.get(pk=page.pk).current_workflow_task
    return task.name if task else ""


def letters() -> list[tuple[str, str]]:
    """To whom and about what, since the last time; the box is emptied."""
    found = sorted((letter.to[0].partition("@")[0], letter.subject) for letter in mail.outbox)
    mail.outbox.clear()
    return found


def in_language(language: str, text: str, **values) -> str:
    with translation.override(language):
        return gettext(text) % values


class World:
    """A draft of Tangier's and everybody who has to do with it; and its form as it opens to its writer."""

    def __init__(self) -> None:
        tangier = factories.city("Tangier", name_fr="Tanger", name_ar="طنجة")
        about = {"themes": [factories.theme()], "target_groups": [factories.target_group()], "intro": "One sentence."}
        facts = {"live": False, "language": "fr", "status": "running", "starts": "2019"}
        self.draft = factories.practice("Bureau d'accueil", under=tangier, **facts, **PARTS, **about)
        self.people = {
            "official": person("official", Role.OFFICIAL, tangier, language="fr"),
            "focal": person("focal", Role.FOCAL_POINT, tangier, language="fr"),
            "focal.lisbon": person("focal.lisbon", Role.FOCAL_POINT, factories.city("Lisbon")),
            "editor": person("editor", Role.EDITOR, language="es"),
        }
        self.form = form_of(signed_in(self.people["official"]), self.draft)


pytestmark = [pytest.mark.django_db, pytest.mark.alike, pytest.mark.begins_with(world=World)]


@pytest.fixture
def draft(world):
    return world.draft


@pytest.fixture
def people(world):
    return world.people


def test_from_an_official_s_draft_to_a_visitor_s_page(world, draft, people, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        sent(people["official"], draft, title="Bureau d'accueil de Tanger")
    check = in_language("fr", "Please check: %(title)s", title="Bureau d'accueil de Tanger")
    assert (step_of(draft), letters()) == ("City check", [("focal", check)])

    with django_capture_on_commit_callbacks(execute=True):
        acted(people["focal"], draft, "approve")
    assert step_of(draft) == "Editorial review"
    assert letters() == [("editor", in_language("es", "In review: %(title)s", title="Bureau d'accueil de Tanger"))]

    with django_capture_on_commit_callbacks(execute=True):
        acted(people["editor"], draft, "reject", comment=NOTE)
    assert (step_of(draft), [who for who, _subject in letters()]) == ("", ["focal", "official"])
    assert text(signed_in(people["official"]).get(edit_address(draft)), ".review-box blockquote") == NOTE
    assert NOTE in waiting_for(people["official"])[0].text

    with django_capture_on_commit_callbacks(execute=True):
        sent(people["official"], draft, world.form, results="58 % in 2021.")
    assert (step_of(draft), [who for who, _subject in letters()]) == ("Editorial review", ["editor"])

    with django_capture_on_commit_callbacks(execute=True):
        acted(people["editor"], draft, "approve")
    assert [who for who, _subject in letters()] == ["focal", "official"]
    with translation.override("fr"):
        public = client.get(PracticePage.objects.get(pk=draft.pk).get_url())
    assert text(public, "#results + .flow") == "58 % in 2021."
    actions = PageLogEntry.objects.filter(page=draft.pk, action__startswith="wagtail.workflow").order_by("pk")
    assert [entry.action.rpartition(".")[2] for entry in actions] == ["start", "approve", "reject", "resume", "approve"]


def test_changes_are_never_requested_without_a_note(world, draft, people):
    started(people["focal"], draft)

    acted(people["editor"], draft, "reject", comment="  ")
    forged = {"action-workflow-action": "1", "workflow-action-name": "reject"}
    signed_in(people["editor"]).post(edit_address(draft), {**world.form, **forged})

    assert step_of(draft) == "Editorial review"


@pytest.mark.parametrize(
    "who",
    ["official", "focal", "focal.lisbon", "editor"],
)
def test_nobody_approves_out_of_turn(draft, people, who):
    started(people["official"], draft)

    acted(people[who], draft, "approve")
    after_first = step_of(draft)
    if after_first == "City check":
        acted(people["focal"], draft, "approve")
    acted(people[who], draft, "approve")

    assert after_first == ("Editorial review" if who == "focal" else "City check")
    assert PracticePage.objects.get(pk=draft.pk).live is (who == "editor")


def test_a_writer_reads_only_while_the_text_is_with_a_reviewer(world, draft, people):
    started(people["official"], draft)
    acted(people["focal"], draft, "approve")
    writing, editing = signed_in(people["official"]), signed_in(people["editor"])
    by_itself = {"headers": {"accept": "application/json"}}

    refused = writing.post(edit_address(draft), {**world.form, "title": "Later"}, **by_itself)
    saved = editing.post(edit_address(draft), {**world.form, "title": "Edited"}, **by_itself)

    assert refused.json()["error_code"] == "locked"
    assert saved.json()["success"] is True
    assert PracticePage.objects.get(pk=draft.pk).draft_title == "Edited"


def test_a_draft_saves_by_itself_and_takes_comments(world, draft, people):
    client = signed_in(people["official"])

    page = client.get(edit_address(draft))
    words = {**world.form, "title": "Saved by itself"}
    answer = client.post(edit_address(draft), words, headers={"accept": "application/json"})

    assert has(page, "#page-edit-form[data-controller~=w-autosave][data-w-init-event-value~='w-comments:init']")
    assert answer.json()["success"] is True
    assert PracticePage.objects.get(pk=draft.pk).draft_title == "Saved by itself"


def test_an_editor_may_publish_at_any_time_and_the_city_is_told(
    world, draft, people, django_capture_on_commit_callbacks
):
    started(people["official"], draft)
    client = signed_in(people["editor"])

    with django_capture_on_commit_callbacks(execute=True):
        client.post(edit_address(draft), {**world.form, "action-publish": "1"})

    assert PracticePage.objects.get(pk=draft.pk).live
    assert [who for who, _subject in letters()] == ["focal", "official"]


def test_a_translation_goes_the_same_way(draft, people):
    draft.get_latest_revision().publish()
    english = factories.translate(PracticePage.objects.get(pk=draft.pk), "en", "Welcome desk", live=False)
    translator = person("translator", Role.TRANSLATOR)

    sent(translator, english)

    assert Page.objects.get(pk=english.pk).specific.current_workflow_task.name == "City check"
    assert [waiting.title for waiting in waiting_for(people["focal"])] == ["Welcome desk"]


def test_letters_are_in_the_reader_s_language_and_say_nothing_of_the_draft(
    draft, people, django_capture_on_commit_callbacks
):
    people["editor"].letters = User.Letters.DAILY
    people["editor"].save()

    with django_capture_on_commit_callbacks(execute=True):
        started(people["focal"], draft)
    at_once = letters()
    send_digests()

    assert at_once == []
    assert [letter.to for letter in mail.outbox] == [["editor@example.org"]]
    digest = mail.outbox[0]
    assert 'lang="es"' in digest.alternatives[0].content
    assert edit_address(draft) in digest.body
    assert "Words." not in digest.body


def test_what_a_text_is_held_to_is_beside_it_and_public(draft, people, client):
    started(people["focal"], draft)

    beside = signed_in(people["editor"]).get(edit_address(draft))
    public = [client.get(f"/{language}/review/") for language in ("en", "fr", "es", "ar")]

    assert has(beside, ".review-box #honest")
    assert all(has(page, "main #people") for page in public)


def test_another_city_sees_nothing_of_a_review(draft, people):
    started(people["official"], draft)
    client = signed_in(people["focal.lisbon"])
    state = draft.current_workflow_task_state
    addresses = [
        edit_address(draft),
        reverse("wagtailadmin_pages:history", args=[draft.pk]),
        reverse("wagtailadmin_pages:workflow_history", args=[draft.pk]),
        reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "approve", state.pk]),
        reverse("wagtailadmin_reports:workflow"),
        reverse("wagtailadmin_reports:workflow_tasks"),
        reverse("wagtailadmin_home"),
    ]

    for where in addresses:
        assert_nowhere(client.get(where), draft.title, escape(draft.title))
    assert waiting_for(people["focal.lisbon"]) == []


def test_the_history_tells_the_review_in_plain_words(draft, people):
    started(people["official"], draft)
    acted(people["focal"], draft, "reject", comment=NOTE)

    history = signed_in(people["official"]).get(reverse("wagtailadmin_pages:history", args=[draft.pk]))

    step = in_language("fr", "City check")
    plain = [
        " ".join(in_language("fr", words, step=step).split())
        for words in ("%(step)s: changes requested", "Sent for review. Next: %(step)s")
    ]
    assert texts(history, "#listing-results td:first-child .w-gap-2")[:2] == plain
    assert text(history, "#listing-results td em") == NOTE


# --- the form while a text is in review -------------------------------------------------------------------------------
def pressed(user: User, page: Page, form: dict, back: str = "", **buttons):
    """A button of the page's form; gives the page that follows."""
    return signed_in(user).post(edit_address(page), {**form, "next": back, **buttons}, follow=True)


def approving(name: str = "approve", **data) -> dict:
    more = {"workflow-action-extra-data": json.dumps(data)} if data else {}
    return {"action-workflow-action": "1", "workflow-action-name": name, **more}


def said(answer) -> list[str]:
    return [str(message).strip() for message in answer.context["messages"]]


def test_the_main_button_in_review_takes_no_text_back_and_the_fields_are_read_only(draft, people):
    started(people["official"], draft)

    page = signed_in(people["official"]).get(edit_address(draft))

    main = page.context["action_menu"].default_item
    assert not has(page, "[name=action-cancel-workflow]")
    assert has(main.render_html(page.context["action_menu"].context), "button[disabled]")
    assert has(page, "fieldset.read-only[disabled]")
    assert_nowhere(signed_in(people["focal"]).get(edit_address(draft)), "read-only")


def test_stopping_a_review_is_asked_first(draft, people):
    started(people["official"], draft)
    writer, stop = signed_in(people["official"]), reverse("stop_review", args=[draft.pk])

    offered = writer.get(edit_address(draft))
    asked = writer.get(stop)
    still = step_of(draft)
    writer.post(stop)

    assert has(offered, f".w-dropdown-button [href='{stop}']")
    assert (asked.status_code, still, step_of(draft)) == (200, "City check", "")


def test_what_is_refused_midway_leaves_nothing_behind(world, draft, people):
    def refuse(request, page):
        raise PermissionDenied

    editor = signed_in(people["editor"])
    with hooks.register_temporarily("after_edit_page", refuse):
        answer = editor.post(edit_address(draft), {**world.form, "summary": "Half done."}, follow=True)

    assert PracticePage.objects.get(pk=draft.pk).get_latest_revision_as_object().summary == "Words."
    assert answer.redirect_chain[0][0] == reverse("wagtailadmin_home")
    assert said(answer) != []


def test_who_may_not_stop_a_review_does_not(world, draft, people):
    started(people["official"], draft)
    stop = reverse("stop_review", args=[draft.pk])

    elsewhere = signed_in(people["focal.lisbon"]).post(stop, follow=True)
    colleague = signed_in(person("other", Role.OFFICIAL, draft.get_parent().specific))
    colleague.post(stop)
    colleague.post(edit_address(draft), {**world.form, "action-cancel-workflow": "1"})

    assert elsewhere.status_code == 404
    assert step_of(draft) == "City check"


def test_a_text_that_is_too_long_can_be_sent_back(world, draft, people):
    started(people["focal"], draft)
    editor = signed_in(people["editor"])
    too_long = {"summary": "word " * 100, "challenge": "Shorter."}

    editor.post(edit_address(draft), {**world.form, **too_long, **approving("reject", comment=NOTE)})
    returned, kept = step_of(draft), PracticePage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    sent(people["focal"], draft)

    assert (returned, kept.challenge) == ("", "Shorter.")
    assert step_of(draft) == ""


def test_each_step_says_what_happened_and_leads_back_to_where_one_came_from(world, draft, people):
    title = {"title": "\u2068Bureau d'accueil\u2069"}
    desk = "/fr/desk/"

    first = pressed(people["official"], draft, world.form, **{"action-submit": "1"})
    focals = form_of(signed_in(people["focal"]), draft)
    second = pressed(people["focal"], draft, focals, desk, **approving())
    editors = form_of(signed_in(people["editor"]), draft)
    third = pressed(people["editor"], draft, editors, **approving("reject", comment=NOTE))
    pressed(people["official"], draft, world.form, **{"action-submit": "1"})
    fourth = pressed(people["editor"], draft, editors, **approving())

    assert said(first) == [
        in_language("fr", "“%(title)s” has been sent. The city’s focal point reads it next.", **title)
    ]
    assert said(second) == [in_language("fr", "“%(title)s” is with the editors now.", **title)]
    wanted = in_language("es", "You have asked for changes to “%(title)s”. The author has your note.", **title)
    assert said(third) == [wanted]
    assert said(fourth) == [in_language("es", "“%(title)s” has been published.", **title)]
    assert [one.redirect_chain[-1][0] for one in (first, second, third)] == ["/admin/", desk, "/admin/"]


def test_the_desk_s_links_lead_back_to_the_desk(draft, people):
    started(people["official"], draft)

    desk = signed_in(people["focal"]).get("/fr/desk/")

    assert f"{edit_address(draft)}?next=%2Ffr%2Fdesk%2F" in attributes(desk, ".acts a", "href")


def test_what_changed_since_the_last_review_stands_beside_it(world, draft, people):
    started(people["focal"], draft)
    acted(people["editor"], draft, "reject", comment=NOTE)
    sent(people["official"], draft, world.form, results="Children start school within three weeks.")

    beside = signed_in(people["editor"]).get(edit_address(draft))

    (changes,) = read(beside).select(".review-changes")
    assert "Children start school within three weeks." in texts(changes, ".addition")
    assert has(changes, "[href*='/revisions/compare/']")
    assert_nowhere(changes, "One sentence.")


def test_the_page_s_menus_offer_unpublishing_once_and_evidence_before_it(draft, people):
    draft.get_latest_revision().publish()

    page = signed_in(people["editor"]).get(edit_address(draft))

    links = [link.partition("?")[0] for link in attributes(page, "[href]", "href")]
    unpublish = reverse("wagtailadmin_pages:unpublish", args=[draft.pk])
    assert links.count(unpublish) == 1
    assert links.index(reverse("assess_practice", args=[draft.pk])) < links.index(unpublish)
