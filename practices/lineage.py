"""Where a practice came from and where it went: transfers, and the works and places it names."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from core.display import Sign
from core.partial_dates import display_period
from core.sources import SourceLine
from core.templatetags.core_tags import row_words

from .displayed_transfers import DisplayedTransfer, TransferEnd, displayed_transfers
from .models import PracticePage, PracticeRelation, PracticeWords, Transfer
from .wording import display_place_and_time, display_practice_period, transfer_sign

FROM, HERE, TO = "from", "here", "to"
RELATIONS = {
    PracticeRelation.Kind.BUILT_ON: (FROM, "based", gettext_lazy("Based on")),
    PracticeRelation.Kind.FUNDED_BY: (FROM, "based", pgettext_lazy("a practice", "Funded by")),
    PracticeRelation.Kind.ALSO_IN: (TO, "based", gettext_lazy("Also in")),
    PracticeRelation.Kind.MEANT_FOR: (TO, "hoped", gettext_lazy("Nobody has reported yet")),
}


@dataclass(frozen=True)
class LineageBox:
    """A practice, place or work, with a text above and one below."""

    kind: str
    """transfer (a red line), based (knowledge used), hoped (nobody has reported yet) or here (the practice itself)."""
    name: str
    above: str = ""
    below: str = ""
    url: str = ""


@dataclass(frozen=True)
class LineageColumn:
    place: str
    """from, here or to."""
    title: str
    boxes: list[LineageBox]


@dataclass(frozen=True)
class Lineage:
    """For `practices/_lineage.html`; without columns when nothing is known."""

    columns: tuple[LineageColumn, ...] = ()
    sources: tuple[SourceLine, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.columns)


def transfers_of_practice(page: PracticePage, request: HttpRequest | None = None) -> list[DisplayedTransfer]:
    """The public transfers it came by or went by."""
    about = Q(practice=page) | Q(became=page)
    return displayed_transfers(Transfer.objects.public().filter(about), request) if page.pk else []


def incoming(page: PracticePage, transfers: list[DisplayedTransfer]) -> list[DisplayedTransfer]:
    return [transfer for transfer in transfers if transfer.record.became_id == page.pk]


def outgoing(page: PracticePage, transfers: list[DisplayedTransfer]) -> list[DisplayedTransfer]:
    return [transfer for transfer in transfers if transfer.record.practice_id == page.pk]


def lineage(
    page: PracticePage, words: PracticeWords, transfers: list[DisplayedTransfer], above: str, request: HttpRequest
) -> Lineage:
    """Columns only where there is something to show. `above` says where and when this practice is."""
    came, went = incoming(page, transfers), outgoing(page, transfers)
    before = [_box_of_transfer(transfer, transfer.giver, transfer.record.practice, request) for transfer in came]
    after = [_box_of_transfer(transfer, transfer.receiver, transfer.record.became, request) for transfer in went]
    relations = list(page.relations.select_related("city"))
    for relation in relations:
        column, kind, relation_in_words = RELATIONS[relation.kind]
        city = relation.city if relation.city and relation.city.live else None
        name = row_words(words, relation, "label") or (city.name if city else "")
        if name:
            boxes = before if column == FROM else after
            url = city.get_url(request) if city else ""
            boxes.append(LineageBox(kind, name, str(relation_in_words), url=url))
    if not (before or after):
        return Lineage()
    here = [LineageBox(HERE, page.words.wording("title"), above)]
    columns = (
        LineageColumn(FROM, _("Came from"), before),
        LineageColumn(HERE, _("This practice"), here),
        LineageColumn(TO, _title_of_what_followed(went, relations), after),
    )
    sources = [source for transfer in [*came, *went] for source in transfer.sources_with_ends]
    return Lineage(tuple(column for column in columns if column.boxes), tuple(sources))


def _box_of_transfer(
    transfer: DisplayedTransfer, end: TransferEnd, practice: PracticePage | None, request: HttpRequest
) -> LineageBox:
    """Of the `practice` at that `end` where one is known, else of the place. Who gave has the time of its practice, who
    took up the time since when."""
    is_giver = end is transfer.giver
    since = "" if is_giver else display_period(transfer.record.since, None)
    if practice is None:
        return LineageBox("transfer", end.name, since, transfer.basis, end.url)
    time = display_practice_period(practice) if is_giver else since
    above = display_place_and_time(end.name, time)
    return LineageBox("transfer", practice.words.wording("title"), above, transfer.basis, practice.get_url(request))


def _title_of_what_followed(went: list[DisplayedTransfer], relations: list[PracticeRelation]) -> str:
    if went:
        return _("Went to")
    meant = any(relation.kind == PracticeRelation.Kind.MEANT_FOR for relation in relations)
    return _("Intended for") if meant else _("Elsewhere")


def signs_of_transfers(page: PracticePage, transfers: list[DisplayedTransfer]) -> list[Sign]:
    """From whom it was adapted, and by whom."""
    came, went = incoming(page, transfers), outgoing(page, transfers)
    texts = [_("Adapted from %(place)s") % {"place": transfer.giver.name} for transfer in came]
    if len(went) == 1:
        texts.append(_("Adapted by %(place)s") % {"place": went[0].receiver.name})
    elif went:
        number = len(went)
        text = ngettext("Adapted in %(number)s place", "Adapted in %(number)s places", number)
        texts.append(text % {"number": number})
    return [transfer_sign(text) for text in texts]
