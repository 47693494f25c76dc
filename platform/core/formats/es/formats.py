"""As Django has them, but for the hour of a day, which names its time zone, and for thousands."""

DATETIME_FORMAT = r"j \d\e F \d\e Y \a \l\a\s H:i T"
SHORT_DATETIME_FORMAT = "d/m/Y H:i T"

# A thin space, as the Academy has it. Numbers of four digits have none: `core.numbers.display_number`.
THOUSAND_SEPARATOR = "\u202f"
