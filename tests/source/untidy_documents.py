"""Documents as people write them: any indent, quotes, brackets, comments and blank lines anywhere."""

from __future__ import annotations

from random import Random

WORDS = (
    "Hóa", "Hoá", "to\u0301ng", "17.363", "no", "08", "đồng", "12:30", "a#b", "“trích”", "x\u00a0y", "🌾", "-", "?x",
    "it's", 'nói "vậy"', "\\n", "50%", "1.5", "~x", "null", "…", "e\u0302\u0323",
)  # fmt: skip
KEYS = ("don_vi", "nam", "2", "'4'", '"muc tieu"', "quy-vi", "trong-do", "Hướng Hóa", "so 2")
COMMENTS = ("# ghi chú", "#", "# a: b", "#! {x}", "# - 'y", "#   nhiều   cách  ")


class Writer:
    """Writes one random document."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.lines: list[str] = []

    def document(self) -> str:
        """Return the text of a mapping, with one kind of line end."""
        self.mapping(0, 0, "")
        text = "\n".join(self.lines)
        if self.chance.random() < 0.2:
            text = f"--- # mở\n{text}\n..."
        text += self.chance.choice(("", "\n", "\n\n\n"))
        if self.chance.random() < 0.2:
            text = text.replace("\n", "\r\n")
        return f"\ufeff{text}" if self.chance.random() < 0.2 else text

    def mapping(self, indent: int, depth: int, lead: str) -> None:
        for number in range(self.chance.randint(1, 4)):
            start = lead if number == 0 and lead else " " * indent
            if start is not lead:
                self.between(indent)
            key = self.chance.choice(KEYS)
            self.value(f"{start}{key}{self.chance.choice((':', ':', ' :'))}", indent, depth)

    def sequence(self, indent: int, depth: int) -> None:
        for _ in range(self.chance.randint(1, 3)):
            self.between(indent)
            space = self.chance.randint(1, 3)
            if depth < 3 and self.chance.random() < 0.4:
                lead = " " * indent + "-" + " " * space
                if self.chance.random() < 0.2:
                    self.lines.append(" " * indent + "- # sau gạch")
                    lead = " " * (indent + 1 + space)
                self.mapping(indent + 1 + space, depth + 1, lead)
            else:
                self.scalar(" " * indent + "-", indent)

    def value(self, head: str, indent: int, depth: int) -> None:
        kind = self.chance.random()
        if depth < 3 and kind < 0.2:
            self.lines.append(head + self.end())
            self.mapping(indent + self.chance.randint(1, 5), depth + 1, "")
        elif depth < 3 and kind < 0.4:
            self.lines.append(head + self.end())
            self.sequence(indent + self.chance.randint(0, 4), depth + 1)
        elif kind < 0.55:
            self.lines.append(f"{head} {self.flow(indent, 0)}{self.end()}")
        else:
            self.scalar(head, indent)

    def scalar(self, head: str, indent: int) -> None:
        kind = self.chance.random()
        margin = " " * (indent + self.chance.randint(1, 4))
        if kind < 0.15:
            self.block(head, indent)
            return
        text = self.words()
        if kind < 0.4:
            joint = f"{self.chance.choice(('', ' '))}\n{self.chance.choice(('', chr(10)))}{margin}"
            text = text.replace(" ", joint, self.chance.randint(0, 2))
        if kind < 0.55:
            text = f"\n{margin}{text}"
        elif kind < 0.6:
            text = ""
        else:
            text = f"{self.chance.choice((' ', '   '))}{text}"
        if kind < 0.55 and not text.startswith("\n"):
            text = f" {text}"
        self.lines += (head + text + self.end()).split("\n")

    def block(self, head: str, indent: int) -> None:
        step = self.chance.randint(1, 4)
        first = " " * self.chance.choice((0, 0, 0, 2))
        mark = str(step) if first or self.chance.random() < 0.2 else ""
        style = self.chance.choice("|>") + mark + self.chance.choice(("", "-", "+"))
        self.lines.append(f"{head} {style}{self.chance.choice(('', '  # đầu'))}")
        margin = " " * (indent + step)
        self.lines.append(margin + first + self.words())
        for _ in range(self.chance.randint(0, 3)):
            self.lines.append(
                self.chance.choice(
                    ("", margin + self.words(), f"{margin}  # chữ", margin + "x  ", margin + " ")
                )
            )

    def words(self) -> str:
        text = " ".join(self.chance.choice(WORDS) for _ in range(self.chance.randint(1, 5)))
        kind = self.chance.random()
        if kind < 0.3:
            return "'" + text.replace("'", "''") + "'"
        if kind < 0.5:
            return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return text if text[0] not in "-?“" else f"x {text}"

    def flow(self, indent: int, depth: int) -> str:
        kind = self.chance.random()
        if kind < 0.2:
            return self.chance.choice(("{}", "[]", "{ }", "[ ]"))
        joint = ", "
        if self.chance.random() < 0.3:
            joint = f",{self.chance.choice(('', '  # trong'))}\n" + " " * (indent + 3)
        items = []
        for _ in range(self.chance.randint(1, 3)):
            inner = self.flow(indent, depth + 1) if depth < 2 and self.chance.random() < 0.3 else self.words()
            if kind < 0.6:
                inner = f"{self.chance.choice(KEYS)}: {inner}"
            items.append(inner)
        body = joint.join(items)
        return f"{{{body}}}" if kind < 0.6 else f"[ {body} ]"

    def between(self, indent: int) -> None:
        if self.chance.random() < 0.15:
            self.lines += [""] * self.chance.randint(1, 3)
        if self.chance.random() < 0.2:
            margin = self.chance.choice((indent, indent, indent + 2, 0))
            self.lines.append(" " * margin + self.chance.choice(COMMENTS))

    def end(self) -> str:
        kind = self.chance.random()
        if kind < 0.2:
            return self.chance.choice(("  ", " ", "    ")) + self.chance.choice(COMMENTS)
        return "  " if kind < 0.3 else ""


def untidy(chance: Random) -> str:
    """Return one random document, which may not be valid YAML."""
    return Writer(chance).document()
