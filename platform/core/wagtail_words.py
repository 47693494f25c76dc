"""Words of Wagtail's that its catalogues say wrongly or not at all: ours stand before them, in the whole interface."""

from django.utils.translation import gettext_noop

SAVED = gettext_noop("Saved")
"""Beside the editor's title once a draft has saved itself; in Arabic Wagtail says "save", in Spanish nothing."""
