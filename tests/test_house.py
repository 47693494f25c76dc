"""The house's own rules: what a reviewer would otherwise have to remember."""

from __future__ import annotations

import ast
import platform
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.utils.module_loading import import_string
from wagtail.models import get_page_models

from core.models import IndexPage, SubjectPage
from tests.rooms import PLACES, ROOMS, ROOT, our_models

SAY_NOTHING = {"utils", "helpers", "services", "common", "misc"}


def python_files() -> list[Path]:
    places = [*PLACES.values(), ROOT / "platform" / "config", ROOT / "tests", ROOT / "benchmarks", ROOT / "data"]
    return [path for place in places for path in place.rglob("*.py") if "migrations" not in path.parts]


def test_the_shelf_is_no_package_and_python_keeps_its_own_module():
    assert not (ROOT / "platform" / "__init__.py").exists()
    assert Path(platform.__file__).parent != ROOT / "platform"


def test_no_name_on_the_shelf_is_that_of_the_standard_library():
    names = {path.name for path in (ROOT / "platform").iterdir() if path.is_dir()}

    assert not names & sys.stdlib_module_names


def test_no_module_has_a_name_that_says_nothing():
    assert [path for path in python_files() if path.stem in SAY_NOTHING] == []


def test_a_loop_without_a_count_takes_something_away_each_time():
    """One that waits for a number to come near another never ends for a number that nobody thought of."""

    def takes_away(loop: ast.While) -> bool:
        takes = (isinstance(node, ast.Attribute) and node.attr in ("pop", "popleft") for node in ast.walk(loop))
        return isinstance(loop.test, ast.NamedExpr) or any(takes)

    files = [path for path in python_files() if ROOT / "tests" not in path.parents]
    loops = [(path, node) for path in files for node in ast.walk(ast.parse(path.read_text()))]

    assert [(path, one.lineno) for path, one in loops if isinstance(one, ast.While) and not takes_away(one)] == []


def test_no_room_knows_of_the_benchmarks():
    files = [path for place in [*PLACES.values(), ROOT / "platform" / "config"] for path in place.rglob("*.py")]

    assert [path for path in files if "benchmarks" in path.read_text()] == []


def test_public_pages_have_no_inline_script_or_style():
    templates = [path for path in (ROOT / "templates").rglob("*.html") if "admin" not in path.parts]
    inline = ("style=", "<style", "onclick=", "onchange=", "onload=", "javascript:")

    assert [path for path in templates for mark in inline if mark in path.read_text()] == []
    assert [path for path in templates if "<script" in path.read_text().replace('<script type="module" src=', "")] == []


def test_style_sheets_use_logical_properties_only():
    physical = ("margin-left", "margin-right", "padding-left", "padding-right", "text-align: left", "text-align: right")
    sheets = list((ROOT / "static" / "css").glob("*.css"))

    assert sheets
    assert [(path.name, word) for path in sheets for word in physical if word in path.read_text()] == []


@pytest.mark.parametrize("room", ROOMS)
def test_foreign_keys_point_to_what_stands_before(room):
    """Who did something is Django's user, named by the setting and by no room."""
    allowed = set(ROOMS[: ROOMS.index(room) + 1])
    related = [
        (model._meta.label, field.name, field.related_model._meta.app_label)
        for model in our_models()
        if model._meta.app_label == room
        for field in model._meta.get_fields(include_parents=False)
        if field.is_relation and not field.auto_created and field.related_model not in (None, get_user_model())
    ]

    assert [key for key in related if key[2] in ROOMS and key[2] not in allowed] == []


def test_each_page_names_a_presenter_of_its_own_room():
    """By a string, which the import contract does not see."""
    pages = [page for page in get_page_models() if issubclass(page, SubjectPage | IndexPage)]

    assert [page for page in pages if not callable(import_string(page.presenter))] == []
    assert [page for page in pages if page.presenter.split(".")[0] != page._meta.app_label] == []


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_everything_that_is_installed_is_pinned_with_its_hashes(name):
    """`make lock` has been run since the last change of what is wanted."""
    wanted = re.findall(r"^([\w.-]+)(?:\[.*\])?==(\S+)", (ROOT / f"{name}.txt").read_text(), re.MULTILINE)
    lock = (ROOT / f"{name}.lock").read_text()
    packages = re.split(r"\n(?=[a-z])", lock)[1:]
    locked = {(name.lower(), version) for name, version in re.findall(r"^([\w.-]+)==(\S+)", lock, re.MULTILINE)}

    assert wanted
    assert {(name.lower(), version) for name, version in wanted} - locked == set()
    assert [package for package in packages if "--hash=sha256:" not in package] == []


def packages_imported(places: list[Path]) -> set[str]:
    packages = packages_distributions()
    nodes = [node for place in places for path in place.rglob("*.py") for node in ast.walk(ast.parse(path.read_text()))]
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and not node.level]
    return {package.lower().replace("_", "-") for name in names for package in packages.get(name.partition(".")[0], ())}


def packages_wanted(name: str) -> set[str]:
    return {one.lower() for one in re.findall(r"^([\w.-]+)(?:\[.*\])?==", (ROOT / name).read_text(), re.MULTILINE)}


def test_what_is_imported_is_wanted_by_name():
    """What comes along because another package needs it may go with that one's next version."""
    production = packages_wanted("requirements.txt")
    development = production | packages_wanted("requirements-dev.txt")
    beside = [ROOT / name for name in ("tests", "benchmarks", "docs", "data")]

    assert packages_imported([*PLACES.values(), ROOT / "platform" / "config"]) - production == set()
    assert packages_imported(beside) - development == set()


def test_nothing_names_a_path_or_a_registry_of_the_machine_it_was_written_on():
    words = ("/" + "work/", "bash" + "_jobs", "index-" + "url", "@anthro" + "pic")
    kept = (".py", ".md", ".html", ".css", ".js", ".toml", ".txt", ".json")
    skipped = {".git", ".venv", "var", "node_modules"}
    files = [path for path in ROOT.rglob("*") if path.suffix in kept and not skipped & set(path.parts)]

    assert [(path, word) for path in files for word in words if word in path.read_text(errors="replace")] == []


def test_every_icon_that_a_template_names_is_drawn():
    sheet = (ROOT / "static" / "images" / "icons.svg").read_text("utf-8")
    drawn = set(re.findall(r'id="i-([a-z-]+)"', sheet))
    named = {
        name
        for path in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r'{% icon "([a-z-]+)"', path.read_text("utf-8"))
    }

    assert named - drawn == set()
