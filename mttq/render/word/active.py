"""Whatever in a Word file fetches another file or runs something when it is opened.

A template with such a thing would put it into every document made from it, so
it is refused, as one with macros is. A link that a reader has to click is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from mttq.render.office import Element
from mttq.spelling import shortened

_FETCHES = "lấy tệp khác hoặc chạy lệnh"
_FIELDS = {
    **dict.fromkeys(
        ("DDE", "DDEAUTO", "LINK", "IMPORT", "INCLUDE", "INCLUDETEXT", "INCLUDEPICTURE"), _FETCHES
    ),
    **dict.fromkeys(("RD", "DATABASE", "MACROBUTTON", "EMBED"), _FETCHES),
    **dict.fromkeys(("FILLIN", "ASK"), "hỏi người mở văn bản rồi in câu trả lời"),
    **dict.fromkeys(("AUTOTEXT", "AUTOTEXTLIST", "GLOSSARY"), "lấy chữ từ máy của người mở văn bản"),
    "PRINT": "gửi lệnh thẳng đến máy in",
    "QUOTE": "in chữ mà mẫu không cho thấy",
}
_MERGED = "MERGEFIELD"
_UNLINK = "trong Word bấm Alt+F9 để thấy các trường, chọn trường ấy, bấm Ctrl+Shift+F9 rồi lưu lại"
_CHUNKED = (
    "mẫu chèn nguyên một tệp khác (altChunk) nên không được mở;"
    " mở bằng Word rồi lưu lại ở dạng Word Document (.docx)"
)
_CHUNK, _CONTROLS = "aFChunk", ("control", "activeXControlBinary")
_CLICKED = ("hyperlink",)
_LINKS = {
    "attachedTemplate": (
        "mẫu gắn với mẫu Word khác là “{target}”",
        "trong Word vào Developer, Document Template, gắn lại với Normal rồi lưu lại",
    ),
    "oleObject": (
        "mẫu có đối tượng liên kết (OLE) với “{target}”",
        "trong Word vào File, Info, Edit Links to Files, bấm Break Link rồi lưu lại",
    ),
    "image": (
        "mẫu có hình liên kết với “{target}”",
        "chèn hình vào ngay trong tệp (Insert, không phải Link to File) rồi lưu lại",
    ),
}
_OTHER_LINK = ("mẫu có liên kết với “{target}”", "bỏ liên kết ấy trong Word rồi lưu lại")


def active_relation(relations: Element) -> str:
    """Return why a part with relations is refused, in Vietnamese; "" if it fetches and runs nothing."""
    for one in relations.iter("{*}Relationship"):
        kind = one.get("Type", "").rpartition("/")[2]
        if kind == _CHUNK:
            return _CHUNKED
        if kind in _CONTROLS:
            return "mẫu có nút hay ô ActiveX chạy được lệnh nên không được mở; xóa nút hay ô ấy rồi lưu lại"
        if one.get("TargetMode") == "External" and kind not in _CLICKED:
            fact, help = _LINKS.get(kind, _OTHER_LINK)
            target = shortened(one.get("Target", ""))
            return f"{fact.format(target=target)}, tệp ấy được lấy về mỗi khi mở văn bản; {help}"
    return ""


def active_content(tree: Element) -> str:
    """Return why a part with fields or another file in it is refused, in Vietnamese; "" if it isn't."""
    for instruction in _instructions(tree):
        name = (instruction.split() or [""])[0].strip('"').upper()
        if name in _FIELDS:
            return f"mẫu có trường {name}, {_FIELDS[name]}, nên không được mở; {_UNLINK}"
        if name == _MERGED:
            merged = instruction.split()[1:2]
            shown = shortened(merged[0].strip('"')) if merged else "…"
            return (
                f"mẫu có trường trộn thư {_MERGED} “{shown}”, sẽ để trống trong văn bản;"
                f" thay trường ấy bằng một thẻ, viết “{{{{ tên }}}}”"
            )
    return "" if next(tree.iter("{*}altChunk"), None) is None else _CHUNKED


def _instructions(tree: Element) -> Iterator[str]:
    """Yield the instruction of each field, which Word may have split, without those of the fields inside it."""
    waiting: list[list[str]] = []
    for one in tree.iter(etree.Element):
        match etree.QName(one).localname:
            case "fldSimple":
                yield next((value for key, value in one.items() if key.endswith("}instr")), "")
            case "instrText" | "delInstrText" if waiting:
                waiting[-1].append(one.text or "")
            case "fldChar":
                step = next((value for key, value in one.items() if key.endswith("}fldCharType")), "")
                if step == "begin":
                    waiting.append([])
                elif step == "separate" and waiting:
                    yield "".join(waiting[-1])
                elif step == "end" and waiting:
                    yield "".join(waiting.pop())
    yield from ("".join(one) for one in waiting)
