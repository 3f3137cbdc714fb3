"""Drawing: sheets written as PDF, the only floor that knows ReportLab."""
