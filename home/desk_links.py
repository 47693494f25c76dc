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
from core.display import Link


@dataclass(frozen=True)
class Destination:
    """A page by the name of its view."""

    label: Promise
    view: str
    args: tuple = ()

    @property
    def link(self) -> Link:
        return Link(str(self.label), reverse(self.view, args=self.args))


CURATE = Destination(_("Write a guide or a dossier"), "desk_curate")
WRITE_SESSION = Destination(_("Write a session"), "desk_write_session")
REVIEW = Destination(_("What is in review"), "wagtailadmin_reports:workflow")
EVIDENCE = Destination(_("Evidence"), "evidence")
STALE = Destination(_("To be confirmed"), "stale_practices")
REPORT = Destination(_("Report of practices"), "practices_report")
TRANSLATIONS = Destination(_("Translations"), "translation_board")
PAGES = Destination(_("All pages"), "wagtailadmin_explore_root")
PRACTICES = Destination(_("Practices"), "wagtail_serve", ("practices/",))
QUESTIONS = Destination(_("Questions"), "desk_requests")
PEOPLE = Destination(_("People"), "people")
SETTINGS = Destination(_("Settings for questions"), "desk_settings")
SESSIONS_RUN = Destination(_("My sessions"), "desk_sessions")
REGISTRATIONS = Destination(_("Registrations for sessions"), "desk_registrations")
SESSIONS = Destination(_("Sessions"), "wagtail_serve", ("sessions/",))
BOARD = Destination(_("Reporting by cities"), "board")
VALUES = Destination(_("Values"), "measurements")
FRAMEWORKS = Destination(_("Results frameworks"), "frameworks")
EVALUATIONS = Destination(_("Evaluations"), "evaluations")
COMMITMENTS = Destination(_("Commitments"), "commitments")
FUNDER_REPORTS = Destination(_("Reports for funders"), "funder_reports")
FILES = Destination(_("Files"), "desk_files")
INDICATORS = Destination(_("Indicators"), "indicator:index")

LINKS = {
    Role.EDITOR: (REVIEW, EVIDENCE, STALE, REPORT, CURATE, TRANSLATIONS, EVALUATIONS, COMMITMENTS, PAGES),
    Role.TRANSLATOR: (TRANSLATIONS, PAGES),
    Role.ORGANISER: (SESSIONS_RUN, SESSIONS),
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
    Role.ORGANISER: (WRITE_SESSION, SESSIONS_RUN),
    Role.MNE: (BOARD, VALUES, FUNDER_REPORTS),
}
"""The buttons of an empty desk: the few things each role does most."""


def and_back(url: str, here: str) -> str:
    """The form of a page leads back to where it was opened from, once its button is pressed."""
    is_form = url.startswith(f"{reverse('wagtailadmin_home')}pages/")
    return set_query_params(url, {"next": here}) if is_form else url


def links_for(user, city: CityPage | None) -> list[Link]:
    """Each once, in the order of the roles; what belongs to the city first."""
    of_city = [QUESTIONS, REGISTRATIONS, VALUES, BOARD, FUNDER_REPORTS, FILES] if city else []
    if city and is_focal_point(user, city):
        of_city += [EVALUATIONS, COMMITMENTS, PEOPLE, SETTINGS]
    elif user.is_superuser:
        of_city += [PEOPLE]
    of_roles = (one for role, destinations in LINKS.items() if holds(user, role) for one in destinations)
    return [destination.link for destination in dict.fromkeys([*of_city, *of_roles])]
