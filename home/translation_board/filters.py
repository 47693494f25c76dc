"""What somebody asks of the board: one form, read from the address."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from cities.models import CityPage
from core.folding import fold
from core.models import Theme
from core.visibility import visible_in_admin

from .rows import TranslationRow, TranslationState, kinds, rows_of


class TranslationBoardForm(forms.Form):
    """Filters; a value that is not among them is refused at its field, and nothing is filtered by it.

    `into`, because `?language=` is the language of the interface.
    """

    q = forms.CharField(label=_("Title"), required=False, max_length=200)
    city = forms.ChoiceField(label=_("City"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    into = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", pgettext_lazy("a language", "Any")), *settings.LANGUAGES]
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", pgettext_lazy("a state", "Any")), *TranslationState.choices]
    )

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.GET)
        self.user = request.user
        visible = visible_in_admin(self.user).values("pk")
        self.cities = list(CityPage.objects.filter(pk__in=visible).defer("body", "summary", "row_words"))
        cities = sorted(((city.slug, city.name) for city in self.cities), key=lambda choice: choice[1])
        self.fields["city"].choices = [("", pgettext("a city", "Any")), *cities]
        self.fields["theme"].choices = [
            ("", pgettext("a theme", "Any")),
            *((theme.code, theme.name) for theme in Theme.objects.all()),
        ]
        self.fields["kind"].choices = [
            ("", pgettext("a kind", "Any")),
            *((m._meta.model_name, capfirst(m._meta.verbose_name)) for m in kinds()),
        ]
        self.full_clean()

    def chosen(self, name: str) -> str:
        """Empty where nothing is chosen, or what is not to be chosen."""
        return self.cleaned_data.get(name) or ""

    def rows(self) -> list[TranslationRow]:
        """Before language and state are asked for: the board counts these. Each title, in any language, has every word
        that was asked for."""
        models = [model for model in kinds() if self.chosen("kind") in ("", model._meta.model_name)]
        city = next((city for city in self.cities if city.slug == self.chosen("city")), None)
        rows = rows_of(self.user, models, Q(path__startswith=city.path) if city else Q(), self.chosen("theme"))
        if words := fold(self.chosen("q")).split():
            return [row for row in rows if all(word in fold(" ".join(row.titles)) for word in words)]
        return rows

    def filtered(self, rows: list[TranslationRow]) -> list[TranslationRow]:
        into, state = self.chosen("into"), self.chosen("state")
        return [row for row in rows if row.is_in(into, state)] if into or state else rows

    def address(self, **changed: str) -> str:
        """The same question with something else in it."""
        chosen = {**{name: self.chosen(name) for name in self.fields}, **changed}
        return "?" + urlencode({name: value for name, value in chosen.items() if value})
