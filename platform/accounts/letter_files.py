"""Where letters are files (one's own machine, `EMAIL_URL=filemail://`): those to an address that is to be forgotten."""

from __future__ import annotations

from collections.abc import Callable, Collection
from email import message_from_bytes, policy
from email.utils import getaddresses
from pathlib import Path

from django.conf import settings

BETWEEN_LETTERS = b"\n" + b"-" * 79 + b"\n"
"""How Django ends each letter that it writes into a file; those of one connection stand in one file."""


def forget_files(address: str) -> int:
    """Takes the letters to `address` out of the files. Gives how many."""
    return _take_out(lambda letter: _is_to(letter, address))


def forget_files_naming(words: Collection[str]) -> int:
    """Takes the letters whose text says one of `words` out of the files. Gives how many."""
    return _take_out(lambda letter: _says(letter, words))


def _take_out(is_meant: Callable[[bytes], bool]) -> int:
    folder = getattr(settings, "EMAIL_FILE_PATH", "")
    number = 0
    for path in sorted(Path(folder).glob("*.log")) if folder else []:
        letters = [letter for letter in path.read_bytes().split(BETWEEN_LETTERS) if letter.strip()]
        others = [letter for letter in letters if not is_meant(letter)]
        number += len(letters) - len(others)
        if not others:
            path.unlink()
        elif len(others) < len(letters):
            path.write_bytes(b"".join(letter + BETWEEN_LETTERS for letter in others))
    return number


def _is_to(letter: bytes, address: str) -> bool:
    to = message_from_bytes(letter).get_all("To", [])
    return address.casefold() in {found.casefold() for _name, found in getaddresses(to)}


def _says(letter: bytes, words: Collection[str]) -> bool:
    """In its plain text, which says all that the other part does."""
    body = message_from_bytes(letter.lstrip(), policy=policy.default).get_body(["plain"])
    text = body.get_content() if body else ""
    return any(word in text for word in words)
