"""Excel workbooks: `xlsx` writes the sheets; the other modules set up pages, cell styles and charts."""
