"""What a body may hold: few blocks, each named for what it means."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.documents import blocks as document_blocks
from wagtail.images import blocks as image_blocks

from .display import Link
from .form_references import Reference

TEXT_FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link"]


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs) -> None:
        super().__init__(**{"features": TEXT_FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, lists and small headings.")
        template = "blocks/text.html"
        preview_value = "<p>The desk opens three mornings a week and in the evening on Thursdays.</p>"


class HeadingBlock(blocks.CharBlock):
    def get_context(self, value, parent_context=None):
        return {**super().get_context(value, parent_context), "anchor": anchor_of(value)}

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Starts a new part; it appears in the list of contents.")
        template = "blocks/heading.html"
        preview_value = "How the desk was staffed"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("what was said"))
    by = blocks.CharBlock(
        label=_("by whom"), required=False, help_text=_("A role, not a person: head of service, participant.")
    )

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("Somebody's own words, with their role.")
        template = "blocks/quote.html"
        preview_value = {"text": "We learned more in two days than in two years of reports.", "by": "Head of service"}


class EvidenceBlock(blocks.StructBlock):
    claim = blocks.CharBlock(label=_("what is claimed"))
    how_known = blocks.TextBlock(
        label=pgettext_lazy("of a claim", "evidence"),
        help_text=_("Who measured, how many people were asked, and what it was compared with."),
    )
    source = blocks.URLBlock(label=_("source"), required=False)
    year = blocks.IntegerBlock(label=_("year"), required=False, min_value=1900, max_value=2100)

    class Meta:
        icon = "tick"
        label = _("Evidence")
        description = _("One claim, with its evidence and its date.")
        template = "blocks/evidence.html"
        preview_value = {
            "claim": "Waiting time was halved",
            "how_known": "Register of the desk, all visitors of a year.",
            "year": 2020,
        }


class StepsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), required=False)
    steps = blocks.ListBlock(blocks.TextBlock(label=_("step"), rows=2), label=_("steps"), min_num=2)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        description = _("What was done, in order.")
        template = "blocks/steps.html"
        preview_value = {
            "title": "How to open a desk",
            "steps": ["Ask the associations.", "Find a room.", "Train the staff."],
        }


class KeepsWhatIsAskedFor:
    """Inherit before a chooser's block: an id of nothing stays, and is refused in the same words as a hidden one."""

    def value_from_form(self, value):
        if isinstance(value, str) and not Reference.to(self.model_class, value).is_possible:
            return None
        return super().value_from_form(value) or (value and self.model_class(pk=int(value)))

    def deconstruct(self):
        """To a migration it is Wagtail's."""
        kind = type(self).__mro__[2]
        return f"{kind.__module__}.{kind.__name__}", *super().deconstruct()[1:]


class ImageChooserBlock(KeepsWhatIsAskedFor, image_blocks.ImageChooserBlock):
    pass


class DocumentChooserBlock(KeepsWhatIsAskedFor, document_blocks.DocumentChooserBlock):
    pass


class ImageBlock(image_blocks.ImageBlock):
    """Wagtail's, with the chooser above."""

    def __init__(self, required=True, **kwargs) -> None:  # noqa: FBT002 (Wagtail's signature)
        super().__init__(required=required, **kwargs)
        chooser = ImageChooserBlock(required=required)
        chooser.set_name("image")
        self.child_blocks["image"] = chooser


class PictureBlock(blocks.StructBlock):
    image = ImageBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("A photograph or drawing, with a text for those who cannot see it.")
        template = "blocks/picture.html"


class FileBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("document"))
    title = blocks.CharBlock(label=_("what it is"))

    class Meta:
        icon = "doc-full"
        label = _("Document")
        description = _("A file to download.")
        template = "blocks/file.html"


class BodyBlock(blocks.StreamBlock):
    heading = HeadingBlock(group=pgettext_lazy("of a page", "Words"))
    text = TextBlock(group=pgettext_lazy("of a page", "Words"))
    quote = QuoteBlock(group=pgettext_lazy("of a page", "Words"))
    steps = StepsBlock(group=pgettext_lazy("of a page", "Words"))
    evidence = EvidenceBlock(group=_("Proof"))
    picture = PictureBlock(group=_("Proof"))
    file = FileBlock(group=_("Proof"))

    class Meta:
        template = "blocks/body.html"

    def value_from_datadict(self, data, files, prefix):
        """Of a form that lacks its counts and places, as where a script did not run: not whole, and said so."""
        try:
            return super().value_from_datadict(data, files, prefix)
        except (KeyError, TypeError, ValueError) as error:
            raise BadRequest(f"The blocks of {prefix} are not whole") from error


def anchor_of(heading: str) -> str:
    """Where a heading can be linked to, in whatever script; apart from the page's own anchors."""
    return f"more-{slugify(heading, allow_unicode=True)}"


def headings_of(body: blocks.StreamValue) -> list[Link]:
    """For a list of contents: a link to every heading."""
    headings = [child.value for child in body or () if child.block_type == "heading"]
    return [Link(heading, f"#{anchor_of(heading)}") for heading in headings]
