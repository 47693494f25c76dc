"""Nobody stops the site with one long text: limits come first, and patterns read a text once."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from time import thread_time

import pytest
from django import forms
from django.conf import settings

from cities import ask_pages
from cities.models import ContactRequest
from core.fields import LONGEST, MaxWords
from tests import factories
from tests.core.test_control_names import page_forms, record_forms, written_forms
from tests.rooms import is_ours

LONG = 20_000
"""Characters: what reads a text again from each of them takes seconds."""
HOSTILE = ("a-", "a", "1", "1 ", "1,", " ", "\n", "-", ".", "/a", "/A1", "أ", "a.", "<a ", "x\t")


def patterns() -> Iterator[tuple[str, re.Pattern]]:
    """Every one that a module of ours keeps, lists of them too."""
    for path in settings.ROOT.rglob("*.py"):
        place = path.relative_to(settings.ROOT).with_suffix("")
        name = ".".join(place.parts).removeprefix("platform.").removesuffix(".__init__")
        if is_ours(name) and not {"migrations", "management"} & set(place.parts):
            import_module(name)
    for name, module in list(sys.modules.items()):
        if is_ours(name):
            for kept in list(vars(module).values()):
                yield from (
                    (name, one)
                    for one in (kept if isinstance(kept, tuple | list) else [kept])
                    if type(one) is re.Pattern
                )


def test_no_pattern_takes_longer_than_it_takes_to_read():
    slow = []
    for name, pattern in set(patterns()):
        for part in HOSTILE:
            text = part * (LONG // len(part)) + "!"
            begun = thread_time()
            pattern.search(text if isinstance(pattern.pattern, str) else text.encode())
            if thread_time() - begun > 0.5:
                slow.append((name, pattern.pattern, part))

    assert slow == []


def texts(form: type[forms.BaseForm]) -> Iterator[tuple[type, str, forms.CharField]]:
    """Of a form and its rows, without Wagtail's comments: every control into which somebody types what they like."""
    rows = {name: rows.form for name, rows in getattr(form, "formsets", {}).items() if name != "comments"}
    for one in (form, *rows.values()):
        for name, field in one.base_fields.items():
            if isinstance(field.widget, forms.Textarea) and isinstance(field, forms.CharField):
                yield one, name, field


def test_every_text_has_a_limit_of_characters():
    every = [found for form in {*page_forms(), *record_forms(), *written_forms()} for found in texts(form)]
    without = [
        (form, name)
        for form, name, field in every
        if field.max_length is None and not any(isinstance(one, MaxWords) for one in field.validators)
    ]

    assert len(every) > 60
    assert without == []


@pytest.mark.django_db
def test_a_question_of_one_endless_word_is_refused_at_once_and_kept_nowhere(client, site):
    city = factories.city("Lisbon")
    typed = {"purpose": "question", "language": "en", "visitor_name": "A", "visitor_organisation": "B", "consent": "on"}
    typed |= {"visitor_email": "visitor@example.org", "message": "a-" * LONGEST}

    begun = thread_time()
    answer = client.post(f"/en/ask/{city.slug}/", typed)

    assert thread_time() - begun < 5
    assert answer.status_code == 200
    assert "message" in answer.context["form"].errors
    assert not ContactRequest.objects.exists()


@pytest.mark.django_db
def test_the_limit_of_questions_comes_before_anything_is_looked_into(client, site, monkeypatch):
    city = factories.city("Lisbon")
    monkeypatch.setattr("cities.request_forms.ContactRequestForm.is_valid", lambda _form: pytest.fail("looked into"))
    monkeypatch.setattr(ask_pages.ATTEMPTS.__class__, "take", lambda *_who: False)

    assert client.post(f"/en/ask/{city.slug}/", {"message": "Who?"}).status_code == 429
