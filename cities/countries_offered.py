"""Which countries a form offers: those of which the site has a city or an organisation; to editors, every one.

A list of all would put territories beside states in forms that people of those states fill in.
"""

from __future__ import annotations

from django.db.models import Model, Q, QuerySet

from core.form_references import register_visible
from core.models import Country
from core.visibility import oversees


def countries_offered(user, model: type[Model] = Country) -> QuerySet:
    if oversees(user):
        return model._default_manager.all()
    used = Q(cities__isnull=False) | Q(organisation__isnull=False)
    return model._default_manager.filter(pk__in=Country.objects.filter(used).values("pk"))


register_visible(Country, countries_offered)
