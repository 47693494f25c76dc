"""What was set in a framework: kept in the log with old and new, and read back in sentences by M&E officers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from wagtail.log_actions import registry

from core.bidi import isolated
from core.models import FrameworkItem
from core.numbers import display_number
from monitoring.models import Indicator, Period, ResultLine
from monitoring.wording import NOTHING, display_date_range, number_with_unit

from .places import CHANGED, Place

SETTINGS = {
    ResultLine: ("objective", "baseline", "baseline_year", "baseline_comment", "target", "target_comment", "exported"),
    Period: ("due", "target", "target_comment", "locked"),
}
NUMBERS = ("baseline", "target")
MOST_CHANGES = 50
Setting = ResultLine | Period
Settings = Mapping[tuple[type, int], Mapping[str, Any]]


# --- kept -----------------------------------------------------------------------------------------------------------
def settings_there(things: Iterable[Setting]) -> Settings:
    """As the database has them now, to be asked before they are saved: by model and key, then by name."""
    things = list(things)
    found: dict[tuple[type, int], Mapping[str, Any]] = {}
    for model in SETTINGS:
        keys = [thing.pk for thing in things if isinstance(thing, model) and thing.pk]
        rows = model.objects.filter(pk__in=keys)
        if model is ResultLine:
            rows = rows.select_related("objective")
        found |= {(model, row.pk): _settings(row) for row in rows}
    return found


def changed_settings(before: Settings, things: Iterable[Setting]) -> list[dict]:
    """For the log: each setting that differs from `before`, with old and new; of a new line or period what is set."""
    return [
        {**_which(thing), "setting": name, "old": old, "new": new}
        for thing in things
        for name, old, new in _differences(before.get((type(thing), thing.pk)) or _blank(thing), _settings(thing))
    ]


def lost_settings(things: Iterable[Setting]) -> list[dict]:
    """For the log: what was set on lines and periods that are taken away."""
    return [
        {**_which(thing), "setting": name, "old": old, "new": new}
        for thing in things
        for name, old, new in _differences(_settings(thing), _blank(thing))
    ]


def _settings(thing: Setting) -> dict[str, Any]:
    return {name: _plain(getattr(thing, name)) for name in SETTINGS[type(thing)]}


def _blank(thing: Setting) -> dict[str, Any]:
    return _settings(type(thing)())


def _differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterable[tuple]:
    return ((name, old[name], new[name]) for name in new if old[name] != new[name])


def _plain(value) -> str | bool:
    """As JSON keeps it."""
    if value is None or isinstance(value, bool):
        return "" if value is None else value
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, FrameworkItem):
        return value.code
    return value.isoformat() if isinstance(value, date) else str(value)


def _which(thing: Setting) -> dict:
    line = thing if isinstance(thing, ResultLine) else thing.line
    span = [thing.starts.isoformat(), thing.ends.isoformat()] if isinstance(thing, Period) else None
    return {"line": line.pk, "indicator": line.indicator_id, "code": line.indicator.code, "span": span}


# --- read back ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class SettingsChange:
    when: datetime
    by: str
    sentences: list[str]


def history_of(place: Place, line: ResultLine | None = None) -> list[SettingsChange]:
    """The newest first; of one line, if it is given. Two queries."""
    entries = registry.get_logs_for_instance(place.page).filter(action=CHANGED).select_related("user")
    entries = [entry for entry in entries.order_by("-timestamp", "-pk") if line is None or _is_about(entry.data, line)]
    entries = entries[:MOST_CHANGES]
    keys = {one["indicator"] for entry in entries for one in entry.data.get("settings", [])}
    indicators = Indicator.objects.in_bulk(keys)
    return [
        SettingsChange(
            entry.timestamp, entry.user_display_name if entry.user_id else "", _sentences(entry.data, line, indicators)
        )
        for entry in entries
    ]


def _is_about(data: Mapping, line: ResultLine) -> bool:
    settings = {one["line"] for one in data.get("settings", [])}
    return line.pk in settings or line.pk in data.get("lines", []) or line.pk in (data.get("line"), data.get("moved"))


def _sentences(data: Mapping, line: ResultLine | None, indicators: Mapping[int, Indicator]) -> list[str]:
    settings = [one for one in data.get("settings", []) if line is None or one["line"] == line.pk]
    changes = [_setting_sentence(one, indicators.get(one["indicator"]), names_it=line is None) for one in settings]
    steps = [_number_of_changes(data), _step_sentence(data)]
    return [*(step for step in steps if step), *changes] or [_("The settings of a line have been saved.")]


def _number_of_changes(data: Mapping) -> str:
    """Steps on many lines or periods at once."""
    number = next((data[name] for name in ("added", "copied", "periods", "removed_periods") if name in data), None)
    if number is None:
        return ""
    if "removed_periods" in data:
        text = ngettext("%(number)s period has been removed.", "%(number)s periods have been removed.", number)
    elif "periods" in data:
        text = ngettext("%(number)s period has been created.", "%(number)s periods have been created.", number)
    else:
        text = ngettext("%(number)s indicator has been added.", "%(number)s indicators have been added.", number)
    return text % {"number": display_number(number)}


def _step_sentence(data: Mapping) -> str:
    if "removed" in data:
        return _("“%(name)s” is no longer in this framework.") % {"name": data["removed"]}
    if "moved" in data:
        return _("A line has been moved.")
    if "span" in data and "locked" in data:
        closed, opened = _("%(span)s has been closed."), _("%(span)s has been opened again.")
        return (closed if data["locked"] else opened) % {"span": _span(data["span"])}
    return ""


def _setting_sentence(one: Mapping, indicator: Indicator | None, *, names_it: bool) -> str:
    model = Period if one["span"] else ResultLine
    label = model._meta.get_field(one["setting"]).verbose_name
    of = [str(indicator.name) if indicator else one["code"]] if names_it else []
    of += [_span(one["span"])] if one["span"] else []
    sentence = _("%(setting)s: %(new)s (before: %(old)s)") % {
        "setting": capfirst(str(label)),
        "new": isolated(_display_setting(one, one["new"], indicator)),
        "old": isolated(_display_setting(one, one["old"], indicator)),
    }
    return " · ".join([*(isolated(part) for part in of), sentence])


def _display_setting(one: Mapping, value: str | bool, indicator: Indicator | None) -> str:  # noqa: FBT001 (as JSON has it)
    if value == "":
        return NOTHING
    if isinstance(value, bool):
        return pgettext("an answer", "yes") if value else pgettext("an answer", "no")
    if one["setting"] in NUMBERS:
        return str(number_with_unit(indicator, Decimal(value))) if indicator else display_number(Decimal(value))
    return date_format(parse_date(value)) if one["setting"] == "due" else value


def _span(days: Iterable[str]) -> str:
    return display_date_range(*(date.fromisoformat(day) for day in days))
