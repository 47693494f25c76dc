"""Words of Wagtail's that its catalogues say wrongly or not at all: ours stand before them, in the whole interface."""

from django.utils.translation import gettext_lazy, gettext_noop
from wagtail.admin.viewsets.chooser import ChooserViewSet

SAVED = gettext_noop("Saved")
"""Beside the editor's title once a draft has saved itself; in Arabic Wagtail says "save", in Spanish nothing."""
PAUSED = gettext_noop("Autosave is <span>paused</span>")
"""In Arabic Wagtail leaves the last word in English."""

for name, text in list(vars(ChooserViewSet).items()):
    if name.endswith(("_text", "_label")) and type(text) is str:  # asked for before anybody has a language
        setattr(ChooserViewSet, name, gettext_lazy(text))
