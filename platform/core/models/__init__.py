from .addresses import CheckedAddress
from .changes import Change
from .holds import Hold
from .indexes import IndexPage
from .names import NamedInLanguages, TranslatedTexts, WithOriginalTitle, WithOtherNames, translated_text
from .records import Fingerprinted, Loaded, Sourced
from .rows import Figure, LeadPicture, Row, Source, SubjectTag
from .runs import LastRun
from .subjects import SubjectPage, SubjectQuerySet
from .translations import TranslationPage, subject_key
from .vocabularies import Country, FrameworkItem, Region, TargetGroup, Theme
from .words import Words

__all__ = [
    "Change",
    "CheckedAddress",
    "Country",
    "Figure",
    "Fingerprinted",
    "FrameworkItem",
    "Hold",
    "IndexPage",
    "LastRun",
    "LeadPicture",
    "Loaded",
    "NamedInLanguages",
    "Region",
    "Row",
    "Source",
    "Sourced",
    "SubjectPage",
    "SubjectQuerySet",
    "SubjectTag",
    "TargetGroup",
    "Theme",
    "TranslatedTexts",
    "TranslationPage",
    "WithOriginalTitle",
    "WithOtherNames",
    "Words",
    "subject_key",
    "translated_text",
]
