"""Loading the programme's files: a room's `loading.py` registers a `Kind` or `PageKind` for each of them."""
