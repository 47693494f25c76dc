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


LINKS = {
    Role.EDITOR: (
        Link(_("What is in review"), "wagtailadmin_reports:workflow"),
        Link(_("Evidence"), "evidence"),
        Link(_("To be confirmed"), "stale_practices"),
        Link(_("Report of practices"), "practices_report"),
        Link(_("Translations"), "translation_board"),
        Link(_("All pages"), "wagtailadmin_explore_root"),
    ),
    Role.TRANSLATOR: (
        Link(_("Translations"), "translation_board"),
        Link(_("All pages"), "wagtailadmin_explore_root"),
    ),
    Role.ORGANISER: (Link(_("Sessions"), "wagtail_serve", ("sessions/",)),),
    Role.MNE: (
        Link(_("Evidence"), "evidence"),
        Link(_("To be confirmed"), "stale_practices"),
        Link(_("Report of practices"), "practices_report"),
        Link(_("Practices"), "wagtail_serve", ("practices/",)),
    ),
}


def links_for(user) -> list[Link]:
    """Each once, in the order of the roles."""
    found = [link for role, links in LINKS.items() if holds(user, role) for link in links]
    return list({link.view: link for link in reversed(found)}.values())[::-1]
