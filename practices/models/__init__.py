from .evidence import Assessment, Confirmation
from .indexes import PracticeIndexPage
from .practices import (
    PracticePage,
    PracticeTranslation,
    PracticeWords,
)
from .reviews import PeerReview
from .rows import PracticePartner, PracticeRelation
from .transfers import Transfer, TransferQuerySet, TransferStatusChange

__all__ = [
    "Assessment",
    "Confirmation",
    "PeerReview",
    "PracticeIndexPage",
    "PracticePage",
    "PracticePartner",
    "PracticeRelation",
    "PracticeTranslation",
    "PracticeWords",
    "Transfer",
    "TransferQuerySet",
    "TransferStatusChange",
]
