"""What tests make: pages in their place in the tree, with only the facts a test names.

`practice(city=..., themes=[...])` gives a live page with its revision published, as an editor would have left it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count

from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, Revision, Site
from wagtail.signals import page_published

from cities.models import CityIndexPage, CityPage, CityTranslation, Organisation, Phase
from core.models import Country, FrameworkItem, Region, TargetGroup, Theme
from home.models import HomePage, HomeTranslation, StandardPage, StandardTranslation
from intake.indexing import index_again, indexes_resting
from learning.models import (
    AgendaPage,
    LibraryPage,
    PublicationPage,
    PublicationTranslation,
    SessionDesk,
    SessionIndexPage,
    SessionPage,
    SessionTranslation,
)
from monitoring.models import MonitoringPage, PhasePage, PhaseTranslation
from pilots.models import PilotIndexPage, PilotPage, PilotTranslation
from practices.models import (
    DossierPage,
    DossierPractice,
    DossierTranslation,
    PracticeIndexPage,
    PracticePage,
    PracticeTranslation,
    ThemeDossier,
    ThemeFeature,
    ThemePage,
    ThemeTranslation,
)

NUMBER = count(1)
INDEXES = {
    "practices": PracticeIndexPage,
    "cities": CityIndexPage,
    "sessions": SessionIndexPage,
    "pilots": PilotIndexPage,
    "monitoring": MonitoringPage,
    "library": LibraryPage,
    "agenda": AgendaPage,
}
TRANSLATIONS = {
    HomePage: HomeTranslation,
    StandardPage: StandardTranslation,
    CityPage: CityTranslation,
    PracticePage: PracticeTranslation,
    SessionPage: SessionTranslation,
    PilotPage: PilotTranslation,
    PublicationPage: PublicationTranslation,
    ThemePage: ThemeTranslation,
    DossierPage: DossierTranslation,
    PhasePage: PhaseTranslation,
}


def site() -> HomePage:
    """The front page and the index pages, as a fresh site has them. Again: the same."""
    home = HomePage.objects.first()
    if home is None:
        with indexes_resting():
            home = _planted()
    return home


def _planted() -> HomePage:
    Page.objects.filter(depth=2).delete()
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Cities learn from each other", slug="home", language="en"))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    for slug, model in INDEXES.items():
        home.add_child(instance=model(title=slug.capitalize(), slug=slug))
    return home


def _publish(parent: Page, page: Page, *, live: bool, many: dict) -> Page:
    """As an editor would leave it. Wagtail's own way is to write a draft and to read the page again from its revision:
    the same rows for twice the time, which most of the suite would wait for."""
    page.live = live
    if live:
        page.first_published_at = page.last_published_at = timezone.now()
    with indexes_resting():
        parent.add_child(instance=page)
        for name, values in many.items():
            setattr(page, name, values)
        revision = page.save_revision(clean=False, changed=not live)
        if live:
            _tell_that_it_is_live(page, revision)
    index_again([page], lambda _label, found: found)
    page.refresh_from_db()
    return page


def _tell_that_it_is_live(page: Page, revision: Revision) -> None:
    page.live_revision = revision
    page.save(clean=False)
    page_published.send(sender=type(page), instance=page, revision=revision)
    log(instance=page, action="wagtail.publish", revision=revision, content_changed=True)


def _split(facts: dict) -> tuple[dict, dict]:
    many = {name: value for name, value in facts.items() if isinstance(value, list) and name not in ("body",)}
    return {name: value for name, value in facts.items() if name not in many}, many


def country(code: str = "MA") -> Country:
    return Country.objects.get(code=code)


def region(code: str = "015") -> Region:
    return Region.objects.get(code=code)


def theme(code: str = "housing", **names) -> Theme:
    names = names or {"name_en": code.capitalize()}
    return Theme.objects.get_or_create(code=code, defaults={"icon": code, **names})[0]


def target_group(code: str = "migrants", **names) -> TargetGroup:
    return TargetGroup.objects.get_or_create(code=code, defaults=names or {"name_en": code.capitalize()})[0]


def framework_item(framework: str = "sdg-goal", code: str = "11", **names) -> FrameworkItem:
    defaults = names or {"name_en": f"{framework} {code}"}
    return FrameworkItem.objects.get_or_create(framework=framework, code=code, defaults=defaults)[0]


def organisation(name: str = "UCLG", **facts) -> Organisation:
    return Organisation.objects.create(name_en=name, **{"kind": "network", **facts})


def phase(number: int = 2, **facts) -> Phase:
    defaults = {"programme": "MC2CM", "name_en": f"MC2CM phase {number}", **facts}
    return Phase.objects.get_or_create(number=number, defaults=defaults)[0]


def phase_page(of: Phase | None = None, *, live: bool = True, **facts) -> PhasePage:
    """The page of a phase, of phase two unless said otherwise. Again: the same."""
    of = of or phase()
    site()
    known = PhasePage.objects.filter(phase=of).first()
    return known or _publish(MonitoringPage.objects.get(), PhasePage(phase=of, **facts), live=live, many={})


def measured(of: Page | Phase) -> Page:
    """What results and reports of a page or a phase are of."""
    return (phase_page(of) if isinstance(of, Phase) else of).page_ptr


def city(name: str = "", *, live: bool = True, **facts) -> CityPage:
    facts, many = _split({"name_en": name or f"City {next(NUMBER)}", **facts})
    page = CityPage(**{"country": country(), **facts})
    site()
    return _publish(CityIndexPage.objects.get(), page, live=live, many=many)


def practice(title: str = "", *, under: CityPage | None = None, live: bool = True, **facts) -> PracticePage:
    number = next(NUMBER)
    facts, many = _split(facts)
    page = PracticePage(**{"title": title or f"Practice {number}", "slug": f"practice-{number}", **facts})
    return _publish(under or city(), page, live=live, many=many)


def session(
    title: str = "", *, live: bool = True, status: str = "held", desk: Mapping | None = None, **facts
) -> SessionPage:
    """With the desk that it is run from."""
    number = next(NUMBER)
    facts, many = _split(facts)
    defaults = {
        "title": title or f"Session {number}",
        "slug": f"session-{number}",
        "kind": "workshop",
    }
    site()
    page = _publish(SessionIndexPage.objects.get(), SessionPage(**{**defaults, **facts}), live=live, many=many)
    SessionDesk.objects.create(session=page, status=status, **(desk or {}))
    return page


def publication(title: str = "", *, live: bool = True, **facts) -> PublicationPage:
    number = next(NUMBER)
    facts, many = _split(facts)
    defaults = {"title": title or f"Report {number}", "slug": f"report-{number}", "kind": "report"}
    site()
    return _publish(LibraryPage.objects.get(), PublicationPage(**{**defaults, **facts}), live=live, many=many)


def pilot(title: str = "", *, under: Page | None = None, live: bool = True, **facts) -> PilotPage:
    number = next(NUMBER)
    facts, many = _split(facts)
    page = PilotPage(**{"title": title or f"Pilot {number}", "slug": f"pilot-{number}", **facts})
    return _publish(under or city(), page, live=live, many=many)


def guide(
    code: str = "housing",
    *,
    featured: Iterable[PracticePage] = (),
    dossiers: Iterable[DossierPage] = (),
    live: bool = True,
    **facts,
) -> ThemePage:
    """The guide to a theme, with the practices and dossiers it features."""
    site()
    many = {
        "featured_practices": [ThemeFeature(practice=practice) for practice in featured],
        "dossiers": [ThemeDossier(dossier=dossier) for dossier in dossiers],
    }
    page = ThemePage(**{"theme": theme(code), "title": code, "slug": code, **facts})
    return _publish(PracticeIndexPage.objects.get(), page, live=live, many=many)


def dossier(
    title: str = "", *, of: Mapping[PracticePage, str] | None = None, live: bool = True, **facts
) -> DossierPage:
    """A dossier, and for each of its practices the reason why it is there."""
    number = next(NUMBER)
    site()
    rows = [DossierPractice(practice=practice, why=why) for practice, why in (of or {}).items()]
    page = DossierPage(**{"title": title or f"Dossier {number}", "slug": f"dossier-{number}", **facts})
    return _publish(PracticeIndexPage.objects.get(), page, live=live, many={"practices": rows})


def translate(subject: Page, language: str, title: str = "", *, live: bool = True, **words) -> Page:
    """A translation of `subject`: a draft that is published, or only a draft."""
    page = TRANSLATIONS[type(subject)](language=language, title=title or f"{subject.title} ({language})", **words)
    page.slug = language
    page.subject_id = subject.pk
    return _publish(subject, page, live=live, many={})
