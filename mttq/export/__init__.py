"""The figures of a project as tidy tables for other programs: CSV or Parquet, with a data dictionary."""

from mttq.export.package import ExportFormat, TableFile, write_tables
from mttq.export.tables import TABLES, ColumnType, ExportColumn, ExportTable

__all__ = ["TABLES", "ColumnType", "ExportColumn", "ExportFormat", "ExportTable", "TableFile", "write_tables"]
