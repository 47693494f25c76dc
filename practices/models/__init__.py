from .curated import (
    DossierPage,
    DossierPractice,
    DossierTranslation,
    ThemeDossier,
    ThemeFeature,
    ThemePage,
    ThemeTranslation,
)
from .evidence import Assessment, Confirmation, ProposedEvidence
from .indexes import PracticeIndexPage
from .practices import (
    PracticePage,
    PracticeTranslation,
    PracticeWords,
)
from .reviews import PeerReview
from .rows import PartSource, PracticePartner, PracticeRelation
from .transfers import Transfer, TransferQuerySet, TransferStatusChange

__all__ = [
    "Assessment",
    "Confirmation",
    "DossierPage",
    "DossierPractice",
    "DossierTranslation",
    "PartSource",
    "PeerReview",
    "PracticeIndexPage",
    "PracticePage",
    "PracticePartner",
    "PracticeRelation",
    "PracticeTranslation",
    "PracticeWords",
    "ProposedEvidence",
    "ThemeDossier",
    "ThemeFeature",
    "ThemePage",
    "ThemeTranslation",
    "Transfer",
    "TransferQuerySet",
    "TransferStatusChange",
]
