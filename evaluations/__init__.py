"""Evaluations by the OECD-DAC criteria: by the city itself, a peer, or somebody independent."""
