"""Where those who are of no city go from their desk: what each role of the platform works with."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import set_query_params

from accounts.roles import Role, holds
from cities.belonging import is_focal_point
from cities.models import CityPage


@dataclass(frozen=True)
class Link:
    """An address by its name."""

    label: Promise
    view: str
    args: tuple = ()

    @property
    def url(self) -> str:
        return reverse(self.view, args=self.args)


@dataclass(frozen=True)
class Button:
    """What one may do now, where nothing waits."""

    label: str | Promise
    url: str


CURATE = Link(_("Write a guide or a dossier"), "desk_curate")
WRITE_SESSION = Link(_("Write a session"), "desk_write_session")
REVIEW = Link(_("What is in review"), "wagtailadmin_reports:workflow")
EVIDENCE = Link(_("Evidence"), "evidence")
STALE = Link(_("To be confirmed"), "stale_practices")
REPORT = Link(_("Report of practices"), "practices_report")
TRANSLATIONS = Link(_("Translations"), "translation_board")
PAGES = Link(_("All pages"), "wagtailadmin_explore_root")
PRACTICES = Link(_("Practices"), "wagtail_serve", ("practices/",))
QUESTIONS = Link(_("Questions"), "desk_requests")
PEOPLE = Link(_("People"), "people")
SETTINGS = Link(_("Settings for questions"), "desk_settings")
SESSIONS = Link(_("Sessions"), "wagtail_serve", ("sessions/",))
BOARD = Link(_("Who has reported"), "board")
VALUES = Link(_("Values"), "measurements")
FRAMEWORKS = Link(_("Results frameworks"), "frameworks")
EVALUATIONS = Link(_("Evaluations"), "evaluations")
COMMITMENTS = Link(_("Commitments"), "commitments")
FUNDER_REPORTS = Link(_("Reports for funders"), "funder_reports")
FILES = Link(_("Files"), "desk_files")
INDICATORS = Link(_("Indicators"), "indicator:index")

LINKS = {
    Role.EDITOR: (REVIEW, EVIDENCE, STALE, REPORT, CURATE, TRANSLATIONS, EVALUATIONS, COMMITMENTS, PAGES),
    Role.TRANSLATOR: (TRANSLATIONS, PAGES),
    Role.ORGANISER: (SESSIONS,),
    Role.MNE: (
        BOARD,
        VALUES,
        FRAMEWORKS,
        INDICATORS,
        EVALUATIONS,
        COMMITMENTS,
        FUNDER_REPORTS,
        FILES,
        EVIDENCE,
        STALE,
        REPORT,
        PRACTICES,
    ),
}
NEXT_STEPS = {
    Role.EDITOR: (REVIEW, STALE, CURATE, PAGES),
    Role.TRANSLATOR: (TRANSLATIONS,),
    Role.ORGANISER: (WRITE_SESSION, SESSIONS),
    Role.MNE: (BOARD, VALUES, FUNDER_REPORTS),
}
"""The buttons of an empty desk: the few things each role does most."""


def and_back(url: str, here: str) -> str:
    """The form of a page leads back to where it was opened from, once its button is pressed."""
    is_form = url.startswith(f"{reverse('wagtailadmin_home')}pages/")
    return set_query_params(url, {"next": here}) if is_form else url


def links_for(user, city: CityPage | None) -> list[Link]:
    """Each once, in the order of the roles; what belongs to the city first."""
    of_city = [QUESTIONS, VALUES, BOARD, FUNDER_REPORTS, FILES] if city else []
    if city and is_focal_point(user, city):
        of_city += [EVALUATIONS, COMMITMENTS, PEOPLE, SETTINGS]
    elif user.is_superuser:
        of_city += [PEOPLE]
    of_roles = (link for role, links in LINKS.items() if holds(user, role) for link in links)
    return list(dict.fromkeys([*of_city, *of_roles]))
