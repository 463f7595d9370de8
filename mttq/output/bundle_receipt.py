"""The receipts that go with a bundle: to be printed, or sent as a message."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from mttq.bundles import Arrival, Bundle
from mttq.commits import Commit
from mttq.output.terminal import printable
from mttq.quantity import number

_CHECKSUM = re.compile(r"^SHA-256: *([0-9a-fA-F]{64}) *$", re.MULTILINE)


def sent(bundle: Bundle, *, unit: str, sender: str, files: Mapping[str, int], today: date) -> str:
    """Return the receipt of a bundle that was made.

    Args:
        bundle: the bundle.
        unit: the unit that sends it.
        sender: who made it.
        files: how many files of plans and reports it has, by year or term.
        today: the day.
    """
    base = bundle.base
    years = "; ".join(f"{name}: {_count(count)}" for name, count in files.items())
    follows = (
        f"commit {base.short} ngày {base.day:%d/%m/%Y}; bên nhận phải có commit ấy"
        if base is not None
        else "không; đây là gói đủ"
    )
    return _lines(
        "PHIẾU GỬI GÓI DỮ LIỆU",
        {
            "Đơn vị": unit,
            "Người gửi": sender,
            "Ngày lập": f"{today:%d/%m/%Y}",
            "Nhánh": bundle.branch,
            "Đến commit": _commit(bundle.tip),
            "Nối tiếp gói trước": follows,
            "Số commit": _count(bundle.commits),
            "Số tệp kế hoạch, báo cáo": f"{_count(sum(files.values()))} ({years})" if years else "0",
            "Tệp gói": f"{bundle.path.name} ({_count(bundle.size)} byte)",
            "SHA-256": bundle.checksum,
            "Bên nhận chạy": f"mttq unpack {bundle.path.name}",
        },
    )


def received(arrival: Arrival, *, name: str, checksum: str, receiver: str, today: date) -> str:
    """Return the receipt of a bundle that was taken in, to be sent back.

    Args:
        arrival: what came in.
        name: the name of the file.
        checksum: its SHA-256.
        receiver: who took it in.
        today: the day.
    """
    return _lines(
        "PHIẾU NHẬN GÓI DỮ LIỆU",
        {
            "Người nhận": receiver,
            "Ngày nhận": f"{today:%d/%m/%Y}",
            "Tệp gói": name,
            "SHA-256": checksum,
            "Đã có đến commit": _commit(arrival.tip),
            "Để ở nhánh": arrival.branch,
            "Gói sau chỉ cần": f"mttq pack --since {arrival.tip.short}",
        },
    )


def checksum_in(receipt: str) -> str | None:
    """Return the checksum that a receipt names."""
    found = _CHECKSUM.search(receipt)
    return found[1].lower() if found is not None else None


def _count(count: int) -> str:
    return number(Decimal(count))


def _commit(commit: Commit) -> str:
    return f"{commit.short} ngày {commit.day:%d/%m/%Y}, {commit.author}: {commit.subject}"


def _lines(title: str, facts: Mapping[str, str]) -> str:
    said = (f"{key}: {printable(' '.join(value.split()))}" for key, value in facts.items())
    return "\n".join([title, *said, ""])
