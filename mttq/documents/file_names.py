"""The names of documents, and the known name that was meant by another.

Windows hides endings, numbers copies and lets people type capitals, spaces and accents. A report saved as
`quy-2.yaml.txt`, `Quý 2.yaml` or `quy-2 (1).yaml` would be missing without a word, or be refused with a list of names.
"""

from __future__ import annotations

import re
from functools import lru_cache

from mttq.diagnostics import FILE_START, LEFTOVER_FILE, MISPLACED_FILE, UNREAD_FILE, Diagnostic
from mttq.documents.model import BRIEFING
from mttq.files import is_leftover
from mttq.names import CATALOGUE, PLANS, own_path
from mttq.period import PERIODS, parse_cycle
from mttq.spelling import without_marks

_PLAN = "ke-hoach"
ENDING = ".yaml"

_KNOWN = frozenset({_PLAN, *PERIODS, *(f"{BRIEFING}{name}" for name in PERIODS if name.startswith("quy-"))})
_SQUEEZED = {name.replace("-", ""): name for name in _KNOWN}
_TEXT_ENDINGS = (ENDING, ".yml", ".txt")
_SEALED_ENDINGS = (".zip", ".rar", ".7z", ".gz", ".lnk")
"""Of files that hold or name another one, so that a new name would not make them readable."""
_OTHER_ENDINGS = (
    *(
        ".docx",
        ".docm",
        ".doc",
        ".odt",
        ".rtf",
        ".xlsx",
        ".xlsm",
        ".xls",
        ".ods",
        ".csv",
        ".pdf",
        ".json",
        ".md",
    ),
    *(".bak", ".old", ".orig", "~"),
    *_SEALED_ENDINGS,
)
_VERSION = (
    r"copy[0-9]*|sao chep|ban (?:sao|cuoi|chinh|moi)|chinh thuc|cuoi(?: cung)?|(?:da )?sua(?: doi)?|dinh chinh|"
    r"bo sung|moi|final|new|shortcut|lan ?[0-9]+|v[0-9]+"
).replace(" ", "[ _-]")
_COPY = re.compile(rf"(?:[ _-]*(?:\([0-9]+\)|\(?(?:{_VERSION})\)?))+$")
_LETTER_AND_DIGIT = re.compile(r"(?<=[a-z])(?=[0-9])|(?<=[0-9])(?=[a-z])")
_FRAME = re.compile(r"^(?:bao-cao-)?(.*?)(?:-(?:nam-)?20[0-9]{2})?$")
"""What offices add to the name of a period: `Báo cáo quý 1 năm 2022`."""
_SHORT = {"q": "quy", "t": "thang"}
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


@lru_cache(maxsize=4096)
def meant_name(name: str) -> str | None:
    """Return the known name, without its ending, that a file's name was meant to be; None for any other file."""
    if name.startswith((".", "~$")):
        return None
    word = without_marks(name.casefold())
    while ending := next((one for one in (*_TEXT_ENDINGS, *_OTHER_ENDINGS) if word.endswith(one)), ""):
        word = word.removesuffix(ending)
    word = _COPY.sub("", word).strip()
    word = re.sub(r"[\s_.-]+", "-", _LETTER_AND_DIGIT.sub("-", word))
    framed = _FRAME.match(word)
    word = framed[1] if framed else word
    head, _, last = word.rpartition("-")
    head = _SHORT.get(head, head)
    word = f"{head}-{last}" if head else last
    if last in _ROMAN:
        word = f"{head}-{_ROMAN[last]}"
    elif head == "thang" and len(last) == 1:
        word = f"{head}-0{last}"
    elif head == "quy" and last.startswith("0"):
        word = f"{head}-{last[1:]}"
    return _SQUEEZED.get(word.replace("-", ""))


def rename(name: str, others: frozenset[str] | set[str]) -> str | None:
    """Return what to do with a file of a wrong name; None if it resembles no known one.

    Args:
        name: its name.
        others: the names of the files in its folder.
    """
    meant = meant_name(name)
    if meant is None:
        return None
    right = f"{meant}{ENDING}"
    if right in others:
        return f"trong thư mục đã có {right}: gộp nội dung của hai tệp nếu cần, rồi xóa tệp này"
    return f"đổi tên tệp thành {right}"


def unread(relative: str, name: str, others: set[str]) -> Diagnostic | None:
    """Report a file that is not read although its name without endings is that of a document, or a leftover.

    A copy in another format beside the document itself is nobody's loss.

    Args:
        relative: its folder, from the root.
        name: its name, which does not end like that of a YAML file.
        others: the names of the files in its folder.
    """
    if is_leftover(name):
        return Diagnostic(
            LEFTOVER_FILE,
            f"{relative}/{name}",
            FILE_START,
            "đây là tệp tạm của một lần chạy mttq bị ngắt giữa chừng, không được đọc",
            help="xóa tệp này và đừng đưa vào git; nếu lần chạy ấy xong đã lâu thì mttq fmt tự xóa",
        )
    own = own_path(relative)
    year = own.removeprefix(f"{PLANS}/").partition("/")[0]
    if own == PLANS or own.startswith(CATALOGUE) or parse_cycle(year) is None:
        return None
    meant = meant_name(name)
    if meant is None or f"{meant}{ENDING}" in others:
        return None
    path, right = f"{relative}/{name}", f"{meant}{ENDING}"
    folded = name.casefold()
    if folded.endswith(_SEALED_ENDINGS) or (folded.endswith(_OTHER_ENDINGS) and ENDING not in folded):
        message = f"tệp này không được đọc; kỳ này chưa có tệp {right}"
        remedy = f"nếu đây là văn bản của kỳ này thì ghi số liệu và nội dung vào {right}"
        return Diagnostic(UNREAD_FILE, path, FILE_START, message, help=remedy)
    message = f"tệp này không được đọc vì tên không phải {right}"
    remedy = f"đổi tên tệp thành {right}; nếu Windows ẩn đuôi tệp thì bật “File name extensions” để thấy"
    return Diagnostic(MISPLACED_FILE, path, FILE_START, message, help=remedy)
