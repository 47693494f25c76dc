"""A value on its way: entered by a city in a minute, judged by an M&E officer, asked for when it is due."""
