"""Colours of a printing press (CMYK) in what a page draws, as those of a screen.

PDF/A with RGB as its meaning of colours holds no others.  The RGB that stands for a colour is
what a viewer shows for it: it is drawn and looked at, so that print agrees with every picture
of the page.
"""

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Name, Operator

from chapbook.tools import raster, thumbnail

Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage
"""One operator of a page with its operands."""

Ink = tuple[float, ...]
"""Cyan, magenta, yellow and black, 0 to 1."""

RGB = {"k": Operator("rg"), "K": Operator("RG")}
"""The operator that sets the same colour in RGB (ISO 32000-1, table 74)."""

AT_ONCE = 500
"""So many colours are looked at together: a page may be 14400 points wide at most."""


def mend(file: pikepdf.Pdf, drawn: Sequence[pikepdf.Object]) -> None:
    """Set in RGB what the page and forms *drawn* of *file* set in CMYK."""
    contents = [(each, list(pikepdf.parse_content_stream(each))) for each in drawn]
    inks = dict.fromkeys(ink for _, each in contents for one in each if (ink := _ink(one)))
    if not inks:
        return
    wanted = list(inks)
    screen: dict[Ink, Sequence[float]] = {}
    for start in range(0, len(wanted), AT_ONCE):
        screen |= _shown(wanted[start : start + AT_ONCE])
    for stream, content in contents:
        changed = [_in_rgb(one, screen) for one in content]
        if changed != content:
            data = pikepdf.unparse_content_stream(changed)
            if isinstance(stream, pikepdf.Stream):
                stream.write(data)
            else:
                stream.Contents = file.make_stream(data)
        group = stream.get("/Group")
        if group is not None and group.get("/CS") == Name.DeviceCMYK:
            group.CS = Name.DeviceRGB


def _ink(one: Instruction) -> Ink | None:
    """Return the colour that *one* sets, if it does so in CMYK."""
    if str(one.operator) not in RGB or len(one.operands) != 4:
        return None
    return tuple(round(float(part), 4) for part in one.operands)


def _in_rgb(one: Instruction, screen: dict[Ink, Sequence[float]]) -> Instruction:
    """Return *one* with the colour that *screen* has for it."""
    ink = _ink(one)
    if ink is None:
        return one
    return pikepdf.ContentStreamInstruction(list(screen[ink]), RGB[str(one.operator)])


def _shown(inks: Sequence[Ink]) -> dict[Ink, Sequence[float]]:
    """Return red, green and blue, 0 to 1, that a viewer shows for each of *inks*."""
    squares = (
        f"{' '.join(f'{part:g}' for part in ink)} k {index * 8} 0 8 8 re f\n"
        for index, ink in enumerate(inks)
    )
    file = pikepdf.new()
    page = file.add_blank_page(page_size=(max(8 * len(inks), 8), 8))
    page.obj.Contents = file.make_stream("".join(squares).encode("ascii"))
    out = io.BytesIO()
    file.save(out, deterministic_id=True)
    picture, _ = thumbnail.page_picture(out.getvalue(), 0, 8 * len(inks))
    found = raster.columns(picture, len(inks))
    return {
        ink: [round(part / 255, 4) for part in colour]
        for ink, colour in zip(inks, found, strict=True)
    }
