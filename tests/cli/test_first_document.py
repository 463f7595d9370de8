"""From an empty folder to the first document by four commands, with no line of YAML written by hand."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from form_project import fill
from shell_program import invoke
from shipped_documents import CHECKOUT

from mttq.cli.app import app

PAGE = CHECKOUT / "docs/how-to/bat-dau.md"
FILLED = {
    "dan-so": 650_000,
    "quy-vi-nguoi-ngheo": "19,5 tỷ",
    "nha-dai-doan-ket": 312,
    "phan-bien-xa-hoi": "03 hội nghị",
    "1 ket_qua": "Tổ chức Ngày hội Đại đoàn kết toàn dân tộc ở mọi khu dân cư.",
}


def test_the_first_report_takes_four_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (block,) = re.findall(r"^```sh\n(mttq init .*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    commands = [shlex.split(line)[1:] for line in block.splitlines()]
    assert [one[0] for one in commands] == ["init", "form", "import", "report"]
    for command in commands:
        if command[0] == "import":
            fill(Path(command[1]), FILLED)
        result = invoke(*command, program=app)
        assert result.exit_code == 0, result.output
    assert Path("reports/2024/quang-tri/bao-cao-nam.docx").is_file()
    told = Path("reports/2024/quang-tri/bao-cao-nam.md").read_text("utf-8").splitlines()
    for line in (
        "**Kết quả công tác Mặt trận năm 2024**",
        "- Dân số: 650.000 người.",
        "Tổ chức Ngày hội Đại đoàn kết toàn dân tộc ở mọi khu dân cư.",
        "- Vận động Quỹ “Vì người nghèo”: 19,5 tỷ đồng;",
        "- Nhà Đại đoàn kết xây mới và sửa chữa: 312 nhà.",
        "- Hội nghị phản biện xã hội: 03 hội nghị.",
        "**TM. BAN THƯỜNG TRỰC**",
    ):
        assert line in told
