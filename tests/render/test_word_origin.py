"""The properties of a Word document that name what it was made of."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from docx import Document
from msgspec import structs
from render_sample import REPORT

from mttq.render.word import docx, origin
from mttq.report.model import Origin

ORIGIN = Origin(kind="bao-cao", unit="quang-tri", cycle="2020", period="nam", checksum=REPORT.checksum)
DATED = structs.replace(ORIGIN, commit="a1" * 20, version="0.1.0")


def _part(one: Origin) -> bytes:
    content = docx.render(structs.replace(REPORT, origin=one), None)
    with ZipFile(BytesIO(content)) as file:
        return file.read(origin.PART)


def test_the_properties_are_those_of_the_reference() -> None:
    assert origin.properties(_part(DATED)) == {
        "mttq-loai": "bao-cao",
        "mttq-don-vi": "quang-tri",
        "mttq-nam": "2020",
        "mttq-ky": "nam",
        "mttq-ma-noi-dung": REPORT.checksum,
        "mttq-commit": "a1" * 20,
        "mttq-phien-ban": "0.1.0",
    }


def test_what_is_written_is_read_back() -> None:
    for one in (ORIGIN, DATED, structs.replace(ORIGIN, charts=True)):
        assert origin.origin_of(origin.properties(_part(one))) == one


def test_the_same_origin_gives_the_same_bytes_and_a_document_that_opens() -> None:
    contents = {docx.render(structs.replace(REPORT, origin=DATED), None) for _ in range(2)}
    assert len(contents) == 1
    assert Document(BytesIO(contents.pop())).core_properties.title == REPORT.title


def test_properties_of_the_template_stay() -> None:
    document = Document()
    origin.write(document, structs.replace(ORIGIN, unit="old"))
    part = next(one for one in document.part.package.parts if str(one.partname) == f"/{origin.PART}")
    part._blob = part.blob.replace(b"mttq-ky", b"Nguoi soan")
    origin.write(document, ORIGIN)
    found = origin.properties(part.blob)
    assert found["Nguoi soan"] == "nam"
    assert origin.origin_of(found) == ORIGIN


def test_a_broken_part_is_replaced() -> None:
    document = Document()
    origin.write(document, ORIGIN)
    part = next(one for one in document.part.package.parts if str(one.partname) == f"/{origin.PART}")
    part._blob = b"<half"
    origin.write(document, ORIGIN)
    assert origin.origin_of(origin.properties(part.blob)) == ORIGIN
    assert origin.properties(b"<half") == {}


def test_a_commit_counts_only_if_the_new_document_names_one() -> None:
    plain, dated, other = _part(ORIGIN), _part(DATED), _part(structs.replace(ORIGIN, checksum="0"))
    assert origin.same_data(plain, plain)
    assert origin.same_data(dated, plain)
    assert not origin.same_data(plain, dated)
    assert not origin.same_data(other, plain)


def test_the_checksum_is_that_of_what_is_said() -> None:
    signed = structs.replace(REPORT, signature=structs.replace(REPORT.signature, name="Người khác"))
    laid_out = structs.replace(REPORT, compact=not REPORT.compact, remarks=("lưu ý",))
    assert signed.checksum != REPORT.checksum
    assert laid_out.checksum == REPORT.checksum
