from .pilots import Milestone, PilotImplementer, PilotIndexPage, PilotPage, PilotTranslation

__all__ = ["Milestone", "PilotImplementer", "PilotIndexPage", "PilotPage", "PilotTranslation"]
