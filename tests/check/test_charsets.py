"""Vietnamese in old encodings and spoilt on the way: found, converted exactly, and sound text left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from mttq.check.charsets import converted, entities, is_old_letter, is_syllable, reread, without_entities

SHY = "\u00ad"
SOUND = (
    "Vận động Quỹ “Vì người nghèo”, tổ chức tuyên truyền, Đại đoàn kết; phường đã vận động được hơn 20 triệu",
    "Xây dựng nông thôn mới, đô thị văn minh; giám sát, phản biện xã hội; khuyến khích, thuở xưa, nguyệt quế",
    "Diện tích 20 m² đất ở Đắk Lắk, xã Đăk R'Moan, người Ê Đê, 30° C, điều 5 §2",
    "Hóa, Hoá, Thúy, Thuý, quỳ, giữa, giếng, nghiêng, khuya, ngoằn ngoèo",
)
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("typed", "name", "meant"),
    [
        (f"VËn ®éng Quü V× ng{SHY}êi nghÌo", "TCVN3", "Vận động Quỹ Vì người nghèo"),
        (
            f"Ph{SHY}êng ®· vËn ®éng {SHY}íc 20 triÖu, d©n c{SHY} ñng hé",
            "TCVN3",
            "Phường đã vận động ước 20 triệu, dân cư ủng hộ",
        ),
        ("X©y dùng n«ng th«n míi, ®« thÞ v¨n minh", "TCVN3", "Xây dựng nông thôn mới, đô thị văn minh"),
        ("Toå chöùc tuyeân truyeàn", "VNI", "Tổ chức tuyên truyền"),
        ("Vaän ñoäng Quyõ Vì ngöôøi ngheøo", "VNI", "Vận động Quỹ Vì người nghèo"),
        ("ÑAÏI ÑOAØN KEÁT", "VNI", "ĐẠI ĐOÀN KẾT"),
        ("V§n ðµng", "VISCII", "Vận động"),
    ],
)
def test_an_old_encoding_is_recognised_and_converted(typed: str, name: str, meant: str) -> None:
    found = converted(typed)
    assert found is not None
    assert (found.name, found.text, found.certain) == (name, meant, True)
    assert reread(typed) is None


@pytest.mark.parametrize("text", SOUND[:2])
def test_text_read_as_windows_1252_is_read_again(text: str) -> None:
    """Law: what the reading of UTF-8 as Windows-1252 made of a text is undone to the letter."""
    spoilt = "".join(
        chr(code) if code in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else bytes([code]).decode("cp1252")
        for code in text.encode()
    )
    found = reread(spoilt)
    assert found is not None
    assert (found.text, found.certain) == (text, True)


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_is_left_alone(text: str) -> None:
    assert converted(text) is None
    assert reread(text) is None
    assert entities(text) == []


def test_the_shipped_documents_are_sound() -> None:
    for file in (ROOT / "plans").rglob("*.yaml"):
        for line in file.read_text(encoding="utf-8").split("\n"):
            assert converted(line) is None, line
            assert reread(line) is None, line


def test_entities_are_replaced_if_html_has_them() -> None:
    assert without_entities("V&#7853;n &#x111;ộng &amp; A&nbsp;B") == "Vận động & A B"
    assert entities("R&D; &foo; a & b; &amp") == []


def test_a_soft_hyphen_that_is_a_letter_is_known() -> None:
    assert is_old_letter(f"d©n c{SHY} A", 5)
    assert is_old_letter(f"c{SHY}", 1)
    assert is_old_letter(f"ng{SHY}êi", 2)
    assert not is_old_letter(f"Mặt{SHY}trận", 3)


def test_what_a_syllable_is() -> None:
    assert all(map(is_syllable, ["nghiêng", "Đắk", "khuỷu", "quyết", "hoá", "ủng", "giữa", "oải"]))
    assert not any(map(is_syllable, ["VËn", "m²", "éùng", "®", "strong", "bááo"]))
