"""Whether a practice is still true, as its city says: the newest confirmation counts, and is due again after a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Role
from core.languages import Wording

from .models import Confirmation

REVIEW_AFTER = timedelta(days=365)
GRACE = timedelta(days=90)
"""A review may be late by this much before the page warns its readers."""

ANSWERS = {
    Confirmation.Answer.STILL_TRUE: gettext_lazy("Confirmed by the city"),
    Confirmation.Answer.CHANGED: gettext_lazy("Changed, says the city"),
    Confirmation.Answer.ENDED: gettext_lazy("Ended, says the city"),
}
ICONS = {"confirmed": "check", "due": "clock", "overdue": "warn", "never": "unset"}
TONES = {"confirmed": "ok", "due": "wait", "overdue": "due", "never": ""}


SPEAKERS = {
    Role.FOCAL_POINT: gettext_lazy("Focal point of %(city)s"),
    Role.OFFICIAL: gettext_lazy("Official of %(city)s"),
    Role.EDITOR: gettext_lazy("An editor, for %(city)s"),
}


def speaker(by_role: str, city: Wording | str) -> str:
    """Who said so: a role of which only the code is kept, or one that was written in words."""
    said = SPEAKERS.get(by_role)
    return str(said) % {"city": city} if said else by_role


@dataclass(frozen=True)
class Freshness:
    """`state`: never, confirmed, due or overdue; `strong` says it, `text` is the date it hangs on."""

    state: str
    strong: str
    text: str = ""
    since: str = ""

    @property
    def icon(self) -> str:
        return ICONS[self.state]

    @property
    def tone(self) -> str:
        return TONES[self.state]


def freshness(answer: str | None, on: date | None, *, today: date | None = None) -> Freshness:
    """What the newest confirmation (its `answer` and day) is worth `today`."""
    if answer is None or on is None:
        return Freshness("never", _("Not yet confirmed by the city"))
    today = today or timezone.localdate()
    written, due = date_format(on), on + REVIEW_AFTER
    if answer == Confirmation.Answer.ENDED or today < due:
        return Freshness("confirmed", str(ANSWERS[answer]), written, written)
    if today < due + GRACE:
        return Freshness(
            "due", _("Due for confirmation"), _("by %(date)s") % {"date": date_format(due + GRACE)}, written
        )
    return Freshness("overdue", _("Not confirmed since"), written, written)
