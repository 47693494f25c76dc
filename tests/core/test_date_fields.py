"""Days, hours and moments are read as people write them, or refused in words; what is shown is read back the same."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import formats, timezone, translation
from hypothesis import given
from hypothesis import strategies as st
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.models import Page

from core.date_fields import DateField, DateTimeField, TimeField, read_day, read_hour, read_moment
from core.numbers import DegreesField, NumberField, WholeNumberField
from core.partial_dates import PartialDate
from tests.pages import attributes

LANGUAGES = ["en", "fr", "es", "ar"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    ["01/02/2026", "1.2.2026", "1-2-2026", "2026-02-01", "٠١/٠٢/٢٠٢٦", "۰۱/۰۲/۲۰۲۶", "1er février 2026", "1 شباط 2026"],
)
def test_a_day_is_read_day_first_in_every_language(text, language):
    with translation.override(language):
        assert read_day(text) == date(2026, 2, 1)


@pytest.mark.parametrize("text", ["02/2026", "2026", "31/02/2026", "1/2/26", "tomorrow", "01/13/2026", "x" * 5000])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValidationError):
        read_day(text)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("9h30", time(9, 30)),
        ("9 h 30", time(9, 30)),
        ("9.30", time(9, 30)),
        ("9:30 pm", time(21, 30)),
        ("9:30 p. m.", time(21, 30)),
        ("9:30 am", time(9, 30)),
        ("12:15 am", time(0, 15)),
        ("21h", time(21)),
        ("٩:٣٠", time(9, 30)),
        ("٩:٣٠ مساءً", time(21, 30)),
        ("الساعة 5 بعد الظهر", time(17)),
        ("midi", time(12)),
        ("minuit", time(0)),
        ("9", time(9)),
    ],
)
def test_an_hour_is_read_as_people_write_it(text, hour):
    assert read_hour(text) == hour


@pytest.mark.parametrize("text", ["25:00", "9:5", "930", "9h30-11h", "0:30 pm", "13:00 am", "soon", "9:60"])
def test_what_is_no_hour_is_refused(text):
    with pytest.raises(ValidationError):
        read_hour(text)


@pytest.mark.parametrize(
    "text",
    ["10/12/2026 09:30", "10/12/2026, 9h30", "9:30 am 10/12/2026", "10 décembre 2026 à 9h30", "2026-12-10T09:30"],
)
def test_a_moment_is_a_day_and_an_hour(text):
    assert read_moment(text) == datetime(2026, 12, 10, 9, 30)


@pytest.mark.parametrize(
    "text", ["9:30", "10/12/2026", "10/12/2026 25:00", "31/02/2026 9:30", "now", " ".join("9" * 40)]
)
def test_what_lacks_its_day_or_its_hour_is_refused(text):
    with pytest.raises(ValidationError):
        read_moment(text)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("تموز 2016", "2016-07"),
        ("كانون الثاني 2016", "2016-01"),
        ("كانون الأول/ديسمبر 2016", "2016-12"),
        ("تشرين الثاني 2016", "2016-11"),
        ("جويلية 2016", "2016-07"),
        ("5 فيفري 2016", "2016-02-05"),
        ("أوت ٢٠١٦", "2016-08"),
        ("غشت 2016", "2016-08"),
        ("يوليوز 2016", "2016-07"),
        ("إبريل 2016", "2016-04"),
        ("أبريل 2016", "2016-04"),
    ],
)
def test_months_are_read_by_the_names_of_the_regions_countries(text, stored):
    assert PartialDate.read(text).stored == stored


def test_april_has_one_name_in_arabic():
    with translation.override("ar"):
        assert {formats.date_format(date(2026, 4, 16), pattern) for pattern in ("F", "M")} == {"أبريل"}
        assert formats.date_format(date(2026, 11, 7)) == "7 نوفمبر 2026"


def test_numbers_are_grouped_in_arabic_with_one_decimal_sign():
    with translation.override("ar"):
        assert formats.number_format(5550000.5, decimal_pos=1, use_l10n=True, force_grouping=True) == "5,550,000.5"


class Everything(forms.Form):
    day = DateField(required=False)
    hour = TimeField(required=False)
    moment = DateTimeField(required=False)
    number = NumberField(required=False)
    whole = WholeNumberField(required=False)
    latitude = DegreesField(required=False)


@given(
    st.fixed_dictionaries(
        {
            "day": st.dates(date(1000, 1, 1)),
            "hour": st.times().map(lambda one: one.replace(microsecond=0)),
            "moment": st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(
                lambda one: one.replace(microsecond=0)
            ),
            "number": st.decimals(-(10**14), 10**14, places=3),
            "whole": st.integers(-(10**14), 10**14),
            "latitude": st.floats(-180, 180).map(lambda one: round(one, 6)),
        }
    ),
    st.sampled_from(LANGUAGES),
    st.sampled_from(["UTC", "Asia/Kolkata", "Africa/Lagos"]),
)
def test_what_a_form_shows_it_reads_back_as_the_same(values, language, zone):
    with translation.override(language), timezone.override(ZoneInfo(zone)):
        shown = Everything(initial=values)
        again = Everything({name: shown[name].value() for name in values}, initial=values)

        assert again.is_valid(), again.errors
        assert again.cleaned_data == values
        assert not again.has_changed()


def test_what_is_refused_stays_as_it_was_typed():
    form = Everything({"day": "31/02/2026", "hour": "half past nine", "moment": "9:30", "number": "300 12"})

    assert set(form.errors) == {"day", "hour", "moment", "number"}
    assert attributes(str(form["hour"]), "input", "value") == ["half past nine"]
    assert attributes(str(form["moment"]), "input", "value") == ["9:30"]


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        (models.DateField(), DateField),
        (models.TimeField(), TimeField),
        (models.DecimalField(max_digits=9, decimal_places=2), NumberField),
        (models.PositiveSmallIntegerField(), WholeNumberField),
        (Page._meta.get_field("go_live_at"), DateTimeField),
    ],
)
def test_the_editors_forms_have_no_picker_that_puts_the_present_in_place_of_what_was_typed(column, kind):
    field = formfield_for_dbfield(column)

    assert type(field) is kind
    assert type(field.widget) is forms.TextInput


def test_the_windows_for_scheduling_have_none_either():
    widget = AdminDateTimeInput(attrs={"data-controller": "w-action"})

    field = formfield_for_dbfield(Page._meta.get_field("go_live_at"), widget=widget)

    assert type(field.widget) is forms.TextInput
    assert field.widget.attrs["data-controller"] == "w-action"
    assert "UTC" in str(field.help_text)


def test_a_number_that_the_column_cannot_keep_is_refused_at_its_field():
    field = formfield_for_dbfield(models.DecimalField(max_digits=5, decimal_places=2))

    for typed in ("1234", "1.234", "9" * 25):
        with pytest.raises(ValidationError), translation.override("ar"):
            field.clean(typed)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pattern", ["DATETIME_FORMAT", "SHORT_DATETIME_FORMAT"])
def test_an_hour_that_is_shown_names_its_zone(language, pattern):
    with translation.override(language):
        assert formats.date_format(datetime(2026, 12, 10, 9, 30, tzinfo=UTC), pattern).endswith("09:30 UTC")
