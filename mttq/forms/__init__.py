"""Forms in Excel, for people who don't write YAML: what a unit is asked, as a workbook, and read back from it."""
