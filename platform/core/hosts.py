"""What a mixin stands before, told to the type checker alone.

`class OneNameIsEnough(hosts.Form)` says that it is inherited before a form. At run time it inherits nothing, and fits
before every class of that kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.forms import BaseForm as Form
    from django.forms import BaseModelForm as ModelForm
    from django.forms import Field
    from wagtail.admin.forms import WagtailAdminModelForm as AdminForm
    from wagtail.models import Page
else:
    AdminForm = Field = Form = ModelForm = Page = object

__all__ = ["AdminForm", "Field", "Form", "ModelForm", "Page"]
