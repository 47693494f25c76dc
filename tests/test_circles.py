"""No two files import each other, at whatever remove: one can be read, and changed, after the other."""

from __future__ import annotations

import grimp

from tests.rooms import ROOMS

Imports = dict[str, set[str]]


def circles(imports: Imports) -> set[frozenset[str]]:
    """The groups of files of which each leads to each other."""
    reached = {file: everything_behind(file, imports) for file in imports}
    return {
        frozenset(other for other in reached[file] if file in reached[other])
        for file in imports
        if file in reached[file]
    }


def everything_behind(file: str, imports: Imports) -> set[str]:
    behind, ahead = set(), [file]
    while ahead:
        new = imports[ahead.pop()] - behind
        behind |= new
        ahead += new
    return behind


def test_a_circle_is_found_and_what_leads_into_it_or_out_of_it_is_not_in_it():
    ring = {"page": {"presenter"}, "presenter": {"card"}, "card": {"page", "words"}}
    imports = {**ring, "words": set(), "feed": {"page"}}

    assert circles(imports) == {frozenset({"page", "presenter", "card"})}


def test_no_files_import_each_other_in_a_circle():
    """Imports inside functions, and those for types only, are imports too."""
    graph = grimp.build_graph(*ROOMS, "config", cache_dir=None)
    imports = {file: graph.find_modules_directly_imported_by(file) for file in graph.modules}

    assert [sorted(group) for group in circles(imports)] == []
