"""What the documents of a unit have in common (`mac-dinh/<unit>.yaml`): place, bases, addressees, signer, recipients.

The same keys are part of `van_ban` in each document, which takes precedence key by key. The signer as a whole is one
key, so that the name of one person never meets the position of another.
"""

from __future__ import annotations

from msgspec import Struct

from mttq.schema import Either, Field, ListOf, Name, Record, as_mapping, as_names, as_text, as_word
from mttq.source import Mapping, Scalar, Sequence, Source

_NAMES = ListOf(Name())

PLACE = Field("dia_danh", Name(), "địa danh")
BASIS = Field("can_cu", _NAMES, "các văn bản căn cứ")
ADDRESSED_TO = Field("kinh_gui", Either(scalar=Name(), sequence=_NAMES), "nơi kính gửi")
ON_BEHALF_OF = Field("thay_mat", Name(), "thẩm quyền, ví dụ TM. BAN THƯỜNG TRỰC")
SIGNING_FOR = Field("ky_thay", Name(), "ký thay, ví dụ KT. CHỦ TỊCH")
POSITION = Field("chuc_vu", Name(), "chức vụ")
SIGNER_NAME = Field("ho_ten", Name(), "họ và tên")
SIGNING_BODY = Field("co_quan", Name(), "tên cơ quan của người ký, nếu là văn bản liên tịch")
_SIGNER = Record("người ký", (SIGNING_BODY, ON_BEHALF_OF, SIGNING_FOR, POSITION, SIGNER_NAME))
SIGNER = Field(
    "nguoi_ky",
    Either(mapping=_SIGNER, sequence=ListOf(_SIGNER)),
    "người ký; một danh sách nếu là văn bản liên tịch, cơ quan chủ trì trước",
)
RECIPIENTS = Field("noi_nhan", _NAMES, "nơi nhận")
COMPILER = Field(
    "nguoi_lap_bieu", Name(), "người lập biểu, in cùng người ký dưới các bảng của phụ lục số liệu"
)

SHAPE = Record("phần chung của các văn bản", (PLACE, BASIS, ADDRESSED_TO, SIGNER, RECIPIENTS, COMPILER))


class Signer(Struct, frozen=True):
    """Who signs, as written, and in a joint document for which body; "" for what is missing."""

    body: str = ""
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
        cosigners: who signs them together with that one.
        recipients: who receives them.
        compiler: who compiled the figures of the annex, or "".
        path: the file.
    """

    unit: str
    place: str = ""
    basis: tuple[str, ...] = ()
    addressed_to: tuple[str, ...] = ()
    signer: Signer | None = None
    cosigners: tuple[Signer, ...] = ()
    recipients: tuple[str, ...] = ()
    compiler: str = ""
    path: str = ""


def read_defaults(source: Source, unit: str) -> Defaults:
    """Read the defaults of a unit from their file; what does not fit the shape is passed over."""
    root = as_mapping(source.root)
    signers = read_signers(root)
    return Defaults(
        unit=unit,
        place=as_word(root.get(PLACE.key)) or "",
        basis=as_names(root.get(BASIS.key)),
        addressed_to=read_addressees(root),
        signer=signers[0] if signers else None,
        cosigners=signers[1:],
        recipients=as_names(root.get(RECIPIENTS.key)),
        compiler=as_word(root.get(COMPILER.key)) or "",
        path=source.path,
    )


def read_addressees(form: Mapping) -> tuple[str, ...]:
    """Read whom a document is addressed to: a name, or a list of names."""
    node = form.get(ADDRESSED_TO.key)
    return as_text(node) if isinstance(node, Scalar) else as_names(node)


def read_signers(form: Mapping) -> tuple[Signer, ...]:
    """Read who signs, the leading body first."""
    node = form.get(SIGNER.key)
    signers = node.items if isinstance(node, Sequence) else (node,)
    return tuple(_signer(one) for one in signers if isinstance(one, Mapping))


def _signer(form: Mapping) -> Signer:
    return Signer(
        body=as_word(form.get(SIGNING_BODY.key)) or "",
        on_behalf_of=as_word(form.get(ON_BEHALF_OF.key)) or "",
        signing_for=as_word(form.get(SIGNING_FOR.key)) or "",
        position=as_word(form.get(POSITION.key)) or "",
        name=as_word(form.get(SIGNER_NAME.key)) or "",
    )
