"""Arabic as the region's offices write it: day first, numbers grouped, and one decimal sign. Django's own has no
formats to read by, so that it would fall back to month first."""

from django.utils.translation import gettext_noop

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j/n/Y"
MONTH_DAY_FORMAT = "j F"
YEAR_MONTH_FORMAT = "F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y، H:i T"
SHORT_DATETIME_FORMAT = "j/n/Y، H:i T"
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
FIRST_DAY_OF_WEEK = 1
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3

# Names of ours in place of Django's, which writes April in two ways: on pages, in letters and on charts it is one.
APRIL = gettext_noop("April"), gettext_noop("apr")
