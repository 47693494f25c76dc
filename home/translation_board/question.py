"""What somebody asks of the board: one form, read from the address."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cities.models import CityPage
from core.folding import fold
from core.models import SubjectPage, Theme
from core.visibility import visible_in_admin

from .rows import Row, State, kinds, rows_of

ANY = [("", _("Any"))]


class BoardForm(forms.Form):
    """Filters; a value that is not among them is refused at its field, and nothing is filtered by it.

    `into`, because `?language=` is the language of the interface.
    """

    q = forms.CharField(label=_("Title"), required=False, max_length=200)
    city = forms.ChoiceField(label=_("City"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    into = forms.ChoiceField(label=_("Language"), required=False, choices=[*ANY, *settings.LANGUAGES])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[*ANY, *State.choices])

    def __init__(self, data, *, cities: list[CityPage], themes: list[Theme]) -> None:
        super().__init__(data)
        self.fields["city"].choices = [*ANY, *sorted(((c.slug, c.name) for c in cities), key=lambda choice: choice[1])]
        self.fields["theme"].choices = [*ANY, *((theme.code, theme.name) for theme in themes)]
        self.fields["kind"].choices = [*ANY, *((m._meta.model_name, capfirst(m._meta.verbose_name)) for m in kinds())]


@dataclass
class Question:
    """The form's values, and what answers them."""

    form: BoardForm
    cities: list[CityPage]

    @classmethod
    def of(cls, request) -> Question:
        seen = visible_in_admin(request.user).values("pk")
        cities = list(CityPage.objects.filter(pk__in=seen).defer("body", "summary", "row_words"))
        form = BoardForm(request.GET, cities=cities, themes=list(Theme.objects.all()))
        form.is_valid()
        return cls(form, cities)

    def __getitem__(self, name: str) -> str:
        return self.form.cleaned_data.get(name) or ""

    def rows(self, user) -> list[Row]:
        """Before language and state are asked for: the board counts these."""
        narrowed = Q()
        for city in self.cities:
            if city.slug == self["city"]:
                narrowed = Q(path__startswith=city.path)
        found = rows_of(user, self._kinds(), narrowed, self["theme"])
        asked = fold(self["q"]).split()
        return [row for row in found if _says(row, asked)] if asked else found

    def narrowed(self, rows: list[Row]) -> list[Row]:
        if not self["into"] and not self["state"]:
            return rows
        return [row for row in rows if row.is_in(self["into"], self["state"])]

    def _kinds(self) -> list[type[SubjectPage]]:
        return [model for model in kinds() if self["kind"] in ("", model._meta.model_name)]

    def address(self, **changed: str) -> str:
        """The same question with something else in it."""
        asked = {**{name: self[name] for name in self.form.fields}, **changed}
        return "?" + urlencode({name: value for name, value in asked.items() if value})


def _says(row: Row, asked: list[str]) -> bool:
    """Whether the title, in any language, has every word that was asked for."""
    titles = fold(" ".join([row.title, *(cell.title for cell in row.cells.values())]))
    return all(word in titles for word in asked)
