"""Charts drawn by the server as SVG. Callers bring plain facts and include a template; nothing here knows a subject."""

from charts.cuts import CARD, HEADER, Cut, Size, cut
from charts.facts import CONFIRMED, DOCUMENTED, KINDS, REPORTED, ListedPort, Meeting, Port, Voyage
from charts.frames import NARROW, NARROW_RTL, WIDE, WIDE_RTL, Frame, frames_for
from charts.headers import header_cut
from charts.sea_chart import SeaChart, draw
from charts.series import Bar, Reading, Sparkline, TimeChart, bars, sparkline, time_chart

__all__ = [
    "CARD",
    "CONFIRMED",
    "DOCUMENTED",
    "HEADER",
    "KINDS",
    "NARROW",
    "NARROW_RTL",
    "REPORTED",
    "WIDE",
    "WIDE_RTL",
    "Bar",
    "Cut",
    "Frame",
    "ListedPort",
    "Meeting",
    "Port",
    "Reading",
    "SeaChart",
    "Size",
    "Sparkline",
    "TimeChart",
    "Voyage",
    "bars",
    "cut",
    "draw",
    "frames_for",
    "header_cut",
    "sparkline",
    "time_chart",
]
