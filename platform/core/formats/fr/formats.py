"""As Django has them, but for the hour of a day, which names its time zone, and for thousands."""

DATETIME_FORMAT = "j F Y H:i T"
SHORT_DATETIME_FORMAT = "d/m/Y H:i T"

# Narrow, so that a number is read as one word.
THOUSAND_SEPARATOR = "\u202f"
