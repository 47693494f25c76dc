"""What leaves the house: files for spreadsheets, the IATI file, reports for funders."""
