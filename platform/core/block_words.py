"""The words in a body of blocks, wherever they stand in it; all else is facts, the same in every language.

Read on what is stored (`raw`), so that pictures, files and addresses pass through untouched and unread.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wagtail import blocks
from wagtail.blocks.stream_block import StreamValue

WORDS = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock)
Path = tuple[str, ...]
"""Ids of blocks and items, and names within a block: the same for an original and its translations."""


@dataclass(frozen=True)
class BlockText:
    """One text; `labels` say where it stands, from the outermost block in."""

    path: Path
    block: blocks.Block
    text: str
    labels: tuple[str, ...]

    @property
    def is_rich(self) -> bool:
        return isinstance(self.block, blocks.RichTextBlock)


def stored(body: StreamValue | None) -> list[dict[str, Any]]:
    return body.stream_block.get_prep_value(body) if body else []


def texts_of(body: StreamValue | None) -> list[BlockText]:
    return list(_within(body.stream_block, stored(body), (), ())) if body else []


def _within(block: blocks.Block, raw: Any, path: Path, labels: tuple[str, ...]) -> Iterator[BlockText]:
    if isinstance(block, WORDS):
        yield BlockText(path, block, raw or "", labels)
        return
    for key, child, value, label in _children(block, raw):
        yield from _within(child, value, (*path, key), (*labels, label) if label else labels)


def _children(block: blocks.Block, raw: Any) -> Iterator[tuple[str, blocks.Block, object, str]]:
    """Key, block, stored value and label of what stands directly in a block."""
    if isinstance(block, blocks.BaseStreamBlock):
        numbers: dict[str, int] = {}
        for item in raw or ():
            child = block.child_blocks.get(item["type"])
            if child is not None:
                numbers[item["type"]] = numbers.get(item["type"], 0) + 1
                yield item["id"], child, item["value"], f"{child.label} {numbers[item['type']]}"
    elif isinstance(block, blocks.ListBlock):
        for number, item in enumerate(raw or (), start=1):
            yield item["id"], block.child_block, item["value"], f"{block.child_block.label} {number}"
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield name, child, (raw or {}).get(name), "" if isinstance(child, blocks.ListBlock) else str(child.label)


def translated(body: StreamValue | None, words: Mapping[Path, str]) -> list[dict[str, Any]]:
    """What is stored for a translation: the blocks of the original, with these words in place of its own.

    A block that says something in the original and nothing here is left out.
    """
    if not body:
        return []
    raw, said = stored(body), {text.path[0] for text in texts_of(body) if text.text}
    here = {path[0] for path, text in words.items() if text}
    whole = _with_words(body.stream_block, raw, (), words)
    return [item for item in whole if item["id"] not in said or item["id"] in here]


def _with_words(block: blocks.Block, raw, path: Path, words: Mapping[Path, str]):
    if isinstance(block, WORDS):
        return words.get(path, "")
    within = {
        key: _with_words(child, value, (*path, key), words) for key, child, value, _label in _children(block, raw)
    }
    if isinstance(raw, dict):
        return {**raw, **within}
    if isinstance(raw, list):
        return [{**item, "value": within[item["id"]]} for item in raw if item["id"] in within]
    return raw


def words_in(body: StreamValue | None, original: StreamValue | None) -> dict[Path, str]:
    """The words a translation has, by their place in the original.

    A body that was written before its blocks were those of the original, or was loaded, is read by position where it
    holds the same kinds of blocks in the same order.
    """
    here, there = texts_of(body), texts_of(original)
    known = {text.path for text in there}
    if any(text.path in known for text in here) or _kinds(body) != _kinds(original) or len(here) != len(there):
        return {text.path: text.text for text in here if text.path in known}
    return {mine.path: theirs.text for mine, theirs in zip(there, here, strict=True)}


def _kinds(body: StreamValue | None) -> list[str]:
    return [item["type"] for item in stored(body)]
