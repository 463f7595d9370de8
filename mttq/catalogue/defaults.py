"""What the documents of a unit have in common (`mac-dinh/<unit>.yaml`): place, bases, addressees, signer, recipients.

The same keys are part of `van_ban` in each document, which takes precedence key by key. The signer as a whole is one
key, so that the name of one person never meets the position of another.
"""

from __future__ import annotations

from msgspec import Struct

from mttq.schema import Either, Field, ListOf, Name, Record, as_mapping, as_names, as_text, as_word
from mttq.source import Mapping, Scalar, Source

_NAMES = ListOf(Name())

PLACE = Field("dia_danh", Name(), "địa danh")
BASIS = Field("can_cu", _NAMES, "các văn bản căn cứ")
ADDRESSED_TO = Field("kinh_gui", Either(scalar=Name(), sequence=_NAMES), "nơi kính gửi")
ON_BEHALF_OF = Field("thay_mat", Name(), "thẩm quyền, ví dụ TM. BAN THƯỜNG TRỰC")
SIGNING_FOR = Field("ky_thay", Name(), "ký thay, ví dụ KT. CHỦ TỊCH")
POSITION = Field("chuc_vu", Name(), "chức vụ")
SIGNER_NAME = Field("ho_ten", Name(), "họ và tên")
SIGNER = Field("nguoi_ky", Record("người ký", (ON_BEHALF_OF, SIGNING_FOR, POSITION, SIGNER_NAME)), "người ký")
RECIPIENTS = Field("noi_nhan", _NAMES, "nơi nhận")

SHAPE = Record("phần chung của các văn bản", (PLACE, BASIS, ADDRESSED_TO, SIGNER, RECIPIENTS))


class Signer(Struct, frozen=True):
    """Who signs, as written; "" for what is missing."""

    on_behalf_of: str = ""
    signing_for: str = ""
    position: str = ""
    name: str = ""


class Defaults(Struct, frozen=True, kw_only=True):
    """What the documents of one unit have in common.

    Attributes:
        unit: the unit.
        place: the place they are dated from, or "".
        basis: the documents they rest on.
        addressed_to: whom they are addressed to.
        signer: who signs them, or None.
        recipients: who receives them.
        path: the file.
    """

    unit: str
    place: str = ""
    basis: tuple[str, ...] = ()
    addressed_to: tuple[str, ...] = ()
    signer: Signer | None = None
    recipients: tuple[str, ...] = ()
    path: str = ""


def read_defaults(source: Source, unit: str) -> Defaults:
    """Read the defaults of a unit from their file; what does not fit the shape is passed over."""
    root = as_mapping(source.root)
    return Defaults(
        unit=unit,
        place=as_word(root.get(PLACE.key)) or "",
        basis=as_names(root.get(BASIS.key)),
        addressed_to=read_addressees(root),
        signer=read_signer(root),
        recipients=as_names(root.get(RECIPIENTS.key)),
        path=source.path,
    )


def read_addressees(form: Mapping) -> tuple[str, ...]:
    """Read whom a document is addressed to: a name, or a list of names."""
    node = form.get(ADDRESSED_TO.key)
    return as_text(node) if isinstance(node, Scalar) else as_names(node)


def read_signer(form: Mapping) -> Signer | None:
    """Read who signs; None if nothing is said about it."""
    signer = form.get(SIGNER.key)
    if not isinstance(signer, Mapping):
        return None
    keys = (ON_BEHALF_OF, SIGNING_FOR, POSITION, SIGNER_NAME)
    return Signer(*(as_word(signer.get(field.key)) or "" for field in keys))
