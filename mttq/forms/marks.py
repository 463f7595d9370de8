"""The marks in a form by which it is read back, whatever people do to its looks.

Hidden cells say what a row and a column hold, so that rows and columns may be inserted and sheets renamed. The
first hidden cell of a sheet says which sheet it is.
"""

from __future__ import annotations

import hashlib

from mttq.catalogue import Catalogue
from mttq.documents.shapes import FIGURES, NOTE, PROPOSALS, RESULTS, STATE, STATED_FIGURES, WEAKNESSES

VERSION = 1
"""The version of the marks; a program reads its own and older ones."""

FORM = "mttq:bieu-mau"
FIGURES_SHEET = "mttq:so-lieu"
TEXTS_SHEET = "mttq:noi-dung"
TASKS_SHEET = "mttq:nhiem-vu"

# The columns of the sheets.
OWN, STATED, REMARK = FIGURES.key, STATED_FIGURES.key, NOTE.key
NAME, MEASURE = "ten", "don_vi_tinh"
DONE, DIFFICULTIES, WISHES = RESULTS.key, WEAKNESSES.key, PROPOSALS.key
TASK_STATE, TASK_RESULT = STATE.key, RESULTS.key

# What the hidden sheet says of the form.
KEY_VERSION, KEY_UNIT, KEY_YEAR, KEY_PERIOD, KEY_CATALOGUE = (
    "phien_ban",
    "don_vi",
    "nam",
    "ky",
    "danh_muc",
)

HEADING = "#"
"""A row whose mark begins with this holds no answers."""
TASK_SEPARATOR = "#"
"""Between the programme and the code of a task: `2#tong-ket`."""
GENERAL = "0"
"""The row of texts of no programme."""


DIVIDED = "(Báo cáo đã có, chia thành nhiều mục; sửa trong báo cáo.)"
"""What stands where a text can't be filled in."""


def catalogue_mark(catalogue: Catalogue) -> str:
    """Return a short hash of the indicators with their units of measure and programmes."""
    digest = hashlib.sha256()
    for one in catalogue.indicators.values():
        programmes = sorted(one.programme.items())
        digest.update(repr((one.id, one.measure.name, programmes)).encode())
    return digest.hexdigest()[:16]
