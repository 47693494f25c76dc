"""Dates and periods as a visitor reads them, in four languages."""

import pytest
from django.utils import translation

from core.partial_dates import PartialDate, display_period

DOUBTFUL = "5 May (2021 or 2022)"


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", ["2016", "July 2016", "12 July 2016", "1 July 2016"]),
        ("fr", ["2016", "juillet 2016", "12 juillet 2016", "1er juillet 2016"]),
        ("es", ["2016", "julio de 2016", "12 de julio de 2016", "1 de julio de 2016"]),
        ("ar", ["2016", "يوليو 2016", "12 يوليو 2016", "1 يوليو 2016"]),
    ],
)
def test_a_date_is_shown_in_the_visitors_language(language, shown):
    with translation.override(language):
        assert [str(PartialDate.parse(iso)) for iso in ("2016", "2016-07", "2016-07-12", "2016-07-01")] == shown
        assert str(PartialDate(words="spring 2016")) == "spring 2016"


@pytest.mark.parametrize(
    ("language", "days"), [("fr", ["5 mai 2021", "5 mai 2022"]), ("ar", ["5 مايو 2021", "5 مايو 2022"])]
)
def test_a_year_left_open_is_said_in_the_visitors_language(language, days):
    assert str(PartialDate(words=DOUBTFUL)) == DOUBTFUL
    with translation.override(language):
        assert [day in str(PartialDate(words=DOUBTFUL)) for day in days] == [True, True]
        assert str(PartialDate(words="30 February (2021 or 2022)")) == "30 February (2021 or 2022)"


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("", "", ""),
        ("2021-03-16", "2021-03-16", "16 March 2021"),
        ("2021-03-16", "2021-03-18", "16–18 March 2021"),
        ("2021-06-28", "2021-07-03", "28 June to 3 July 2021"),
        ("2020-01-09", "2021-03-31", "9 January 2020 to 31 March 2021"),
        ("2021-03", "2021-06", "March to June 2021"),
        ("2020-01", "2021-03", "January 2020 to March 2021"),
        ("2009", "2011", "2009–2011"),
        ("2015-02", "2018", "February 2015 to 2018"),
        ("~spring 2016", "2018", "spring 2016 to 2018"),
        ("2016", "", "2016"),
        ("", "2018", "until 2018"),
        (f"~{DOUBTFUL}", "", DOUBTFUL),
        ("", f"~{DOUBTFUL}", DOUBTFUL),
    ],
)
def test_a_period_says_nothing_twice(start, end, shown):
    assert display_period(PartialDate.from_stored(start), PartialDate.from_stored(end)) == shown


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2016", "", "since 2016"),
        ("2016-07-12", "", "since 12 July 2016"),
        (f"~{DOUBTFUL}", "", DOUBTFUL),
        ("2016", "2018", "2016–2018"),
        ("", "", ""),
    ],
)
def test_since_is_said_only_when_the_caller_knows_that_it_goes_on(start, end, shown):
    assert display_period(PartialDate.from_stored(start), PartialDate.from_stored(end), open_ended=True) == shown


@pytest.mark.parametrize(
    ("language", "shown"),
    [("fr", "16–18 mars 2021"), ("es", "16–18 de marzo de 2021"), ("ar", "16–18 مارس 2021")],
)
def test_days_of_one_month_collapse_in_every_language(language, shown):
    with translation.override(language):
        assert display_period(PartialDate(2021, 3, 16), PartialDate(2021, 3, 18)) == shown


@pytest.mark.parametrize(
    ("language", "beginning", "end"),
    [
        ("fr", "28 juin", "1er juillet 2021"),
        ("es", "28 de junio", "1 de julio de 2021"),
        ("ar", "28 يونيو", "1 يوليو 2021"),
    ],
)
def test_days_of_one_year_name_the_year_once_in_every_language(language, beginning, end):
    with translation.override(language):
        shown = display_period(PartialDate(2021, 6, 28), PartialDate(2021, 7, 1))

    assert beginning in shown
    assert end in shown
    assert shown.count("2021") == 1
