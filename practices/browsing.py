"""Practices as cards, and the page on which they are browsed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import languages
from core.charts import Cut
from core.charts import cut as cut_around
from core.facets import Answer, ask
from core.facets.panels import Panels, written
from core.lead_pictures import CardPicture, card_picture
from core.partial_dates import PartialDate

from . import card_facts
from .card_facts import Adapted, City
from .freshness import Freshness
from .glance import listed
from .guides import guide_to
from .mapping import header_of_hits, practice_map
from .models import Assessment, PracticePage, PracticeWords

PAGE_SIZE = 24
VIEWS = {"cards": gettext_lazy("Cards"), "list": gettext_lazy("List"), "map": gettext_lazy("Map")}


@dataclass(frozen=True)
class PracticeCard:
    """All that `practices/_practice_card.html` shows; `words` knows in which language title and text are."""

    pk: int
    url: str
    words: PracticeWords
    place: SafeString
    year: str
    icon: str
    status: str
    status_label: str
    level: int | None
    level_label: str
    fresh: Freshness
    adapted: tuple[str, ...]
    cut: Cut
    picture: CardPicture | None
    """In place of the cut."""

    @property
    def unproved(self) -> bool:
        """Nobody has assessed or confirmed it: said once, quietly."""
        return self.level is None and self.fresh.state == "never"


def cards(practices: Iterable[int | PracticePage], request: HttpRequest | None = None) -> list[PracticeCard]:
    """The cards of these live practices (keys or pages), in their order.

    Seven queries, four more where there are pictures, however many cards there are.
    """
    pks = [getattr(practice, "pk", practice) for practice in practices]
    pages = card_facts.pages(pks) if pks else {}
    if not pages:
        return []
    facts = card_facts.CardFacts.of(pages)
    return [_card(pages[pk], facts, request) for pk in pks if pk in pages]


def _card(page: PracticePage, facts: card_facts.CardFacts, request: HttpRequest | None) -> PracticeCard:
    city, level = facts.city(page), facts.levels.get(page.pk)
    return PracticeCard(
        pk=page.pk,
        url=page.get_url(request),
        words=page.words,
        place=listed([city.name, city.country] if city.country else [city.name]) if city.name else SafeString(""),
        year=_year(page.starts) or _year(page.ends),
        icon=facts.icons.get(page.pk, ""),
        status=page.status,
        status_label=page.get_status_display(),
        level=level,
        level_label=_level_label(level),
        fresh=facts.freshness(page),
        adapted=_adapted(facts.adapted.get(page.pk, Adapted())),
        cut=_cut(city, page),
        picture=card_picture(page),
    )


def _year(date: PartialDate | None) -> str:
    return str(date.year) if date and date.year else ""


def _cut(city: City, page: PracticePage) -> Cut:
    return cut_around(city.longitude, city.latitude, key=str(page.pk), language=languages.current())


def _level_label(level: int | None) -> str:
    if level is None:
        return _("Not assessed yet")
    meaning = Assessment.Level(level).label
    return _("Level %(level)s of 5, %(meaning)s") % {"level": level, "meaning": meaning}


def _adapted(adapted: Adapted) -> tuple[str, ...]:
    signs = [_("Adapted from %(place)s") % {"place": name} for name in adapted.givers]
    takers = len(adapted.takers)
    if takers == 1:
        signs.append(_("Adapted by %(place)s") % {"place": adapted.takers[0]})
    elif takers:
        cities = ngettext("Adapted by %(number)s city", "Adapted by %(number)s cities", takers)
        signs.append(cities % {"number": written(takers)})
    return tuple(signs)


# --- the page -------------------------------------------------------------------------------------------------------
def browse(request: HttpRequest) -> dict:
    """The context of `practices/practice_index_page.html`."""
    answer = ask("practices", request.GET)
    panels = Panels(answer, request.path, languages.current())
    total = len(answer.index.live)
    return {
        **_results(panels, request),
        "found": len(answer),
        "count": _count(answer, total),
        "cut": header_of_hits(answer, panels.language),
        "panels": panels,
        "view": _view(answer),
        "views": _views(panels),
        "hidden": _hidden(answer),
        "search_label": _counted(ngettext("Search %(number)s practice", "Search %(number)s practices", total), total),
        "show_label": _counted(
            ngettext("Show %(number)s practice", "Show %(number)s practices", len(answer)), len(answer)
        ),
        "filters": sum(len(codes) for _facet, codes in answer.question.picked),
        "guide": guide_to(answer.question.codes("theme")),
    }


def _view(answer: Answer) -> str:
    return answer.question.view or "cards"


def _results(panels: Panels, request: HttpRequest) -> dict:
    """The chart with all hits, or one page of them."""
    answer = panels.answer
    if _view(answer) == "map":
        return {"map": practice_map(panels)}
    start = (answer.page(PAGE_SIZE) - 1) * PAGE_SIZE
    shown = answer.pks(panels.language, start, start + PAGE_SIZE)
    return {"cards": cards(shown, request), "pages": panels.pages(PAGE_SIZE)}


def _hidden(answer: Answer) -> list[dict]:
    """What the form must keep and has no field for: the map is not sorted."""
    asked = answer.question
    kept = [("view", asked.view), ("sort", asked.sort if _view(answer) == "map" else "")]
    return [{"name": name, "value": value} for name, value in kept if value]


def _counted(words: str, number: int) -> str:
    return words % {"number": written(number)}


def _count(answer: Answer, total: int) -> str:
    if not answer.question.is_filtered:
        return _counted(ngettext("%(number)s practice", "%(number)s practices", total), total)
    # Translators: how many of all practices fit the question: "8 of 64 practices"
    found = ngettext("%(found)s of %(number)s practice", "%(found)s of %(number)s practices", total)
    return found % {"found": written(len(answer)), "number": written(total)}


def _views(panels: Panels) -> Sequence[dict]:
    current = _view(panels.answer)
    return [
        {
            "name": name,
            "label": label,
            "url": panels.url(panels.answer.question.shown(view=name)),
            "current": name == current,
        }
        for name, label in VIEWS.items()
    ]
