"""Where those who are of no city go from their desk: what each role of the platform works with."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role, holds


@dataclass(frozen=True)
class Link:
    """An address by its name."""

    label: Promise
    view: str
    args: tuple = ()

    @property
    def url(self) -> str:
        return reverse(self.view, args=self.args)


REVIEW = Link(_("What is in review"), "wagtailadmin_reports:workflow")
EVIDENCE = Link(_("Evidence"), "evidence")
STALE = Link(_("To be confirmed"), "stale_practices")
REPORT = Link(_("Report of practices"), "practices_report")
TRANSLATIONS = Link(_("Translations"), "translation_board")
PAGES = Link(_("All pages"), "wagtailadmin_explore_root")
PRACTICES = Link(_("Practices"), "wagtail_serve", ("practices/",))
SESSIONS = Link(_("Sessions"), "wagtail_serve", ("sessions/",))

LINKS = {
    Role.EDITOR: (REVIEW, EVIDENCE, STALE, REPORT, TRANSLATIONS, PAGES),
    Role.TRANSLATOR: (TRANSLATIONS, PAGES),
    Role.ORGANISER: (SESSIONS,),
    Role.MNE: (EVIDENCE, STALE, REPORT, PRACTICES),
}


def links_for(user) -> list[Link]:
    """Each once, in the order of the roles."""
    return list(dict.fromkeys(link for role, links in LINKS.items() if holds(user, role) for link in links))
