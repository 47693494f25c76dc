"""A transfer between its two ends, whatever they are: cities, practices of cities, places by name."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from wagtail.models import Page

from cities.models import CityPage
from core import languages
from core.keeping import kept
from core.languages import Wording
from core.sources import ShownSource, shown_sources

from .models import PracticePage, PracticeTranslation, Transfer, TransferQuerySet

BASES = {
    Transfer.Basis.CONFIRMED: _("Confirmed by %(place)s"),
    Transfer.Basis.DOCUMENTED: _("Documented, not confirmed by %(place)s"),
    Transfer.Basis.REPORTED: _("Reported, not confirmed by %(place)s"),
}


@dataclass(frozen=True)
class End:
    """One end of a transfer: a city with its page, or a place or programme by name."""

    name: str
    url: str = ""
    city: CityPage | None = None


@dataclass(frozen=True)
class Course:
    """A transfer between its two ends."""

    transfer: Transfer
    giver: End
    receiver: End
    what: str = ""
    """The title of the practice, where the sources name one."""
    what_url: str = ""

    @property
    def basis(self) -> str:
        """How we know, in words, and how far it has come."""
        known = str(BASES[self.transfer.basis]) % {"place": self.receiver.name}
        if self.transfer.status == Transfer.Status.UNKNOWN:
            return known
        return f"{known} · {self.transfer.get_status_display()}"

    @property
    def note(self) -> Wording:
        """A record's words: in the house's language, and marked elsewhere."""
        return Wording(self.transfer.note, settings.LANGUAGE_CODE)

    @property
    def sources(self) -> list[ShownSource]:
        return shown_sources(self.transfer.sources)

    @property
    def sources_with_ends(self) -> list[ShownSource]:
        """For a list of sources of several transfers."""
        # Translators: from which place to which a practice went: "Barcelona to Tangier"
        ends = pgettext("transfer", "%(giver)s to %(receiver)s") % {
            "giver": self.giver.name,
            "receiver": self.receiver.name,
        }
        return [replace(source, note=ends) for source in self.sources]


def public_courses(request: HttpRequest | None = None) -> list[Course]:
    """All that a visitor may know of."""
    key = ("public courses", languages.current())
    return kept(key, lambda: courses(Transfer.objects.public(), request))


def courses(transfers: TransferQuerySet, request: HttpRequest | None = None) -> list[Course]:
    """One that names only practices lies between their cities. At most three queries, however many there are."""
    found = _with_words(transfers)
    above = {city_path(transfer.practice) for transfer in found if transfer.practice and not transfer.giver}
    above |= {city_path(transfer.became) for transfer in found if transfer.became and not transfer.receiver}
    cities = {city.path: city for city in CityPage.objects.live().filter(path__in=above)} if above else {}
    return [_course(transfer, cities, request) for transfer in found]


def _course(transfer: Transfer, cities: dict[str, CityPage], request: HttpRequest | None) -> Course:
    practice = transfer.practice or transfer.became
    return Course(
        transfer,
        _end(transfer.giver, transfer.giver_name, transfer.practice, cities, request),
        _end(transfer.receiver, transfer.receiver_name, transfer.became, cities, request),
        titled(practice) if practice else "",
        practice.get_url(request) if practice else "",
    )


def city_path(practice: PracticePage) -> str:
    """The place in the tree of the city it hangs under."""
    return practice.path[: -Page.steplen]


def titled(practice: PracticePage) -> Wording:
    """Its title in the visitor's language, or in its own and marked."""
    return Wording(practice.words.title, practice.words.language)


def _with_words(transfers: TransferQuerySet) -> list[Transfer]:
    """Two queries, whether they name practices at one end or at both."""
    found = list(transfers.select_related("practice", "became", "giver", "receiver"))
    shown = PracticeTranslation.objects.live().filter(language=languages.current())
    named = [page for transfer in found for page in (transfer.practice, transfer.became) if page]
    prefetch_related_objects(named, Prefetch("translations", shown, to_attr="translations_shown"))
    return found


def _end(city: CityPage | None, name: str, practice: PracticePage | None, cities: dict, request) -> End:
    if city is None and practice is not None and not name:
        city = cities.get(city_path(practice))
    if city is None:
        return End(Wording(name, settings.LANGUAGE_CODE))
    return End(city.name, city.get_url(request) if city.live else "", city)
