"""Which city has what for which objective."""
