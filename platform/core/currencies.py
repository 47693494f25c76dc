"""Money is said in a currency of ISO 4217."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

ISO_4217 = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYR BZD CAD CDF
CHF CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EEK EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF
GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR
LRD LSL LTL LVL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB
PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLL SOS SRD SSP STD SVC SYP SZL THB TJS
TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN USS UYI UYU UZS VEF VND VUV WST XAF XBT XCD XDR XOF XPF YER ZAR ZMK
ZWL
"""
CODES = frozenset(ISO_4217.split())


class CurrencyField(models.CharField):
    """A code of ISO 4217, in capitals however it is typed; another raises `ValidationError`."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **{"max_length": 3, **kwargs})

    def deconstruct(self):
        """To the database it is a text: codes come and go without a migration."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def to_python(self, value) -> str | None:
        text = super().to_python(value)
        return text.strip().upper() if text else text

    def clean(self, value, model_instance) -> str:
        code = self.to_python(value)
        if code and code not in CODES:
            raise ValidationError(_("This is not an ISO 4217 code. For example: EUR."), code="invalid")
        return super().clean(value, model_instance)

    def formfield(self, **kwargs) -> forms.Field | None:
        """Not cut to three signs while it is typed: what is too long is refused in words."""
        marks = {"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}
        return super().formfield(**{"max_length": None, "widget": forms.TextInput(attrs=marks), **kwargs})
