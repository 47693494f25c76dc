from .pages import HomePage, HomeTranslation, StandardPage, StandardTranslation, StandardWords

__all__ = ["HomePage", "HomeTranslation", "StandardPage", "StandardTranslation", "StandardWords"]
