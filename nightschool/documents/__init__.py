"""The only room that knows ReportLab and the spreadsheet libraries: record in, bytes out."""
