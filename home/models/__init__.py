from .pages import HomePage, HomeTranslation, StandardPage, StandardTranslation

__all__ = ["HomePage", "HomeTranslation", "StandardPage", "StandardTranslation"]
