"""What a shape allows, as Vietnamese sentences that an editor shows next to a key."""

from __future__ import annotations

from typing import assert_never

from mttq.schema.shapes import (
    Amount,
    Choice,
    Day,
    Either,
    Flag,
    Identifier,
    KeyKind,
    ListOf,
    Measure,
    Name,
    Pattern,
    Record,
    Refers,
    Shape,
    Table,
    Text,
    Whole,
)
from mttq.spelling import capitalised

_REFERENCES = {
    Refers.UNIT: "mã đầy đủ của một đơn vị, ví dụ quang-tri/huong-hoa",
    Refers.INDICATOR: "mã một chỉ tiêu trong danh mục, ví dụ nha-dai-doan-ket",
    Refers.PROGRAMME_SET: "mã một bộ chương trình trong danh mục, ví dụ 2019-2024",
    Refers.CYCLE: "năm (2020) hoặc nhiệm kỳ (2019-2024)",
    Refers.PERIOD: "tên một kỳ, ví dụ quy-4, thang-02, 6-thang, nam",
    Refers.PERIOD_OR_DAY: "tên một kỳ (quy-4) hoặc một ngày (2020-12-15)",
    Refers.TASK: "đơn vị cấp trên, dấu # rồi mã nhiệm vụ, ví dụ trung-uong#tuyen-truyen",
}
_KEYS = {
    KeyKind.ID: "chữ thường không dấu, chữ số và dấu gạch nối",
    KeyKind.PATH: "mã đầy đủ, ví dụ quang-tri/huong-hoa",
    KeyKind.PROGRAMME: "số thứ tự, ví dụ 2",
    KeyKind.TERM: "năm đầu và năm cuối, ví dụ 2019-2024",
    KeyKind.FREE: "viết trên một dòng",
}


def how_to_write(shape: Shape) -> str:
    """Say what may be written, as a sentence: `Một ngày, viết 2020-01-15 hoặc 15/01/2020.`."""
    return capitalised(_phrase(shape)) + "."


def _phrase(shape: Shape) -> str:
    match shape:
        case Text():
            return "một câu, hoặc danh sách các đoạn (mỗi dòng bắt đầu bằng dấu gạch “- ”)"
        case Name():
            return "một dòng chữ"
        case Amount():
            return (
                "một số liệu, ví dụ 4,2 tỷ đồng, 17.363 nhà, 0,18%; số không kèm đơn vị thì viết liền: 17363"
            )
        case Day():
            return "một ngày, viết 2020-01-15 hoặc 15/01/2020"
        case Flag():
            return "true (có) hoặc false (không)"
        case Whole():
            return "một số nguyên, viết liền bằng chữ số"
        case Choice(values):
            return "một trong các từ: " + ", ".join(values)
        case Measure(units, least, most):
            named = [one for one in units if one]
            how = f"một số đo từ {least} đến {most} {units[0]}".rstrip()
            return f"{how}, phần thập phân sau dấu phẩy" + (f"; đơn vị: {', '.join(named)}" if named else "")
        case Pattern(names):
            return "một dòng chữ; chỗ điền: " + ", ".join(f"{{{name}}}" for name in names)
        case Identifier(_, key, refers):
            if refers is not None:
                return _REFERENCES[refers]
            return f"một mã: {_KEYS[key]}" if key is not None else "một mã"
        case ListOf(item):
            return f"danh sách, mỗi mục một dòng bắt đầu bằng dấu gạch “- ”; mỗi mục là {_phrase(item)}"
        case Table():
            return f"mỗi dòng một {_key(shape)}; mỗi dòng là {_phrase(shape.value)}"
        case Record(_, fields):
            return "nhóm khóa gồm " + ", ".join(field.key for field in fields)
        case Either(scalar, mapping, sequence):
            if callable(mapping):
                return "nhóm khóa cùng dạng với cấp trên"
            forms = [form for form in (scalar, mapping, sequence) if form is not None]
            return "; hoặc ".join(map(_phrase, forms))
        case _:
            assert_never(shape)


def _key(shape: Table) -> str:
    form = _REFERENCES[shape.refers] if shape.refers is not None else _KEYS[shape.key]
    return f"{shape.key_title} ({form})"
