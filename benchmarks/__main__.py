"""`python -m benchmarks`: how long pages and counts take, and what the same counts cost as SQL.

On the server that `DATABASE_URL` names, each size in a database of its own beside the named one (for SQLite a file in
`var/bench/`), so that no content is mixed with what is made up. A world that is there is used again.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "var" / "bench"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--practices", type=int, nargs="+", default=[1_000, 100_000], metavar="N")
    parser.add_argument("--rounds", type=int, default=50, help="requests of each page that are measured")
    parser.add_argument("--only", choices=SECTIONS, help="one part, instead of all")
    options = parser.parse_args()
    RESULTS.mkdir(parents=True, exist_ok=True)
    about = {"machine": machine(), "when": datetime.now(UTC).isoformat(timespec="seconds"), "sections": {}}
    for section in [options.only] if options.only else SECTIONS:
        about["sections"][section] = SECTIONS[section](options)
    results = [result for found in about["sections"].values() for result in found]
    kept = RESULTS / f"{about['when'][:19].replace(':', '')}-{results[0]['database'].split()[0].lower()}.json"
    kept.write_text(json.dumps(about, indent=1))
    print(f"{about['when'][:10]}, {about['machine']}, {results[0]['database']}")
    for found in about["sections"].values():
        print(f"\n{table(found)}")
    print(f"\nKept in {kept.relative_to(ROOT)}")


def practices(options: argparse.Namespace) -> list[dict]:
    return [measured("measure", str(number), options.rounds) for number in options.practices]


def monitoring(options: argparse.Namespace) -> list[dict]:
    return [measured("monitoring", world, options.rounds) for world in ("board", "files")]


SECTIONS = {"practices": practices, "monitoring": monitoring}


def measured(module: str, world: str, rounds: int) -> dict:
    """Each world in a process of its own, so that memory and caches are its own."""
    command = [sys.executable, "-m", f"benchmarks.{module}", world, str(rounds)]
    done = subprocess.run(  # noqa: S603, PLW1510 (our own module; looked at below)
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        raise SystemExit(f"Measuring {module} ({world}) did not end well: see above.")
    return json.loads(done.stdout.splitlines()[-1])


def machine() -> str:
    cpu = platform.processor() or platform.machine()
    known = Path("/proc/cpuinfo")
    names = [line.partition(":")[2].strip() for line in known.read_text().splitlines() if line.startswith("model name")]
    return f"{os.cpu_count()} x {names[0] if names else cpu}, Python {platform.python_version()}"


def table(results: list[dict]) -> str:
    """In Markdown: one line a measurement, one column a world; worlds that measure other things stand below."""
    by_names: dict[tuple, list[dict]] = {}
    for result in results:
        by_names.setdefault(tuple(result["lines"]), []).append(result)
    return "\n\n".join(_one_table(names, found) for names, found in by_names.items())


def _one_table(names: tuple[str, ...], results: list[dict]) -> str:
    lines = ["| | " + " | ".join(result["size"] for result in results) + " |", "|---" * (len(results) + 1) + "|"]
    lines += [f"| {name} | " + " | ".join(result["lines"][name] for result in results) + " |" for name in names]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
