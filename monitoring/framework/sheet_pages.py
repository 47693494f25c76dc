"""A framework goes out as a spreadsheet and comes back: first it is said what would change, then it is done."""

from __future__ import annotations

from dataclasses import asdict

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from core.exports import XLSX

from .places import Place, place_for
from .sheet_planning import Plan, carry_out, plan
from .sheet_reading import SheetRow, read_sheets
from .sheets import workbook

SALT = "monitoring.framework.sheet_pages"
DAY = 24 * 3600


class SheetForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Spreadsheet (.xlsx)"),
        help_text=gettext_lazy("At most 1 MB. You first see what would change; nothing is saved yet."),
        widget=forms.FileInput(attrs={"accept": f".xlsx,{XLSX}"}),
    )


@login_required
@never_cache
def framework_file(request: HttpRequest, pk: int) -> FileResponse:
    place = place_for(request.user, pk)
    name = f"framework-{place.page.slug}.xlsx"
    return FileResponse(workbook(place), as_attachment=True, filename=name, content_type=XLSX)


@login_required
@never_cache
def framework_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Download, upload, look, confirm. What was read travels in the page, signed, so that it is read once."""
    place = place_for(request.user, pk)
    confirms = "token" in request.POST
    form = SheetForm(None if confirms or request.method != "POST" else request.POST, request.FILES or None)
    made, token = None, ""
    if confirms:
        made, token = _confirmed(request, place)
        if made is None:
            return HttpResponseRedirect(place.url)
    elif request.method == "POST" and form.is_valid():
        made, token = _read(place, form)
    context = {"place": place, "form": form, "plan": made, "token": token, "changed_meanwhile": confirms}
    return render(request, "monitoring/framework/sheet.html", context)


def _read(place: Place, form: SheetForm) -> tuple[Plan | None, str]:
    try:
        rows = read_sheets(form.cleaned_data["file"])
    except ValidationError as error:
        form.add_error("file", error)
        return None, ""
    made = plan(place, rows)
    return made, _token(place, rows, made)


def _token(place: Place, rows: list[SheetRow], made: Plan) -> str:
    """What was read, and what was shown of it."""
    content = {"place": place.pk, "rows": [asdict(row) for row in rows], "digest": made.digest}
    return signing.dumps(content, salt=SALT, compress=True)


def _confirmed(request: HttpRequest, place: Place) -> tuple[Plan | None, str]:
    """Nothing when it is done; the plan again when something else would be done by now than what was shown."""
    try:
        content = signing.loads(request.POST["token"], salt=SALT, max_age=DAY)
    except signing.BadSignature:
        messages.error(request, _("This took too long. Send the file again."))
        return None, ""
    rows = [SheetRow(**row) for row in content["rows"]]
    made = plan(place, rows)
    if content["place"] != place.pk or made.digest != content["digest"] or made.problems:
        return made, _token(place, rows, made)
    carry_out(made, by=request.user)
    messages.success(request, _("The framework now matches the file."))
    return None, ""
