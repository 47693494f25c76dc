"""What the page of a practice shows, in the order of the page. Templates write it down and ask nothing."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Exists
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import uri_to_iri
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from cities.belonging import is_registered
from cities.models import CityPage
from core.blocks import headings_of
from core.figures import ShownFigures, shown_figures
from core.languages import Wording
from core.lead_pictures import lead_picture
from core.models import Figure, FrameworkItem, LeadPicture
from core.sources import shown_sources

from . import glance
from .charting import cut_with
from .courses import Course, city_path
from .freshness import Freshness, freshness, speaker
from .lineage import courses_of_practice, lineage, placed, transfer_signs
from .models import PracticePage, PracticeWords
from .nearness import near_cards

PARTS = {
    "summary": gettext_lazy("In short"),
    "challenge": gettext_lazy("Challenge"),
    "how_it_works": gettext_lazy("How it works"),
    "in_place": gettext_lazy("What had to be in place"),
    "results": gettext_lazy("Results"),
    "did_not_work": gettext_lazy("What did not work"),
    "advice": gettext_lazy("Advice to others"),
    "participation": gettext_lazy("How migrants took part"),
    "sustainability": gettext_lazy("What keeps it going"),
}
MEASURED = gettext_lazy("Measured results")
FRAMEWORKS = {
    FrameworkItem.Framework.SDG_GOAL: (gettext_lazy("Sustainable Development Goals"), "sdg"),
    FrameworkItem.Framework.SDG_TARGET: (gettext_lazy("SDG targets"), "sdg"),
    FrameworkItem.Framework.GCM_OBJECTIVE: (gettext_lazy("Global Compact objectives"), "gcm"),
}


@dataclass(frozen=True)
class Part:
    """A named part: its heading in the visitor's language, its words in theirs, its figures where it has any."""

    anchor: str
    label: str
    text: Wording
    is_borrowed: bool = False
    """From the original: the translation leaves it empty."""
    figures: tuple[tuple[str, ShownFigures], ...] = ()
    """With a heading of their own where they are not what was reached."""
    note: str = ""


@dataclass(frozen=True)
class Goals:
    """The goals of one framework a practice serves; each a link to the practices that serve it too."""

    label: str
    links: list[dict]


@dataclass(frozen=True)
class Shown:
    """A practice in the words of one visitor, and what several parts of its page read."""

    page: PracticePage
    words: PracticeWords
    request: HttpRequest
    city: CityPage | None
    courses: list[Course]
    figures: list[Figure]


def practice_context(page: PracticePage, words: PracticeWords, request: HttpRequest) -> dict:
    """For `practices/practice_page.html`."""
    courses = courses_of_practice(page, request)
    shown = Shown(page, words, request, city_of(page), courses, list(page.figures.all()))
    return {**_header(shown), **_article(shown), **_beside(shown), "near": near_cards(page, request)}


def city_of(page: PracticePage) -> CityPage | None:
    """The city it hangs under, with its country; the same query says whether the public practice has a picture."""
    pictured = Exists(LeadPicture.objects.filter(page=page.pk))
    cities = CityPage.objects.filter(path=city_path(page)).select_related("country")
    city = cities.annotate(practice_has_picture=pictured).first()
    if city and "lead_pictures" not in getattr(page, "_cluster_related_objects", {}):  # a draft has its own
        page.has_lead_picture = city.practice_has_picture
    return city


# --- the header -----------------------------------------------------------------------------------------------
def _header(shown: Shown) -> dict:
    page = shown.page
    return {
        "cut": cut_with(shown.city, shown.courses) if shown.city else None,
        "crumbs": _crumbs(page),
        "lede": glance.own(page, shown.words, "intro"),
        "signs": _signs(page, shown.courses),
        "lead_picture": lead_picture(page),
    }


def _crumbs(page: PracticePage) -> list[dict]:
    crumbs = [{"url": reverse("wagtail_serve", args=["practices/"]), "label": _("Practices")}]
    first = next(iter(page.themes.all()), None)
    return [*crumbs, {"url": glance.browse_url(theme=first.code), "label": first.name}] if first else crumbs


def _signs(page: PracticePage, courses: list[Course]) -> list[dict]:
    signs = [{"icon": page.status, "text": _status(page)}, *transfer_signs(page, courses)]
    if page.programme_link:
        signs.append({"tone": "none", "text": page.get_programme_link_display()})
    return signs


def _status(page: PracticePage) -> str:
    """A practice that is over says since when."""
    over = page.status in (PracticePage.Status.ENDED, PracticePage.Status.STOPPED)
    if not (over and page.ends and page.ends.year):
        return page.get_status_display()
    # Translators: a state and its year, as in "Ended 2021"
    return pgettext("state", "%(state)s %(year)s") % {"state": page.get_status_display(), "year": page.ends.year}


def _place_and_time(page: PracticePage, city: CityPage | None) -> str:
    period = glance.period_of(page)
    return placed(str(city.name), period) if city else period


# --- the article ----------------------------------------------------------------------------------------------
def _article(shown: Shown) -> dict:
    page, words = shown.page, shown.words
    parts = _parts(shown)
    came = lineage(page, words, shown.courses, _place_and_time(page, shown.city), shown.request)
    sources = shown_sources(page.sources.all())
    body_words = words if words.body else page
    return {
        "parts": parts,
        "lineage": came,
        "sources": sources,
        "body": body_words.body,
        "body_words": body_words,
        "contents": _contents(parts, body_words.body, came, sources),
    }


def _parts(shown: Shown) -> list[Part]:
    """Only those that have words, and figures with the results. What the lead says to the letter is not said again."""
    names = [name for name in PARTS if name != "did_not_work" or _may_read_what_did_not_work(shown)]
    lead = glance.own(shown.page, shown.words, "intro")
    parts = [_part(name, glance.own(shown.page, shown.words, name), shown) for name in names]
    return [part for part in parts if part.figures or (part.text and part.text.strip() != lead.strip())]


def _may_read_what_did_not_work(shown: Shown) -> bool:
    """Where it is for registered cities: whoever belongs to one today. Never kept, never in lists or search."""
    if not shown.page.holds_back:
        return True
    user = getattr(shown.request, "user", None)
    return user is not None and is_registered(user)


def _part(name: str, text: Wording, shown: Shown) -> Part:
    figures = _shown(shown.words, shown.figures) if name == "results" else ()
    measured = any(not heading for heading, _figures in figures)
    heading = str(MEASURED if measured else PARTS[name])
    held_back = name == "did_not_work" and shown.page.holds_back
    note = _("Only people of registered cities who are signed in can read this part.") if held_back else ""
    return Part(name.replace("_", "-"), heading, text, text.language != shown.words.language, figures, note)


def _shown(words: PracticeWords, figures: list[Figure]) -> tuple[tuple[str, ShownFigures], ...]:
    """What was reached and what was only planned share no chart."""
    headings = {Figure.Kind.RESULT: "", Figure.Kind.PLANNED: _("Planned")}
    by_kind = [(heading, [f for f in figures if f.kind == kind]) for kind, heading in headings.items()]
    return tuple((heading, shown_figures(words, of_kind)) for heading, of_kind in by_kind if of_kind)


def _contents(parts: list[Part], body, came, sources) -> list[dict]:
    entries = [{"anchor": part.anchor, "label": part.label} for part in parts]
    entries += headings_of(body)
    if came:
        entries.append({"anchor": "lineage", "label": _("Where it came from")})
    return [*entries, {"anchor": "sources", "label": _("Sources")}] if sources else entries


# --- beside the article ---------------------------------------------------------------------------------------
def _beside(shown: Shown) -> dict:
    page = shown.page
    fresh, by_role = _fresh(page, shown.city)
    return {
        "glance": _glance(shown, fresh, by_role),
        "ask": _ask(shown),
        "still_true": _still_true(fresh),
        "goals": _goals(page),
        "citation": _citation(shown.words, shown.city, page, shown.request),
    }


def _glance(shown: Shown, fresh: Freshness, by_role: str) -> list[dict]:
    page, words, figures = shown.page, shown.words, shown.figures
    assessment = page.assessments.first() if page.pk else None
    return [
        *glance.where(page, shown.city, shown.request),
        *glance.when(page, words),
        *glance.for_whom(page),
        *glance.who(page),
        *glance.means(page),
        *glance.reached(figures, shown_figures(words, figures)),
        *glance.how_sure(assessment, fresh, by_role),
    ]


def _ask(shown: Shown) -> dict | None:
    """The way to ask the city about it: only a colleague says what one would do differently."""
    page, city = shown.page, shown.city
    if not (page.live and city and city.live):
        return None
    url = f"{reverse('ask_city', args=[city.slug])}?{urlencode({'about': page.pk})}"
    return {"url": url, "label": _("Ask %(city)s about this") % {"city": city.name}}


def _fresh(page: PracticePage, city: CityPage | None) -> tuple[Freshness, str]:
    newest = page.confirmations.first() if page.pk else None
    if newest is None:
        return freshness(None, None), ""
    return freshness(newest.answer, newest.on), speaker(newest.by_role, city.name if city else "")


def _still_true(fresh: Freshness) -> str:
    """The warning over a practice whose review is long overdue."""
    if fresh.state != "overdue":
        return ""
    return _("The city has not confirmed this practice since %(date)s. Check with it before you rely on this page.") % {
        "date": fresh.since
    }


def _goals(page: PracticePage) -> list[Goals]:
    items = list(page.framework_items.all())
    return [
        Goals(str(label), [_goal(item, parameter) for item in items if item.framework == framework])
        for framework, (label, parameter) in FRAMEWORKS.items()
        if any(item.framework == framework for item in items)
    ]


def _goal(item: FrameworkItem, parameter: str) -> dict:
    return {"url": glance.browse_url(**{parameter: item.code}), "code": item.code, "label": item.name}


def _citation(words: PracticeWords, city: CityPage | None, page: PracticePage, request: HttpRequest) -> SafeString:
    """Title, city, year, where it was read and its lasting address: one line to be copied."""
    year = page.last_published_at.year if page.last_published_at else ""
    what = glance.listed(filter(None, (words.title, city.name if city else "", year)))
    address = uri_to_iri(page.get_full_url(request) or "")  # its letters, as a browser shows them
    # Translators: how a page is cited: title, city and year, then the site and the address
    return format_html(_("{what}. Portolan, {address}"), what=what, address=glance.listed([address]))
