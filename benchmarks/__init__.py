"""What measures speed and cost, and the worlds it is measured in. Of the site's own code nothing knows of it."""

import sys
from pathlib import Path

sys.path.insert(1, str(Path(__file__).resolve().parents[1] / "platform"))  # the shelf: see platform/README.md
