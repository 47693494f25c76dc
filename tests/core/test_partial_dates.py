"""Dates as sources give them: kept, refused, sorted, shown."""

import json
from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import ExpressionWrapper, F
from django.forms import modelform_factory
from django.test.utils import isolate_apps
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from wagtail.admin.compare import comparison_class_registry

from core.partial_date_forms import NotADateError
from core.partial_dates import (
    PartialDate,
    PartialDateField,
    PartialDateFormField,
    refuse_end_before_start,
    undated_last,
)
from tests.pages import attributes

LANGUAGES = ["en", "fr", "es", "ar"]
DOUBTFUL = "5 May (2021 or 2022)"


@st.composite
def partial_dates(draw):
    day = draw(st.dates(min_value=date(1000, 1, 1)))
    return draw(
        st.sampled_from(
            [PartialDate(day.year), PartialDate(day.year, day.month), PartialDate(day.year, day.month, day.day)]
        )
    )


@pytest.fixture
def stay():
    """A model of its own, without a table: a start that may be empty and an end that may not."""
    with isolate_apps("core"):

        class Stay(models.Model):
            start = PartialDateField(blank=True)
            end = PartialDateField()

            class Meta:
                app_label = "core"

        yield Stay


# --- Reading ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2016", "2016"),
        ("2016-07", "2016-07"),
        ("07/2016", "2016-07"),
        ("7.2016", "2016-07"),
        ("2016-07-12", "2016-07-12"),
        ("12/07/2016", "2016-07-12"),
        (" 12.7.2016 ", "2016-07-12"),
        ("٢٠١٦", "2016"),
        ("١٢/٠٧/٢٠١٦", "2016-07-12"),
        ("\u200f2016\u200e", "2016"),
        ("February 2022", "2022-02"),
        ("12 July, 2016", "2016-07-12"),
        ("July 12, 2016", "2016-07-12"),
        ("1er juillet 2019", "2019-07-01"),
        ("Février 2022", "2022-02"),
        ("12 de julio de 2016", "2016-07-12"),
        ("١٢ يوليو، ٢٠١٦", "2016-07-12"),
        ("29 February 2016", "2016-02-29"),
    ],
)
def test_a_person_may_write_a_date_in_figures_or_with_the_name_of_the_month(written, iso):
    assert PartialDate.read(written).iso == iso


@pytest.mark.parametrize(
    "written",
    [DOUBTFUL, "2-3 November, year not stated", "July 2016?", "spring 2016", "May to July 2016", "حوالي ٢٠١٦"],
)
def test_what_is_in_doubt_stays_words(written):
    value = PartialDate.read(written)

    assert (value.words, value.iso) == (written, "")
    assert value.first_day() is value.last_day() is None


@pytest.mark.parametrize(
    "written",
    ["2016-13", "2017-02-30", "30/02/2017", "00/2016", "2016-00", "31 June 2016", "0216", "2016–2018", "12/13", "?"],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_impossible_date_is_refused_with_what_was_written(written, language):
    with translation.override(language), pytest.raises(ValidationError) as refused:
        PartialDateFormField().clean(written)

    assert written in refused.value.messages[0]


@pytest.mark.parametrize(
    "written", ["07/2016", "2016-7", "2016-07-32", "2016-13", "July 2016", "", "~", "2016-07-12T00:00"]
)
def test_the_strict_reader_takes_nothing_but_iso(written):
    with pytest.raises(ValueError, match="“"):
        PartialDate.parse(written)


def test_a_message_is_in_the_language_of_its_reader_and_not_of_its_writer(monkeypatch):
    with pytest.raises(NotADateError) as refused:
        PartialDate.parse("2016-13")

    assert isinstance(refused.value.message, type(translation.gettext_lazy("date")))
    assert "2016-13" in str(refused.value)


def test_a_value_is_a_date_or_words_and_never_both_or_neither():
    for parts in [{}, {"year": 2016, "words": "about"}, {"month": 7, "words": "July"}, {"year": 2016, "day": 7}]:
        with pytest.raises(ValueError, match="partial date is"):
            PartialDate(**parts)


@given(partial_dates())
def test_every_date_reads_back_from_what_is_stored_and_from_what_is_shown_in_any_language(value):
    assert PartialDate.from_stored(value.stored) == PartialDate.parse(value.iso) == PartialDate.read(value.iso) == value
    for language in LANGUAGES:
        with translation.override(language):
            assert PartialDate.read(str(value)) == value


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused_and_survives_being_stored(text):
    try:
        value = PartialDate.read(text)
    except NotADateError:
        return

    assert value is None or PartialDate.from_stored(value.stored) == value
    assert value is None or PartialDate.read(PartialDateFormField().prepare_value(value)) == value


# --- Meaning ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2016-07-12", date(2016, 7, 12), date(2016, 7, 12)),
    ],
)
def test_a_partial_date_spans_the_days_it_can_mean(iso, first, last):
    value = PartialDate.parse(iso)

    assert (value.first_day(), value.last_day()) == (first, last)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("newest_first", "order"),
    [
        (True, ["2021-03-16", "2016-07-12", "2016-07", "2016", "2015-12-31"]),
        (False, ["2015-12-31", "2016", "2016-07", "2016-07-12", "2021-03-16"]),
    ],
)
def test_undated_and_words_come_last_whether_newest_or_oldest_comes_first(newest_first, order):
    undated = ["", f"~{DOUBTFUL}"]
    Group.objects.bulk_create(Group(name=stored) for stored in sorted([*order, *undated], key=len))

    groups = Group.objects.filter(name__in=[*order, *undated]).annotate(
        starts=ExpressionWrapper(F("name"), output_field=PartialDateField())
    )
    found = [group.starts for group in groups.order_by(*undated_last("starts", newest_first=newest_first))]

    assert [value.iso for value in found[: len(order)]] == order
    assert {value and value.words for value in found[len(order) :]} == {None, DOUBTFUL}


# --- Field --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [PartialDate(2016), PartialDate(2016, 7), PartialDate(words="~ about 2016"), None])
def test_a_revision_gives_back_the_value_it_was_given(stay, value):
    field = stay._meta.get_field("start")

    stored = json.loads(json.dumps(field.value_to_string(stay(start=value)), cls=DjangoJSONEncoder))

    assert field.to_python(stored) == value
    assert stay(start=stored).start == value


def test_stored_text_and_days_become_a_partial_date_when_assigned(stay):
    visit = stay(start="2016-07", end=date(2016, 7, 12))

    assert (visit.start, visit.end) == (PartialDate(2016, 7), PartialDate(2016, 7, 12))
    assert stay().start is None


def test_what_is_no_date_is_named_by_validation_and_never_stored(stay):
    visit = stay(start="2016-13", end="")

    with pytest.raises(ValidationError) as refused:
        visit.full_clean()
    with pytest.raises(ValidationError):
        stay._meta.get_field("start").get_prep_value(visit.start)

    assert set(refused.value.message_dict) == {"start", "end"}


def test_the_database_never_holds_null_for_a_date(stay):
    field = stay._meta.get_field("start")

    assert field.get_prep_value(None) == ""
    assert not field.null


def test_words_too_long_for_the_column_are_refused_by_model_and_form(stay):
    words = "w" * stay._meta.get_field("start").max_length

    with pytest.raises(ValidationError):
        stay(start=PartialDate(words=words), end="2016").full_clean()

    assert "start" in _form(stay, start=words, end="2016").errors
    assert _form(stay, start=words[:-1], end="2016").is_valid()


def test_the_form_takes_what_a_person_writes_and_shows_it_again(stay):
    form = _form(stay, start="12/07/2016", end=DOUBTFUL)

    visit = form.save(commit=False)

    assert (visit.start, visit.end) == (PartialDate(2016, 7, 12), PartialDate(words=DOUBTFUL))
    shown = _form(stay, instance=visit).as_p()
    assert attributes(shown, "[name=start], [name=end]", "value") == ["2016-07-12", DOUBTFUL]
    assert not _form(stay, instance=visit, start="12 July 2016", end=DOUBTFUL).has_changed()


def test_the_form_refuses_an_empty_date_only_where_one_is_required(stay):
    form = _form(stay, start="", end=" ")

    assert set(form.errors) == {"end"}
    assert form.cleaned_data["start"] is None


def test_migrations_can_write_the_field_down(stay):
    _name, path, args, options = stay._meta.get_field("start").deconstruct()

    assert path == "core.partial_dates.PartialDateField"
    assert PartialDateField(*args, **options).deconstruct()[3] == options


def test_two_revisions_can_be_compared(stay):
    field = stay._meta.get_field("start")

    comparison = comparison_class_registry.get(field)(field, stay(start="2016"), stay())

    assert comparison.has_changed()
    assert "2016" in comparison.htmldiff()
    assert "None" not in comparison.htmldiff()


def _form(model, instance=None, **data):
    return modelform_factory(model, fields=["start", "end"])(data or None, instance=instance)


# --- Together -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts", "ends"), [("2016", "2016-07"), ("2016-07-12", "2016"), ("", "2016"), ("2016", "~later")]
)
def test_an_end_that_may_lie_after_the_start_is_taken(starts, ends):
    refuse_end_before_start(PartialDate.from_stored(starts), PartialDate.from_stored(ends))
    refuse_end_before_start(PartialDate(2016), "not a date")


def test_an_end_that_surely_lies_before_the_start_is_refused():
    with pytest.raises(ValidationError) as refused:
        refuse_end_before_start(PartialDate(2016, 7, 12), PartialDate(2016, 6))

    assert set(refused.value.message_dict) == {"ends"}
