"""What the page of a practice shows, in the order of the page. Templates write it down and ask nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
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
from cities.tree import city_path
from core.blocks import headings_of
from core.display import Fact, Link, Sign, display_list, known, marked
from core.figures import FigureGroups, group_figures
from core.languages import Wording
from core.lead_pictures import lead_picture
from core.models import Figure, FrameworkItem, LeadPicture
from core.sources import Footnote, Footnotes

from .addresses import browse_url
from .charting import cut_with
from .dossiers import dossiers
from .facts_box import facts_of
from .freshness import freshness
from .lineage import lineage, signs_of_transfers, transfers_of_practice
from .models import PracticePage, PracticeWords
from .similar_practices import similar_practice_cards
from .wording import display_place_and_time, display_practice_period, display_role

PARTS = {
    "summary": gettext_lazy("In short"),
    "challenge": gettext_lazy("Challenge"),
    "how_it_works": gettext_lazy("How it works"),
    "in_place": gettext_lazy("What had to be in place"),
    "cost_note": gettext_lazy("What it cost"),
    "results": gettext_lazy("Results"),
    "did_not_work": gettext_lazy("What did not work"),
    "advice": gettext_lazy("Advice to others"),
    "participation": gettext_lazy("How migrants took part"),
    "sustainability": gettext_lazy("What keeps it going"),
}
DEPTHS = {
    PracticePage.Detail.SNAPSHOT: gettext_lazy("Short entry"),
    PracticePage.Detail.FULL: gettext_lazy("In depth"),
}
LONGEST_LEAD = 600
MEASURED = gettext_lazy("Measured results")
FRAMEWORKS = {
    FrameworkItem.Framework.SDG_GOAL: (gettext_lazy("Sustainable Development Goals"), "sdg"),
    FrameworkItem.Framework.SDG_TARGET: (gettext_lazy("SDG targets"), "sdg"),
    FrameworkItem.Framework.GCM_OBJECTIVE: (gettext_lazy("Global Compact objectives"), "gcm"),
    **{
        framework: (framework.label, "")
        for framework in (
            FrameworkItem.Framework.GCM_PRINCIPLE,
            FrameworkItem.Framework.NUA,
            FrameworkItem.Framework.OECD_CHECKLIST,
            FrameworkItem.Framework.LOCAL_MGI,
            FrameworkItem.Framework.MC2CM_OBJECTIVE,
        )
    },
}
"""How the goals of each framework are headed beside a practice, and which filter knows them, if any."""


@dataclass(frozen=True)
class PracticePart:
    """A named part: its heading in the visitor's language, its words in theirs, its figures where it has any."""

    anchor: str
    label: str
    text: Wording
    is_borrowed: bool = False
    """From the original: the translation leaves it empty."""
    figures: tuple[tuple[str, FigureGroups], ...] = ()
    """With a heading of their own where they are not what was reached."""
    note: str = ""
    footnotes: tuple[Footnote, ...] = ()
    """Where it was read."""


def practice_context(page: PracticePage, request: HttpRequest, context: dict) -> dict:
    """For `practices/practice_page.html`."""
    words = context["words"]
    city = city_of_practice(page)
    transfers = transfers_of_practice(page, request)
    figures = list(page.figures.all())
    confirmation = page.confirmations.first() if page.pk else None
    fresh = freshness(confirmation.answer, confirmation.on) if confirmation else freshness(None, None)
    by_role = display_role(confirmation.by_role, city.name if city else "") if confirmation else ""

    footnotes = Footnotes.to(page.sources.all())
    lead_read_in = footnotes_of(page, "intro", footnotes)
    parts = parts_of(page, words, figures, footnotes, request)
    period = display_practice_period(page)
    above = display_place_and_time(str(city.name), period) if city else period
    origin = lineage(page, words, transfers, above, request)
    sources = footnotes.sources()
    body_words = words if words.body else page
    contents = [Link(part.label, f"#{part.anchor}") for part in parts] + headings_of(body_words.body)
    contents += [Link(_("Where it came from"), "#lineage")] if origin else []
    contents += [Link(_("Sources"), "#sources")] if sources else []

    return {
        "cut": cut_with(city, transfers) if city else None,
        "crumbs": crumbs_of(page),
        "lede": words.wording("how_it_works" if lead_is_paragraph(page) else "intro"),
        "signs": signs_of(page, signs_of_transfers(page, transfers)),
        "lead_picture": lead_picture(page),
        "still_true": warning(fresh.since) if fresh.state == "overdue" else "",
        "contents": contents,
        "facts": facts_of(page, words, city, figures, fresh, by_role, request),
        "ask": link_to_ask(page, city),
        "lead_read_in": lead_read_in,
        "parts": parts,
        "body": body_words.body,
        "body_words": body_words,
        "lineage": origin,
        "sources": sources,
        "dossiers": [dossier for dossier in dossiers() if page.pk in dossier.practices],
        "goals": goals_of(page),
        "citation": citation(page, words, city, request),
        "similar": similar_practice_cards(page, request),
    }


def city_of_practice(page: PracticePage) -> CityPage | None:
    """The city it hangs under, with its country; the same query says whether the public practice has a picture."""
    pictured = Exists(LeadPicture.objects.filter(page=page.pk))
    cities = CityPage.objects.filter(path=city_path(page.path)).select_related("country")
    city = cities.annotate(practice_has_picture=pictured).first()
    if city and "lead_pictures" not in getattr(page, "_cluster_related_objects", {}):  # a draft has its own
        page.has_lead_picture = city.practice_has_picture
    return city


# --- the header -----------------------------------------------------------------------------------------------
def crumbs_of(page: PracticePage) -> list[Link]:
    """By its first theme."""
    crumbs = [Link(_("Practices"), browse_url())]
    first = next(iter(page.themes.all()), None)
    return [*crumbs, Link(first.name, browse_url(theme=first.code))] if first else crumbs


def signs_of(page: PracticePage, of_transfers: Iterable[Sign]) -> list[Sign]:
    """Its status, and since when it is over; how much is told; who adapted it; its place in the programme."""
    status = page.get_status_display()
    if page.is_over and page.ends and page.ends.year:
        # Translators: a state and its year, as in "Ended 2021"
        status = pgettext("state", "%(state)s %(year)s") % {"state": status, "year": page.ends.year}
    signs = [Sign(status, page.status), Sign(str(DEPTHS[PracticePage.Detail(page.detail)]), tone="none"), *of_transfers]
    if page.programme_link:
        signs.append(Sign(page.get_programme_link_display(), tone="none"))
    return signs


def warning(since: str) -> str:
    """Over a practice whose review is long overdue."""
    return _("The city has not confirmed this practice since %(date)s. Check with it before you rely on this page.") % {
        "date": since
    }


# --- the article ----------------------------------------------------------------------------------------------
def parts_of(
    page: PracticePage, words: PracticeWords, figures: list[Figure], footnotes: Footnotes, request: HttpRequest
) -> list[PracticePart]:
    """Only those that have words, and figures with the results. What the lead says is not said again."""
    lead = words.wording("intro").strip()
    said = {"how_it_works"} if lead_is_paragraph(page) else set()
    said |= {"cost_note"} if not is_in_depth(page) else set()  # it stands beside the sum
    parts = []
    for name, heading in PARTS.items():
        if name in said:
            continue
        label, text, note = str(heading), words.wording(name), ""
        figures_of_part: tuple[tuple[str, FigureGroups], ...] = ()
        if name == "did_not_work" and page.holds_back:
            if not may_read_what_is_held_back(request):
                continue
            note = _("Only people of registered cities who are signed in can read this part.")
        if name == "results":
            figures_of_part = tuple(figures_by_kind(words, figures, footnotes))
            is_measured = any(not of_kind for of_kind, _figures in figures_of_part)
            label = str(MEASURED) if is_measured else label
        if figures_of_part or (text and text.strip() != lead):
            is_borrowed = text.language != words.language
            anchor = name.removesuffix("_note").replace("_", "-")
            read_in = footnotes_of(page, name, footnotes)
            parts.append(PracticePart(anchor, label, text, is_borrowed, figures_of_part, note, read_in))
    return parts


def footnotes_of(page: PracticePage, name: str, footnotes: Footnotes) -> tuple[Footnote, ...]:
    """The places in sources where a part was read. They are read from the database once, for all parts."""
    if not hasattr(page, "_places_by_part"):
        page._places_by_part = defaultdict(list)
        for place in page.part_sources.all():
            page._places_by_part[place.part].append(place)
    return tuple(footnotes.cite(one.source, at=one.at, read_on=one.read_on) for one in page._places_by_part[name])


def is_in_depth(page: PracticePage) -> bool:
    return page.detail == PracticePage.Detail.FULL


def lead_is_paragraph(page: PracticePage) -> bool:
    """Whether a short entry has one paragraph, of which the lead is the beginning: then the paragraph is the lead.

    Told by the original, so that a page says the same in every language.
    """
    paragraph, lead = page.how_it_works.strip(), page.intro.strip().removesuffix("…")
    is_one = "\n" not in paragraph and len(paragraph) <= LONGEST_LEAD
    return not is_in_depth(page) and bool(lead) and is_one and paragraph.startswith(lead)


def may_read_what_is_held_back(request: HttpRequest) -> bool:
    """Whoever belongs to a registered city today. Such a part is never kept, never in lists or search."""
    user = getattr(request, "user", None)
    return user is not None and is_registered(user)


def figures_by_kind(
    words: PracticeWords, figures: list[Figure], footnotes: Footnotes
) -> Iterable[tuple[str, FigureGroups]]:
    """What was reached and what was only planned share no chart."""
    for kind, heading in {Figure.Kind.RESULT: "", Figure.Kind.PLANNED: pgettext("figures", "Planned")}.items():
        of_kind = [figure for figure in figures if figure.kind == kind]
        if of_kind:
            yield heading, group_figures(words, of_kind, footnotes)


# --- beside the article ---------------------------------------------------------------------------------------
def link_to_ask(page: PracticePage, city: CityPage | None) -> Link | None:
    """The way to ask the city about it: only a colleague says what one would do differently."""
    if not (page.live and city and city.live):
        return None
    url = f"{reverse('ask_city', args=[city.slug])}?{urlencode({'about': page.pk})}"
    return Link(_("Ask %(city)s about this") % {"city": city.name}, url)


def goals_of(page: PracticePage) -> list[Fact]:
    """The goals of each framework that it serves; what a filter knows leads to the practices that serve it too."""
    items = list(page.framework_items.all())
    return known(
        Fact(str(label), links=tuple(_link_to_goal(item, facet) for item in items if item.framework == framework))
        for framework, (label, facet) in FRAMEWORKS.items()
    )


def _link_to_goal(item: FrameworkItem, facet: str) -> Link:
    url = browse_url(**{facet: item.code}) if facet else ""
    return Link(format_html("{} {}", item.code, marked(item.name)), url)


def citation(page: PracticePage, words: PracticeWords, city: CityPage | None, request: HttpRequest) -> SafeString:
    """Title, city, year, where it was read and its lasting address: one line to be copied."""
    year = page.last_published_at.year if page.last_published_at else ""
    what = display_list(filter(None, (words.title, city.name if city else "", year)))
    address = uri_to_iri(page.get_full_url(request) or "")  # its letters, as a browser shows them
    # Translators: how a page is cited: title, city and year, then the site and the address
    return format_html(_("{what}. Portolan, {address}"), what=what, address=display_list([address]))
