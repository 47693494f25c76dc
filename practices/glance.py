"""*At a glance*: the rows of the box beside a practice. What is not known has no row, or says who can fill it."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cities.models import CityPage
from core.figures import ShownFigures
from core.folding import fold
from core.languages import Wording
from core.models import Figure
from core.partial_dates import display_period
from core.templatetags.core_tags import marked, quantity

from .freshness import Freshness
from .models import Assessment, PracticePage, PracticePartner, PracticeWords

GOING_ON = {PracticePage.Status.RUNNING, PracticePage.Status.PERMANENT, PracticePage.Status.PILOT}
PEOPLE_REACHED = "People reached"
PEOPLE = {fold(word) for word in ("people", "persons", "personnes", "personas", "أشخاص", "شخص")}


def browse_url(**question: str) -> str:
    """The list of practices, asked one thing."""
    return f"{reverse('wagtail_serve', args=['practices/'])}?{urlencode(question)}"


def own(page: PracticePage, words: PracticeWords, name: str) -> Wording:
    """A text of the words shown; what the translation leaves empty is read in the original, and marked."""
    found = words if getattr(words, name) else page
    return Wording(getattr(found, name), found.language)


def where(page: PracticePage, city: CityPage | None, request: HttpRequest) -> list[dict]:
    """The city, its country, and the cities that share the practice."""
    links = [{"url": city.get_url(request), "label": city.name}] if city else []
    if city and city.country:
        links.append({"url": browse_url(country=city.country.code), "label": city.country.name})
    further = [one for one in page.further_cities.all() if one.live]
    shared = [{"url": one.get_url(request), "label": one.name} for one in further]
    return _rows((_("Where"), {"links": links}), (_("Also in"), {"links": shared}))


def when(page: PracticePage, words: PracticeWords) -> list[dict]:
    reason = own(page, words, "status_reason")
    status = {"icon": page.status, "strong": page.get_status_display(), "text": reason and marked(reason)}
    return _rows((_("When"), {"text": period_of(page)}), (_("Status"), status))


def period_of(page: PracticePage) -> str:
    """When it is or was: "since 2016" while it goes on."""
    return display_period(page.starts, page.ends, open_ended=page.status in GOING_ON)


def for_whom(page: PracticePage) -> list[dict]:
    groups = [{"url": browse_url(target=group.code), "label": group.name} for group in page.target_groups.all()]
    situations = page._meta.get_field("situations").labels_of(page)
    return _rows(
        (_("For whom"), {"links": groups}),
        (_("Situation"), {"text": listed(situations)}),
        (_("Scale"), {"text": page.get_scale_display()}),
    )


def who(page: PracticePage) -> list[dict]:
    partners = listed(_partner(partner) for partner in page.partners.select_related("organisation"))
    lead = {"text": page.lead.name, "url": page.lead.website} if page.lead else {}
    return _rows((_("Led by"), lead), (_("Partners"), {"text": partners}))


def _partner(partner: PracticePartner) -> str:
    name = partner.name or partner.organisation.name
    if partner.role == PracticePartner.Role.PARTNER:
        return name
    return format_html("{} ({})", marked(name), partner.get_role_display())


def means(page: PracticePage) -> list[dict]:
    cost = _money(page) or page.get_cost_band_display()
    return _rows(
        (_("Cost"), {"text": cost, "note": own(page, page, "cost_note")}),
        (_("Funding"), {"text": own(page, page, "funding_sources")}),
        (_("Staff, full-time equivalents"), {"text": quantity(page.staff)}),
    )


def _money(page: PracticePage) -> str:
    if page.cost_amount is None:
        return ""
    amount = f"{page.cost_currency}\u00a0{quantity(page.cost_amount)}"
    if not page.cost_year:
        return amount
    # Translators: a sum of money, and of which year it is
    return pgettext("money", "%(amount)s (%(year)s)") % {"amount": amount, "year": page.cost_year}


def reached(figures: Iterable[Figure], shown: ShownFigures) -> list[dict]:
    """The largest number of people that it reports to have reached."""
    people = [(figure.value, row) for figure, row in zip(figures, shown.table, strict=True) if counts_people(figure)]
    if not people:
        return []
    largest = max(people, key=lambda pair: pair[0])[1]
    note = "" if fold(largest.label) == fold(PEOPLE_REACHED) else largest.label
    return _rows((_("People reached"), {"text": largest.text, "note": note}))


def counts_people(figure: Figure) -> bool:
    """By its unit, or by how its label begins: "people assisted"."""
    named = figure.unit or next(iter(figure.label.split()), "")
    return figure.kind == Figure.Kind.RESULT and fold(named) in PEOPLE


def how_sure(assessment: Assessment | None, fresh: Freshness, by_role: str) -> list[dict]:
    """Evidence and freshness always have their row: that nobody has looked yet is worth knowing."""
    sign = {"icon": fresh.icon, "tone": fresh.tone, "strong": fresh.strong, "text": fresh.text, "note": by_role}
    documents = list(assessment.documents.all()) if assessment else []
    links = [{"url": document.url, "label": document.title} for document in documents]
    return _rows((_("Evidence"), _evidence(assessment)), (_("Read in"), {"links": links}), (_("Last confirmed"), sign))


def _evidence(assessment: Assessment | None) -> dict:
    if assessment is None:
        return {"evidence": True, "level": None, "text": _("Not assessed yet")}
    level = _("Level %(level)s of 5, %(meaning)s") % {
        "level": assessment.level,
        "meaning": assessment.get_level_display(),
    }
    why = Wording(assessment.why, settings.LANGUAGE_CODE)  # a record's words are in the house's language
    return {"evidence": True, "level": assessment.level, "text": level, "note": why}


def listed(texts: Iterable) -> SafeString:
    """A list in one line; each keeps its own direction."""
    # Translators: what stands between the items of a list in one line
    separator = pgettext("between items of a list", ", ")
    return format_html_join(separator, "<bdi>{}</bdi>", ((marked(text),) for text in texts))


def _rows(*rows: tuple[str, dict]) -> list[dict]:
    """Those of which something is known."""
    return [
        {"label": label, **fact}
        for label, fact in rows
        if any(fact.get(name) for name in ("text", "links", "strong", "note", "evidence"))
    ]
