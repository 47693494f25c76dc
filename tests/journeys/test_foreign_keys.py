"""Another city's things behind every address of the site: for whoever is not of that city there are none.

The addresses are found, not listed. One that names a kind of thing that `ForeignWorld` has none of, or takes a word
that `WORDS` does not know, fails here until somebody has said what it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db.models import Model
from django.http import HttpResponseNotFound
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.regex_helper import normalize
from wagtail.admin.models import EditingSession
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import (
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    Revision,
    Task,
    TaskState,
    WorkflowState,
)
from wagtail.models.sites import get_site_for_hostname

from accounts.models import User
from accounts.roles import Role
from cities.models import ContactRequest, Invitation, Membership, Phase, RequestMessage
from core.admin_guard import IN_ADDRESS, model_of
from evaluations.models import Commitment, Evaluation, EvaluationInvitation
from learning.models import Introduction, Lesson, Recommendation, Registration, SessionInvitation, SessionTeam
from monitoring.models import Indicator, Measurement, Period, ResultLine
from practices.models import PeerReview, PracticePage
from reporting.models import ActivityFile, FunderReport
from tests.factories.people import person
from tests.journeys.foreign_world import FOREIGN, NOTHING, OWN, SECRET, ForeignWorld

pytestmark = [pytest.mark.django_db, pytest.mark.alike, pytest.mark.begins_with(world=ForeignWorld)]

OF_PARAMETER = {
    **IN_ADDRESS,
    "revision_id": Revision,
    "task_state_id": TaskState,
    "workflow_state_id": WorkflowState,
    "task_id": Task,
    "session_id": EditingSession,
    "object_id": Page,
    "workflow_pk": WorkflowState,
    "restriction_id": CollectionViewRestriction,
    "page_view_restriction_id": PageViewRestriction,
    "message": RequestMessage,
    "member": SessionTeam,
    "invitation": SessionInvitation,
    "introduction": Introduction,
    "file": ActivityFile,
    "_0": Document,
}
"""Of what a parameter is the key, whatever the address."""
OF_ADDRESS = {
    "ask_for_translation": Page,
    "change_platform_role": User,
    "begin_practice_from_lesson": Lesson,
    "cancel_registration": Registration,
    "change_role": Membership,
    "commitment": Commitment,
    "desk_copy_session": Page,
    "desk_evaluation": Evaluation,
    "desk_request": ContactRequest,
    "document_value": ResultLine,
    "edit_commitment": Commitment,
    "end_membership": Membership,
    "evaluation": Evaluation,
    "evaluation_facts": Evaluation,
    "evaluation_words": Evaluation,
    "framework_line": ResultLine,
    "funder_report": FunderReport,
    "funder_report_again": FunderReport,
    "funder_report_discard": FunderReport,
    "funder_report_html": FunderReport,
    "funder_report_pdf": FunderReport,
    "iati": Phase,
    "iati_kept": Phase,
    "iati_preview": Phase,
    "indicator_results": Indicator,
    "line_results": ResultLine,
    "measure": Period,
    "measurement": Measurement,
    "measurement_photo": Measurement,
    "mfa_edit_webauthn": Authenticator,
    "mfa_remove_webauthn": Authenticator,
    "framework": Page,
    "peer_evaluation_of_mine": EvaluationInvitation,
    "peer_review_of_mine": PeerReview,
    "recommendation": Recommendation,
    "request_document": ContactRequest,
    "withdraw_invitation": Invitation,
    "desk_session": Page,
    **{
        f"session_{part}": Page
        for part in (
            *("take_on", "settings", "team", "leave_team", "registrations", "decide", "file", "needs"),
            *("withdraw_invitation", "attendance", "certificates", "write", "feedback"),
        )
    },
    **{f"framework_{step}": Page for step in ("add", "copy", "periods", "sheet", "file")},
    **{
        f"wagtailadmin_api:{kind}s:{view}": model
        for kind, model in (("page", Page), ("document", Document), ("image", Image))
        for view in ("detail", "action")
    },
}
"""Of what its `pk` is the key, outside the editors' interface."""
WORDS = {
    "action": ["delete", "move", "publish", "unpublish", "tag", "add_to_collection"],
    "action_name": ["approve", "reject", "copy", "delete"],
    "app_label": ["practices", "wagtailcore", "wagtailimages", "wagtaildocs"],
    "app_name": ["taggit"],
    "content_type_app_name": ["practices"],
    "content_type_model_name": ["practicepage"],
    "filter_spec": ["width-100"],
    "folder": ["original_images"],
    "key": ["no-key"],
    "kind": ["csv", "xlsx"],
    "model_name": ["practicepage", "page", "image", "document"],
    "page_slug": ["zellige"],
    "path": ["zellige.png"],
    "provider_id": ["example"],
    "revision_id_a": ["earliest", str(FOREIGN)],
    "revision_id_b": ["latest"],
    "role": ["translator"],
    "slug": ["zellige"],
    "token": ["no-key"],
    "uidb36": ["1"],
    "uidb64": ["MQ"],
    "what": ["values", "frameworks", "evaluations"],
    "_1": [f"{SECRET}.txt"],
}
"""What a parameter that is no key may be."""
MODELS = {"practices.practicepage", "wagtailcore.page", "wagtailimages.image", "wagtaildocs.document"}


@dataclass(frozen=True)
class Address:
    name: str
    pattern: URLPattern
    template: str
    parameters: tuple[str, ...]

    @property
    def is_of_the_interface(self) -> bool:
        return self.template.startswith("admin/")

    def model_of(self, parameter: str) -> type[Model] | None:
        section = self.name.rpartition(":")[0]
        guarded = self.is_of_the_interface and model_of(parameter, self.pattern.callback, section)
        return guarded or OF_PARAMETER.get(parameter) or (OF_ADDRESS.get(self.name) if parameter == "pk" else None)

    @cached_property
    def keys(self) -> list[str]:
        return [name for name in self.parameters if self.model_of(name)]

    def filled(self, *keys: int) -> Iterator[str]:
        """With these keys in their order, the last again where there are more places, and every word."""
        values = dict(zip(self.keys, [*keys, *[keys[-1]] * len(self.keys)], strict=False))
        for words in product(*([values[name]] if name in values else WORDS[name] for name in self.parameters)):
            named = dict(zip(self.parameters, words, strict=True))
            if "model_name" not in named or f"{named['app_label']}.{named['model_name']}" in MODELS:
                yield "/" + self.template % named


def addresses(resolver: URLResolver | None = None, before: str = "", namespace: str = "") -> Iterator[Address]:
    """Every address that takes something, whoever of Django, Wagtail, allauth or us made it."""
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = before + entry.pattern.regex.pattern.lstrip("^")
        if isinstance(entry, URLResolver):
            yield from addresses(entry, pattern, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
            continue
        for template, parameters in normalize(pattern):
            if parameters:
                yield Address(f"{namespace}{entry.name}", entry, template, tuple(parameters))


ALL = list(addresses())


def text_of(answer) -> str:
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode(errors="replace")


def told_by(answer, where: str) -> tuple:
    """Its status, where it leads, without the keys where that is not here, and whether it says what is secret."""
    there = answer.headers.get("Location", "")
    there = there if there == f"/en{where}" else re.sub(r"\d+", "#", there)
    return answer.status_code, there, SECRET in text_of(answer).replace(where, "")


def test_whatever_an_address_takes_is_known_here(world):
    taken = {(address.name, name) for address in ALL for name in address.parameters}
    models = {address.model_of(name) for address in ALL for name in address.keys} - {None}

    unknown = [
        (address.name, name)
        for address in ALL
        for name in address.parameters
        if not address.model_of(name) and name not in WORDS
    ]
    assert len(taken) > 200
    assert unknown == []
    assert [model for model in models if not model.objects.filter(pk=FOREIGN).exists()] == []


INSIDE = [Role.FOCAL_POINT, Role.TRANSLATOR, Role.ORGANISER, Role.MNE]
ASKING = INSIDE[1:]
"""They send nothing where the focal point was not let in."""
OUTSIDE = [Role.OBSERVER, "former", "visitor"]
"""They have nothing to do in the editors' interface: tests/core/test_admin_guard.py."""
PUBLIC = {Phase, Indicator, Task}
FOLLOWED = {ResultLine, Period, Measurement, Commitment, Evaluation, FunderReport, ActivityFile, Page, Document}
"""What the M&E officer follows on the desk, of drafts too, and the documents of values."""
SHUT = {"wagtailcore_authenticate_with_password", "wagtaildocs_authenticate_with_password"}
"""Ask for a password and say nothing else; nobody can put one before a page."""


def unlike_nothing(
    address: Address, foreign: tuple[int, ...], nothing: tuple[int, ...], *sends: Callable
) -> list[tuple]:
    """How an address tells that there is something behind it."""
    told = []
    for where, where_nothing in zip(address.filled(*foreign), address.filled(*nothing), strict=True):
        for send in sends:
            answer = told_by(send(where), where)
            if answer not in ((404, "", False), (302, f"/en{where}", False)):
                other = told_by(send(where_nothing), where_nothing)
                told += [(send.__name__, where, answer, other)] if answer != other or answer[2] else []
    return told


def browser_of(person) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


@pytest.fixture(autouse=True)
def _plain_not_found(monkeypatch):
    """Thousands are asked for: what the page looks like is not asked here, and of which site it is, once."""
    monkeypatch.setattr("config.urls.handler404", lambda _request, **_kwargs: HttpResponseNotFound())
    monkeypatch.setattr("wagtail.models.sites.get_site_for_hostname", lru_cache(get_site_for_hostname))


@pytest.mark.parametrize("who", [*INSIDE, *OUTSIDE])
def test_what_is_another_citys_is_answered_like_nothing(who, world):
    client = browser_of(world.stranger(who))
    wrong = []

    for address in ALL:
        kinds = {address.model_of(name) for name in address.keys}
        may_know = kinds <= PUBLIC or (
            who == Role.MNE and not address.is_of_the_interface and kinds <= FOLLOWED | PUBLIC
        )
        if kinds and not may_know and address.name not in SHUT and (who in INSIDE or not address.is_of_the_interface):
            cache.clear()
            sends = [client.get] if who in ASKING else [client.get, client.post]
            wrong += unlike_nothing(address, (FOREIGN,), (NOTHING,), *sends)

    assert "\n".join(map(str, wrong)) == ""


def test_what_hangs_on_a_page_is_found_with_that_page_only(world):
    client = browser_of(world.stranger(Role.FOCAL_POINT))
    wrong, tried = [], 0

    for address in ALL:
        kinds = [address.model_of(name) for name in address.keys]
        if len(kinds) > 1 and kinds[0] is Page and kinds[1] not in PUBLIC:
            tried += 1
            wrong += unlike_nothing(address, (OWN, FOREIGN), (OWN, NOTHING), client.get, client.post)

    assert tried >= 9
    assert "\n".join(map(str, wrong)) == ""


def test_a_focal_point_decides_on_no_page_of_another_city_beside_one_of_the_own(world):
    """Wagtail asks whether one may act on the page, and acts on the task: each has a key of its own in the address."""
    client = browser_of(world.stranger(Role.FOCAL_POINT))
    world.own.get_workflow().start(world.own, person("official", Role.OFFICIAL, world.lisbon))
    own = PracticePage.objects.get(pk=OWN).current_workflow_task_state

    def act(action: str, key: int):
        where = reverse("wagtailadmin_pages:workflow_action", args=[OWN, action, key])
        return client.get(where).status_code, client.post(where, {"comment": "Not yet."}).status_code

    for action in ("reject", "approve"):
        act(action, FOREIGN)
        assert TaskState.objects.get(pk=FOREIGN).status == TaskState.STATUS_IN_PROGRESS
    act("approve", own.pk)

    assert own.task.name == "City check"
    assert TaskState.objects.get(pk=own.pk).status == TaskState.STATUS_APPROVED


@pytest.mark.parametrize("who", ["visitor", Role.FOCAL_POINT])
def test_the_key_of_one_kind_of_link_opens_no_other(who, world):
    client, keys = browser_of(world.stranger(who)), world.keys()
    of_links = [address for address in ALL if address.parameters[0] in ("token", "key")]

    def answer(send: Callable, address: Address, key: str) -> tuple:
        cache.clear()
        place = address.template % {**dict.fromkeys(address.parameters, FOREIGN), address.parameters[0]: key}
        status, _there, tells = told_by(send(f"/{place}"), place)
        return status, tells

    wrong = []
    for address, send in product(of_links, (client.get, client.post)):
        other = answer(send, address, "no-key")
        for name, key in keys.items():
            if name != address.name and (name, address.name) != ("conversation", "None"):
                told = answer(send, address, key)
                wrong += [(send.__name__, address.name, name, told, other)] if told not in (other, (404, False)) else []

    assert {address.name for address in of_links} > set(keys)
    assert "\n".join(map(str, wrong)) == ""
