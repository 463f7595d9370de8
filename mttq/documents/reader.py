"""The content of one file under a unit's folder read into a plan, a report or a briefing.

What does not fit is reported and passed over; the rest of the document is
still read, so that one run shows everything.
"""

from __future__ import annotations

from collections.abc import Callable

from mttq.catalogue import Catalogue
from mttq.diagnostics import Diagnostic, Span
from mttq.documents.figures import FigureReader
from mttq.documents.model import (
    Amendment,
    Assessment,
    Briefing,
    Document,
    DocumentKind,
    FileRef,
    Header,
    Issued,
    Meeting,
    Named,
    Paragraphs,
    PeriodReport,
    Plan,
    ProgrammePlan,
    ProgrammeResult,
    Scope,
    Section,
    Signer,
    Task,
    TaskResult,
)
from mttq.documents.shapes import shape_of
from mttq.schema import as_day, as_mapping, as_names, as_text, as_whole, as_word, validate
from mttq.source import Mapping, Node, Scalar, Sequence, Source


def read_document(
    source: Source, ref: FileRef, catalogue: Catalogue
) -> tuple[Document | None, list[Diagnostic]]:
    """One document, and everything wrong with it on its own.

    Args:
        source: the file as read.
        ref: what its place says of it.
        catalogue: the indicators that its figures are measured by.

    Returns:
        The document, or None where the file holds nothing to read, and the faults.
    """
    faults = list(source.diagnostics)
    if source.root is None:
        return None, faults
    faults += validate(source.root, shape_of(ref.kind.value), ref.path)
    if not isinstance(source.root, Mapping):
        return None, faults
    reader = _Reader(source.root, ref, catalogue)
    readers: dict[DocumentKind, Callable[[], Document]] = {
        DocumentKind.PLAN: reader.plan,
        DocumentKind.REPORT: reader.report,
        DocumentKind.BRIEFING: reader.briefing,
    }
    document = readers[ref.kind]()
    return document, faults + reader.figures.faults


class _Reader:
    def __init__(self, root: Mapping, ref: FileRef, catalogue: Catalogue) -> None:
        self.root = root
        self.ref = ref
        self.figures = FigureReader(ref.path, catalogue, ref.cycle.is_term)

    def plan(self) -> Plan:
        root = self.root
        programmes = root.entry("chuong_trinh")
        return Plan(
            self.ref,
            self._header(),
            _named(root.get("bo_chuong_trinh")),
            _issued(root.get("van_ban")),
            as_text(root.get("mo_dau")),
            as_text(root.get("boi_canh")),
            as_text(root.get("muc_tieu_chung")),
            self.figures.figures(root.get("so_lieu"), Scope.OWN, None),
            tuple(
                self._programme_plan(number, key, as_mapping(node))
                for key, node in as_mapping(root.get("chuong_trinh")).items()
                if (number := as_whole(key))
            ),
            programmes.key.span if programmes is not None else root.span,
            as_text(root.get("to_chuc_thuc_hien")),
            as_text(root.get("loi_ket")),
            _amendments(root.get("dieu_chinh")),
        )

    def report(self) -> PeriodReport:
        root = self.root
        return PeriodReport(
            self.ref,
            self._header(),
            as_day(root.get("so_lieu_den")),
            as_text(root.get("nguon")),
            _issued(root.get("van_ban")),
            as_text(root.get("mo_dau")),
            self._sections(root.get("tinh_hinh"), None),
            self.figures.figures(root.get("so_lieu"), Scope.OWN, None),
            tuple(
                self._programme_result(number, key, as_mapping(node))
                for key, node in as_mapping(root.get("chuong_trinh")).items()
                if (number := as_whole(key))
            ),
            _assessment(as_mapping(root.get("danh_gia"))),
            as_text(root.get("kien_nghi")),
            as_text(root.get("phuong_huong")),
            as_text(root.get("loi_ket")),
            _amendments(root.get("dinh_chinh")),
            _named(root.get("chuong_trinh_moi")),
        )

    def briefing(self) -> Briefing:
        meeting = as_mapping(self.root.get("hoi_nghi"))
        return Briefing(
            self.ref,
            self._header(),
            Meeting(
                as_word(meeting.get("ten")) or "",
                as_day(meeting.get("ngay")),
                as_word(meeting.get("dia_diem")) or "",
                as_names(meeting.get("chu_tri")),
                as_names(meeting.get("thanh_phan")),
                as_names(meeting.get("bao_cao")),
                as_names(meeting.get("ket_luan")),
            ),
            _tasks(self.root.get("nhiem_vu")),
        )

    def _header(self) -> Header:
        return Header(
            _named(self.root.get("don_vi")), _named(self.root.get("nam")), _named(self.root.get("ky"))
        )

    def _programme_plan(self, number: int, key: Scalar, node: Mapping) -> ProgrammePlan:
        return ProgrammePlan(
            number,
            as_word(node.get("ten")) or "",
            as_text(node.get("muc_tieu")),
            as_text(node.get("noi_dung")),
            as_text(node.get("giai_phap")),
            _tasks(node.get("nhiem_vu")),
            self.figures.targets(node.get("chi_tieu"), number),
            key.span,
        )

    def _programme_result(self, number: int, key: Scalar, node: Mapping) -> ProgrammeResult:
        own = self.figures.figures(node.get("so_lieu"), Scope.OWN, number)
        stated = self.figures.figures(node.get("toan_dia_ban"), Scope.STATED, number)
        return ProgrammeResult(
            number,
            self._sections(node.get("ket_qua"), number),
            tuple(
                TaskResult(
                    Named(code.text, code.span),
                    as_word(as_mapping(one).get("trang_thai")) or "",
                    as_text(as_mapping(one).get("ket_qua")),
                )
                for code, one in as_mapping(node.get("nhiem_vu")).items()
            ),
            own + stated,
            key.span,
        )

    def _sections(self, node: Node | None, programme: int | None) -> tuple[Section, ...]:
        if isinstance(node, Scalar):
            return (Section("", as_text(node), ()),)
        found = []
        for item in node.items if isinstance(node, Sequence) else ():
            if isinstance(item, Mapping):
                figures = self.figures.figures(item.get("so_lieu"), Scope.OWN, programme)
                found.append(Section(as_word(item.get("ten")) or "", as_text(item.get("noi_dung")), figures))
            elif text := as_text(item):
                found.append(Section("", text, ()))
        return tuple(found)


def _named(node: Node | None) -> Named | None:
    if isinstance(node, Scalar) and node.text.strip():
        return Named(node.text.strip(), node.span)
    return None


def _names(node: Node | None) -> Paragraphs:
    """A name, or a list of names."""
    return as_text(node) if isinstance(node, Scalar) else as_names(node)


def _issued(node: Node | None) -> Issued:
    form = as_mapping(node)
    signer = form.get("nguoi_ky")
    return Issued(
        as_word(form.get("so")) or "",
        as_day(form.get("ngay")),
        as_word(form.get("dia_danh")) or "",
        as_word(form.get("loai")) or "",
        as_word(form.get("trich_yeu")) or "",
        as_names(form.get("can_cu")),
        _names(form.get("kinh_gui")),
        _signer(signer) if isinstance(signer, Mapping) else None,
        as_names(form.get("noi_nhan")),
    )


def _signer(form: Mapping) -> Signer:
    keys = ("thay_mat", "ky_thay", "chuc_vu", "ho_ten")
    return Signer(*(as_word(form.get(key)) or "" for key in keys))


def _tasks(node: Node | None) -> tuple[Task, ...]:
    return tuple(_task(item) for item in (node.items if isinstance(node, Sequence) else ()))


def _task(node: Node) -> Task:
    if not isinstance(node, Mapping):
        return Task(as_text(node), None, "", (), None, (), (), node.span)
    text = node.get("ten")
    links = node.get("cu_the_hoa")
    return Task(
        as_text(text),
        _named(node.get("ma")),
        as_word(node.get("chu_tri")) or "",
        _names(node.get("phoi_hop")),
        _named(node.get("thoi_han")),
        _names(node.get("can_cu")),
        tuple(
            named
            for item in (links.items if isinstance(links, Sequence) else ())
            if (named := _named(item)) is not None
        ),
        text.span if text is not None else _start(node),
    )


def _start(node: Node) -> Span:
    return Span(node.span.line, node.span.column, node.span.line, node.span.column + 1)


def _amendments(node: Node | None) -> tuple[Amendment, ...]:
    forms = [as_mapping(item) for item in (node.items if isinstance(node, Sequence) else ())]
    return tuple(
        Amendment(as_day(form.get("ngay")), as_word(form.get("so")) or "", as_text(form.get("ly_do")))
        for form in forms
    )


def _assessment(form: Mapping) -> Assessment:
    reasons = as_mapping(form.get("nguyen_nhan"))
    return Assessment(
        as_text(form.get("uu_diem")),
        as_text(form.get("han_che")),
        as_text(reasons.get("uu_diem")),
        as_text(reasons.get("khach_quan")),
        as_text(reasons.get("chu_quan")),
        as_text(form.get("bai_hoc")),
    )
