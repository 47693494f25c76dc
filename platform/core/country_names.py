"""How countries and territories are called: as the United Nations call them, or as the institutions of the EU do.

`COUNTRY_NAMES` says which. Here stands only what differs from the names of Unicode that a country's row has: where the
two disagree, or where a name says more than a name. Sources: UNTERM and the names of UN M49; the Interinstitutional
Style Guide of the EU, annexes A5 and A6, whose footnotes belong to the names wherever these stand.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext_lazy as _

UN, EU = "UN", "EU"
CODES = ("en", "fr", "es", "ar")

NAMES: dict[str, dict[str, tuple[str, str, str, str]]] = {
    UN: {
        "BN": ("Brunei Darussalam", "Brunéi Darussalam", "Brunei Darussalam", "بروني دار السلام"),
        "BO": (
            "Bolivia (Plurinational State of)",
            "Bolivie (État plurinational de)",
            "Bolivia (Estado Plurinacional de)",
            "بوليفيا (دولة - المتعددة القوميات)",
        ),
        "BY": ("Belarus", "Bélarus", "Belarús", "بيلاروس"),
        "CD": (
            "Democratic Republic of the Congo",
            "République démocratique du Congo",
            "República Democrática del Congo",
            "جمهورية الكونغو الديمقراطية",
        ),
        "CG": ("Congo", "Congo", "Congo", "الكونغو"),
        "CI": ("Côte d’Ivoire", "Côte d’Ivoire", "Côte d’Ivoire", "كوت ديفوار"),
        "CV": ("Cabo Verde", "Cabo Verde", "Cabo Verde", "كابو فيردي"),
        "FK": (
            "Falkland Islands (Malvinas)",
            "Îles Falkland (Malvinas)",
            "Islas Malvinas (Falkland)",
            "جزر فوكلاند (مالفيناس)",
        ),
        "FM": (
            "Micronesia (Federated States of)",
            "Micronésie (États fédérés de)",
            "Micronesia (Estados Federados de)",
            "ميكرونيزيا (ولايات - الموحدة)",
        ),
        "HK": (
            "China, Hong Kong Special Administrative Region",
            "Chine, région administrative spéciale de Hong Kong",
            "China, región administrativa especial de Hong Kong",
            "الصين، منطقة هونغ كونغ الإدارية الخاصة",
        ),
        "IR": (
            "Iran (Islamic Republic of)",
            "Iran (République islamique d’)",
            "Irán (República Islámica del)",
            "إيران (جمهورية - الإسلامية)",
        ),
        "KP": (
            "Democratic People’s Republic of Korea",
            "République populaire démocratique de Corée",
            "República Popular Democrática de Corea",
            "جمهورية كوريا الشعبية الديمقراطية",
        ),
        "KR": ("Republic of Korea", "République de Corée", "República de Corea", "جمهورية كوريا"),
        "LA": (
            "Lao People’s Democratic Republic",
            "République démocratique populaire lao",
            "República Democrática Popular Lao",
            "جمهورية لاو الديمقراطية الشعبية",
        ),
        "MD": ("Republic of Moldova", "République de Moldova", "República de Moldova", "جمهورية مولدوفا"),
        "MM": ("Myanmar", "Myanmar", "Myanmar", "ميانمار"),
        "MO": (
            "China, Macao Special Administrative Region",
            "Chine, région administrative spéciale de Macao",
            "China, región administrativa especial de Macao",
            "الصين، منطقة ماكاو الإدارية الخاصة",
        ),
        "PS": ("State of Palestine", "État de Palestine", "Estado de Palestina", "دولة فلسطين"),
        "RU": ("Russian Federation", "Fédération de Russie", "Federación de Rusia", "الاتحاد الروسي"),
        "SY": (
            "Syrian Arab Republic",
            "République arabe syrienne",
            "República Árabe Siria",
            "الجمهورية العربية السورية",
        ),
        "SZ": ("Eswatini", "Eswatini", "Eswatini", "إسواتيني"),
        "TL": ("Timor-Leste", "Timor-Leste", "Timor-Leste", "تيمور - ليشتي"),
        "TR": ("Türkiye", "Türkiye", "Türkiye", "تركيا"),
        "TW": (
            "Taiwan, Province of China",
            "Taïwan, province de Chine",
            "Taiwán, provincia de China",
            "مقاطعة تايوان الصينية",
        ),
        "TZ": (
            "United Republic of Tanzania",
            "République-Unie de Tanzanie",
            "República Unida de Tanzanía",
            "جمهورية تنزانيا المتحدة",
        ),
        "VA": ("Holy See", "Saint-Siège", "Santa Sede", "الكرسي الرسولي"),
        "VE": (
            "Venezuela (Bolivarian Republic of)",
            "Venezuela (République bolivarienne du)",
            "Venezuela (República Bolivariana de)",
            "فنزويلا (جمهورية - البوليفارية)",
        ),
        "VN": ("Viet Nam", "Viet Nam", "Viet Nam", "فييت نام"),
        "XK": (
            "Kosovo (UNSCR 1244)",
            "Kosovo (résolution 1244 du Conseil de sécurité)",
            "Kosovo (resolución 1244 del Consejo de Seguridad)",
            "كوسوفو (قرار مجلس الأمن 1244)",
        ),
    },
    EU: {
        "CD": (
            "Democratic Republic of the Congo",
            "République démocratique du Congo",
            "República Democrática del Congo",
            "جمهورية الكونغو الديمقراطية",
        ),
        "CG": ("Congo", "Congo", "Congo", "الكونغو"),
        "CI": ("Côte d’Ivoire", "Côte d’Ivoire", "Costa de Marfil", "كوت ديفوار"),
        "HK": ("Hong Kong", "Hong Kong", "Hong Kong", "هونغ كونغ"),
        "MM": ("Myanmar/Burma", "Myanmar/Birmanie", "Myanmar/Birmania", "ميانمار/بورما"),
        "MO": ("Macao", "Macao", "Macao", "ماكاو"),
        "PS": ("Palestine*", "Palestine*", "Palestina*", "فلسطين*"),
        "TR": ("Türkiye", "Türkiye", "Türkiye", "تركيا"),
        "XK": ("Kosovo*", "Kosovo*", "Kosovo*", "كوسوفو*"),
    },
}

FOOTNOTES = {
    EU: {
        "PS": _(
            "* This designation shall not be construed as recognition of a State of Palestine and is without prejudice "
            "to the individual positions of the Member States on this issue."
        ),
        "XK": _(
            "* This designation is without prejudice to positions on status, and is in line with UNSCR 1244/1999 and "
            "the ICJ Opinion on the Kosovo declaration of independence."
        ),
    }
}


def name_of_country(code: str, language: str) -> str:
    """As the chosen style calls it; empty where it has no name of its own for it."""
    names = NAMES[settings.COUNTRY_NAMES].get(code)
    return names[CODES.index(language)] if names and language in CODES else ""


def footnotes(countries: Iterable[str]) -> list[str]:
    """What has to stand where these countries are named."""
    known = FOOTNOTES.get(settings.COUNTRY_NAMES, {})
    return [str(known[code]) for code in sorted(set(countries)) if code in known]


def has_footnotes() -> bool:
    """Whether the chosen style has any."""
    return settings.COUNTRY_NAMES in FOOTNOTES
