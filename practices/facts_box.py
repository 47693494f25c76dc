"""*At a glance*: the box of facts beside a practice. What is not known has no row, or says who can fill it."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cities.models import CityPage
from core.display import Fact, Link, Sign, display_list, known, marked
from core.figures import group_figures
from core.folding import fold
from core.models import Figure, translated_text
from core.numbers import display_number
from core.sources import display_sources
from core.templatetags.core_tags import row_words

from .addresses import browse_url
from .freshness import Freshness
from .models import PracticePage, PracticePartner, PracticeWords
from .wording import display_practice_period, evidence_of

PEOPLE_REACHED = "People reached"
PEOPLE = {fold(word) for word in ("people", "persons", "personnes", "personas", "أشخاص", "شخص")}


def facts_of(
    page: PracticePage,
    words: PracticeWords,
    city: CityPage | None,
    figures: list[Figure],
    freshness: Freshness,
    by_role: str,
    request: HttpRequest,
) -> list[Fact]:
    """In the order of the box. `freshness` is what the newest confirmation is worth, which `by_role` gave."""
    places = [Link(city.name, city.get_url(request))] if city else []
    if city and city.country:
        places.append(Link(city.country.name, browse_url(country=city.country.code)))
    sharing = [Link(one.name, one.get_url(request)) for one in page.further_cities.all() if one.live]
    reason = words.wording("status_reason")
    groups = [Link(group.name, browse_url(target=group.code)) for group in page.target_groups.all()]
    lead = [Link(page.lead.name, page.lead.website)] if page.lead else []
    partners = [_partner_and_role(words, partner) for partner in page.partners.select_related("organisation")]
    about_cost = "" if page.detail == PracticePage.Detail.FULL else words.wording("cost_note")  # a part of its own
    return known(
        [
            Fact(_("Where"), links=tuple(places)),
            Fact(_("Also in"), links=tuple(sharing)),
            Fact(_("When"), display_practice_period(page)),
            Fact(_("Status"), sign=Sign(page.get_status_display(), page.status, detail=reason and marked(reason))),
            Fact(_("For whom"), links=tuple(groups)),
            Fact(_("Situation"), display_list(page._meta.get_field("situations").labels_of(page))),
            Fact(_("Scale"), page.get_scale_display()),
            Fact(_("Led by"), links=tuple(lead)),
            Fact(_("Partners"), display_list(partners)),
            Fact(_("Cost"), display_cost(page) or page.get_cost_band_display(), note=about_cost),
            Fact(_("Funding"), words.wording("funding_sources")),
            Fact(_("Staff, full-time equivalents"), display_number(page.staff)),
            *_people_reached(words, figures),
            *_evidence(page),
            # that nobody has looked yet is worth knowing
            Fact(_("Last confirmed"), sign=freshness.sign, note=by_role),
        ]
    )


def _partner_and_role(words: PracticeWords, partner: PracticePartner) -> str:
    name = row_words(words, partner, "name") or partner.organisation.name
    if partner.role == PracticePartner.Role.PARTNER:
        return name
    return format_html("{} ({})", marked(name), partner.get_role_display())


def display_cost(page: PracticePage) -> str:
    """Money, with its currency and its year where it is known."""
    if page.cost_amount is None:
        return ""
    amount = f"{page.cost_currency}\u00a0{display_number(page.cost_amount)}"
    if not page.cost_year:
        return amount
    # Translators: a sum of money, and of which year it is
    return pgettext("money", "%(amount)s (%(year)s)") % {"amount": amount, "year": page.cost_year}


def _people_reached(words: PracticeWords, figures: list[Figure]) -> Iterable[Fact]:
    """The largest number of people that it reports to have reached."""
    rows = zip(figures, group_figures(words, figures).table, strict=True)
    people = [(figure.value, row) for figure, row in rows if counts_people(figure)]
    if people:
        _value, largest = max(people, key=lambda pair: pair[0])
        note = "" if fold(largest.label) == fold(PEOPLE_REACHED) else largest.label
        yield Fact(_("People reached"), largest.text, note=note)


def counts_people(figure: Figure) -> bool:
    """By its unit, or by how its label begins: "people assisted"."""
    named = figure.unit or next(iter(figure.label.split()), "")
    return figure.kind == Figure.Kind.RESULT and fold(named) in PEOPLE


def _evidence(page: PracticePage) -> Iterable[Fact]:
    """The level always has its row: that nobody has assessed it yet is worth knowing."""
    assessment = page.assessments.first() if page.pk else None
    if assessment is None:
        yield Fact(_("Evidence"), evidence=evidence_of(None))
        return
    why = translated_text(assessment.why, assessment.translated_texts, written_in=assessment.language)
    yield Fact(_("Evidence"), evidence=evidence_of(assessment.level), note=why)
    if assessment.from_sources:
        rests_on = tuple(Link(marked(line.label), line.url) for line in display_sources(assessment.sources))
        yield Fact(_("Assessed by"), _("the editors, from sources"), links=rests_on)
    documents = [Link(document.title, document.url) for document in assessment.documents.all()]
    yield Fact(_("Supporting documents"), links=tuple(documents))
