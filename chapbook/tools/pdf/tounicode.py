"""Which characters glyphs stand for, said as the standard wants it (ISO 32000-1, 9.10.3).

Programs that draw figures say it in ways that PDF/A refuses: matplotlib gives codes of one
byte in a table that it declares to be of two.  The same table, written anew, holds.
"""

import re
from collections.abc import Iterator

import pikepdf

HEX = rb"<\s*([0-9A-Fa-f\s]+)>"
SECTION = re.compile(rb"beginbf(char|range)(.*?)endbf", re.S)
PAIR = re.compile(HEX + rb"\s*" + HEX)
RANGE = re.compile(HEX + rb"\s*" + HEX + rb"\s*(?:" + HEX + rb"|\[(.*?)\])", re.S)
MOST_ENTRIES = 100
"""In one section of a table (Adobe Technical Note 5014, 1.5)."""

HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<{low}> <{high}>
endcodespacerange
"""
FOOT = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"


def mend(file: pikepdf.Pdf) -> None:
    """Write the tables of all fonts of *file* anew; one without any entry stays as it is."""
    for font in file.objects:
        if not isinstance(font, pikepdf.Dictionary) or font.get("/Type") != pikepdf.Name.Font:
            continue
        table = font.get("/ToUnicode")
        if not isinstance(table, pikepdf.Stream):
            continue
        entries = dict(_entries(table.read_bytes()))
        code_bytes = 2 if font.get("/Subtype") == pikepdf.Name.Type0 else 1
        entries = {c: text for c, text in entries.items() if 0 <= c < 256**code_bytes and text}
        if entries:
            font.ToUnicode = file.make_stream(_written(entries, code_bytes).encode("ascii"))


def characters(table: bytes) -> dict[int, str]:
    """Return what *table* says of each code."""
    return {code: text.decode("utf-16-be", "replace") for code, text in _entries(table)}


def _entries(table: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each code with its characters in UTF-16."""
    for section in SECTION.finditer(table):
        if section[1] == b"char":
            for code, text in PAIR.findall(section[2]):
                yield int(_joined(code), 16), _text(text)
            continue
        for low, high, first, listed in RANGE.findall(section[2]):
            start, end = int(_joined(low), 16), min(int(_joined(high), 16), 0xFFFF)
            texts = [_text(each) for each in re.findall(HEX, listed)]
            begun = _text(first)
            for code in range(start, end + 1):
                if not begun:
                    yield code, texts[code - start] if code - start < len(texts) else b""
                else:
                    last = int.from_bytes(begun[-2:], "big") + code - start
                    yield code, begun[:-2] + (last & 0xFFFF).to_bytes(2, "big")


def _joined(digits: bytes) -> bytes:
    return b"".join(digits.split())


def _text(digits: bytes) -> bytes:
    """Return hexadecimal *digits* as bytes of UTF-16, an odd one filled up."""
    joined = _joined(digits)
    return bytes.fromhex(joined.zfill(-(-len(joined) // 4) * 4).decode("ascii"))


def _written(entries: dict[int, bytes], code_bytes: int) -> str:
    """Return the table of *entries* for codes of *code_bytes*."""
    width = code_bytes * 2
    lines = [f"<{code:0{width}x}> <{text.hex()}>\n" for code, text in sorted(entries.items())]
    sections = []
    for start in range(0, len(lines), MOST_ENTRIES):
        part = lines[start : start + MOST_ENTRIES]
        sections.append(f"{len(part)} beginbfchar\n{''.join(part)}endbfchar\n")
    return HEAD.format(low="00" * code_bytes, high="ff" * code_bytes) + "".join(sections) + FOOT
