"""The results framework: lines, periods and targets, edited on pages and in a spreadsheet."""
