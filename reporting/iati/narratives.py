"""Texts of the file, in every language in which we have them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils import translation
from django.utils.functional import Promise
from lxml import etree

from core import languages
from core.languages import Wording

from .facts import Narratives

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Without signs that XML has no place for; somebody may have pasted one."""
    return NOT_IN_XML.sub("", text).strip()


def add_narratives(parent: etree._Element, wordings: Iterable[Wording]) -> etree._Element:
    for wording in wordings:
        narrative = etree.SubElement(parent, "narrative")
        narrative.set(XML_LANG, wording.language)
        narrative.text = clean(wording)
    return parent


def add_text(parent: etree._Element, tag: str, wordings: Iterable[Wording], **attributes: str) -> etree._Element:
    return add_narratives(etree.SubElement(parent, tag, attributes), wordings)


def in_every_language(message: Promise | str, **values: str) -> Narratives:
    """A sentence of the interface; where it is not translated yet, in English only."""
    texts = {}
    for code in languages.CODES:
        with translation.override(code):
            texts[code] = str(message) % values if values else str(message)
    english = texts[languages.CODES[0]]
    return tuple(Wording(text, code) for code, text in texts.items() if code == languages.CODES[0] or text != english)


def put_together(parts: Iterable[Narratives]) -> Narratives:
    """One under the other, language by language: an element has one narrative in each."""
    texts: dict[str, list[str]] = {}
    for wordings in parts:
        for wording in wordings:
            texts.setdefault(wording.language, []).append(clean(wording))
    return tuple(Wording("\n".join(filter(None, lines)), code) for code, lines in texts.items() if any(lines))
