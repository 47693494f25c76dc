"""A form that is sent twice is carried out once, and both get the same answer."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.core.cache import cache
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.test import RequestFactory

from cities.models import ContactRequest
from core.double_submission import OnlyOnce
from tests import factories

FORM = {"csrfmiddlewaretoken": "of this very form", "message": "Who works at your desk?"}


class Site:
    """A view behind the middleware, which counts how often it is carried out."""

    def __init__(self, answer: HttpResponse | None = None) -> None:
        self.done = 0
        self.answer = answer

    def view(self, request):
        self.done += 1
        return self.answer or HttpResponseRedirect(f"/made/{self.done}/")

    def post(self, data: dict, path: str = "/ask/", **headers) -> HttpResponse:
        request = RequestFactory().post(path, data, headers=headers)
        middleware = OnlyOnce(lambda request: middleware.process_view(request, self.view, (), {}) or self.view(request))
        return middleware(request)


@pytest.fixture(autouse=True)
def _nothing_sent_yet():
    cache.clear()


def test_the_second_of_two_gets_the_answer_of_the_first():
    site = Site()

    answers = [site.post(FORM).url, site.post(FORM).url]

    assert (site.done, answers) == (1, ["/made/1/", "/made/1/"])


def test_two_at_once_are_one():
    site, answers, together = Site(), [], Barrier(2)

    def send() -> None:
        together.wait()
        answers.append(site.post(FORM).url)

    threads = [Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (site.done, answers) == (1, ["/made/1/", "/made/1/"])


@pytest.mark.parametrize(
    "other",
    [
        FORM | {"message": "Who works at your desk? And since when?"},
        FORM | {"csrfmiddlewaretoken": "of the form opened again"},
    ],
)
def test_other_words_and_a_form_opened_again_are_another(other):
    site = Site()

    site.post(FORM), site.post(other)

    assert site.done == 2


def test_the_same_words_at_another_address_are_another():
    site = Site()

    site.post(FORM), site.post(FORM, path="/ask/lisbon/")

    assert site.done == 2


def test_a_form_that_came_back_with_faults_may_be_sent_again():
    site = Site(HttpResponse("not yet"))

    site.post(FORM), site.post(FORM)

    assert site.done == 2


@pytest.mark.parametrize("headers", [{"accept": "application/json"}, {"x-requested-with": "XMLHttpRequest"}])
def test_what_a_script_saves_is_saved_each_time(headers):
    site = Site(JsonResponse({"success": True}))

    site.post(FORM, **headers), site.post(FORM, **headers)

    assert site.done == 2


@pytest.mark.django_db
def test_a_question_sent_twice_is_one_question(client, site):
    city = factories.city("Lisbon")
    data = {
        "purpose": "question",
        "message": "Who works at your desk?",
        "language": "en",
        "visitor_name": "A visitor",
        "visitor_organisation": "City of Valencia",
        "visitor_email": "visitor@example.org",
        "consent": "on",
        "csrfmiddlewaretoken": "of this very form",
    }

    answers = [client.post(f"/en/ask/{city.slug}/", data).url for _ in range(4)]

    assert len(set(answers)) == 1
    assert ContactRequest.objects.count() == 1
