"""Names of the project's folders and files, and of what the command line offers.

Imports nothing, so that help and completion can use it without loading what the names stand for. The tables
behind the names (`report.kinds.KINDS`, `render.formats.FORMATS`) are compared with them by a test.
"""

from __future__ import annotations

PLANS = "plans"
REPORTS = "reports"
TEMPLATES = "templates"
CACHE = ".mttq_cache"

CATALOGUE = f"{PLANS}/danh-muc"
PROGRAMMES = f"{CATALOGUE}/chuong-trinh.yaml"
UNITS = f"{CATALOGUE}/don-vi"
INDICATORS = f"{CATALOGUE}/chi-tieu"
CAMPAIGNS = f"{CATALOGUE}/dot.yaml"
SETTINGS = f"{CATALOGUE}/mttq.yaml"
DEFAULTS = f"{CATALOGUE}/mac-dinh"
PROFILES = f"{TEMPLATES}/the-thuc"
TABLE_MAPS = f"{TEMPLATES}/bang"

TAG_FIELDS = ("nam", "don_vi", "ky")
"""What the name of an approving tag may have between braces: year or term, unit, the file's name without ending."""

CHUONG_TRINH = "chuong-trinh"
BAO_CAO = "bao-cao"
NHIEM_KY = "nhiem-ky"
GIAO_BAN = "giao-ban"
PHU_LUC = "phu-luc"
TONG_HOP = "tong-hop"
DOCUMENT_KINDS = (CHUONG_TRINH, BAO_CAO, NHIEM_KY, GIAO_BAN, PHU_LUC, TONG_HOP)
"""Kinds of document that `mttq report` makes."""

DOCUMENT_FORMATS = ("docx", "md", "xlsx")
"""Formats in which `mttq report` writes them."""
