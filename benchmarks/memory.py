"""What facets and search hold in a process that finds the search index made, as a worker does: prints bytes."""

from __future__ import annotations

import gc
import sys

from benchmarks.worlds import prepare  # sets Django up

# isort: split
import facets
from benchmarks.measure import SEARCHES, hits_of, resident
from search.current_index import current_index

if __name__ == "__main__":
    prepare(int(sys.argv[1]))
    gc.collect()
    before = resident()
    facets.build_all()
    for text in SEARCHES:
        hits_of(current_index(), text)
    gc.collect()
    print(resident() - before)
