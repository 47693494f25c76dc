"""`make test` on a machine with Python and make alone: all parts run, and what is missing is named."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from tests.reporting import test_report_pdf

ROOT = Path(settings.ROOT)


def test_the_browsers_tests_run_whatever_the_first_part_said_and_both_say_how_long_they_take(tmp_path):
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\necho "called $@"\nexit 1\n')
    python.chmod(0o755)
    for name in ("installed", "installed-dev"):
        (tmp_path / name).touch()
    known = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "NO_BROWSER"))}

    command = ["make", "test", f"VENV={tmp_path}", f"BIN={tmp_path}"]
    made = subprocess.run(command, cwd=ROOT, env=known, capture_output=True, text=True, check=False)  # noqa: S603 (ours)

    assert made.returncode != 0
    assert len(re.findall("^called -m pytest", made.stdout, re.MULTILINE)) == 2
    assert re.search("^called -m pytest .*tests/browser$", made.stdout, re.MULTILINE)
    minutes = re.findall(r"up to (\w+)", made.stdout)
    assert len(minutes) == 2
    assert f"up to {' and '.join(minutes)} minutes" in " ".join((ROOT / "README.md").read_text().split())


def test_what_optional_parts_need_stands_in_the_readme():
    files = [path.read_text() for path in (ROOT / "tests").rglob("*.py")]
    packages = {
        name for text in files for found in re.findall(r"apt-get install ([\w. -]+)", text) for name in found.split()
    }
    readme = (ROOT / "README.md").read_text()

    assert {"gettext", "chromium", "fonts-noto-core"} <= {name.rstrip(".") for name in packages}
    assert [name for name in packages if name.rstrip(".") not in readme] == []


def test_where_pango_is_missing_a_test_is_skipped_and_names_the_packages(monkeypatch):
    def import_module(name: str) -> None:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr("importlib.import_module", import_module)

    with pytest.raises(pytest.skip.Exception, match=r"apt-get install libpango"):
        test_report_pdf.weasyprint_or_skip()


def test_where_the_faces_are_missing_a_test_is_skipped_and_names_the_package(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda _name: None)

    with pytest.raises(pytest.skip.Exception, match=r"apt-get install fonts-noto-core"):
        test_report_pdf.noto_or_skip()
