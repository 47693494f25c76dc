"""English as cities of Europe and the Mediterranean read it."""
