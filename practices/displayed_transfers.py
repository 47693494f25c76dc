"""A transfer between its two ends, whatever they are: cities, practices of cities, places by name."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from cities.models import CityPage
from cities.tree import city_path
from core import languages
from core.caching import cached_until_change
from core.languages import Wording
from core.sources import SourceLine, display_sources

from .models import PracticePage, PracticeTranslation, Transfer, TransferQuerySet

BASES = {
    Transfer.Basis.CONFIRMED: _("Confirmed by %(place)s"),
    Transfer.Basis.DOCUMENTED: _("Documented, not confirmed by %(place)s"),
    Transfer.Basis.REPORTED: _("Reported, not confirmed by %(place)s"),
}


@dataclass(frozen=True)
class TransferEnd:
    """A city with its page, or a place or programme by name."""

    name: str
    url: str = ""
    city: CityPage | None = None


@dataclass(frozen=True)
class DisplayedTransfer:
    """A transfer with its two ends, as a page shows it."""

    record: Transfer
    giver: TransferEnd
    receiver: TransferEnd
    what: str = ""
    """The title of the practice, where the sources name one."""
    what_url: str = ""

    @property
    def basis(self) -> str:
        """How we know, in words, and how far it has come."""
        known = str(BASES[self.record.basis]) % {"place": self.receiver.name}
        if self.record.status == Transfer.Status.UNKNOWN:
            return known
        return f"{known} · {self.record.get_status_display()}"

    @property
    def note(self) -> Wording:
        """A record's words: where nobody has translated them, in the house's language, and marked."""
        return self.record.text("note")

    @property
    def sources(self) -> list[SourceLine]:
        return display_sources(self.record.sources)

    @property
    def sources_with_ends(self) -> list[SourceLine]:
        """For a list of sources of several transfers."""
        # Translators: from which place to which a practice went: "Barcelona to Tangier"
        ends = pgettext("transfer", "%(giver)s to %(receiver)s") % {
            "giver": self.giver.name,
            "receiver": self.receiver.name,
        }
        return [replace(source, note=ends) for source in self.sources]


def public_transfers(request: HttpRequest | None = None) -> list[DisplayedTransfer]:
    """All that a visitor may know of."""
    key = ("public transfers", languages.current())
    return cached_until_change(key, lambda: displayed_transfers(Transfer.objects.public(), request))


def displayed_transfers(transfers: TransferQuerySet, request: HttpRequest | None = None) -> list[DisplayedTransfer]:
    """One that names only practices lies between their cities. At most three queries, however many there are."""
    records = list(transfers.select_related("practice", "became", "giver", "receiver"))
    translations = PracticeTranslation.objects.live().filter(language=languages.current())
    practices = [page for record in records for page in (record.practice, record.became) if page]
    prefetch_related_objects(practices, Prefetch("translations", translations, to_attr="translations_shown"))
    above = {city_path(record.practice.path) for record in records if record.practice and not record.giver}
    above |= {city_path(record.became.path) for record in records if record.became and not record.receiver}
    cities = {city.path: city for city in CityPage.objects.live().filter(path__in=above)} if above else {}

    def end(city: CityPage | None, name: str, practice: PracticePage | None) -> TransferEnd:
        if city is None and practice is not None and not name:
            city = cities.get(city_path(practice.path))
        if city is None:
            return TransferEnd(Wording(name, settings.LANGUAGE_CODE))
        return TransferEnd(city.name, city.get_url(request) if city.live else "", city)

    return [
        DisplayedTransfer(
            record,
            giver=end(record.giver, record.giver_name, record.practice),
            receiver=end(record.receiver, record.receiver_name, record.became),
            what=practice.words.wording("title") if practice else "",
            what_url=practice.get_url(request) if practice else "",
        )
        for record in records
        for practice in [record.practice or record.became]
    ]
