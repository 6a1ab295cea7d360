"""A PDF in black and its shades: nothing on any plate but the black one.

A grey that is written in RGB is grey to look at and still printed with three coloured inks.  So
every colour that pages, forms, patterns, shadings and pictures set is set in DeviceGray
instead (ISO 32000-1, 8.6.4.2), in the grey of the same luminance: contrasts stay as they were.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

from chapbook.tools import colour, raster
from chapbook.tools.pdf.press import Instruction

DIRECT = {"rg": "g", "RG": "G", "k": "g", "K": "G", "g": "g", "G": "G"}
"""Operators that set a colour with its space, and what does so in grey (table 74)."""
SPACES = {"cs": "g", "CS": "G"}
COLOURS = {"sc": "g", "scn": "g", "SC": "G", "SCN": "G"}
"""Operators that set a space, and a colour in it."""

COMPONENTS = {"/DeviceGray": 1, "/CalGray": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/DeviceCMYK": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """In which spaces a content stream sets its colours now."""

    fill: str = "/DeviceGray"
    stroke: str = "/DeviceGray"


def convert(file: pikepdf.Pdf) -> None:
    """Set in shades of black whatever *file* draws in colours."""
    for page in file.pages:
        page.externalize_inline_images()
    for each in list(file.objects):
        if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == Name.Image:
            _picture(each)
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            _settings(each)
    for drawn, resources in _drawn(file):
        operators = pikepdf.parse_content_stream(drawn)
        data = pikepdf.unparse_content_stream(_Grey(resources).content(operators))
        if isinstance(drawn, pikepdf.Stream):
            drawn.write(data)
        else:
            drawn.Contents = file.make_stream(data)


def colours(file: pikepdf.Pdf) -> Iterator[str]:
    """Yield what *file* would put on a plate other than the black one, in words.

    This reads the file anew: it knows nothing of how ``convert`` works.
    """
    for number, each in enumerate(file.objects):
        if not isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            continue
        is_picture = isinstance(each, pikepdf.Stream) and each.get("/Subtype") == Name.Image
        if is_picture and each.get("/ImageMask"):
            continue
        if (is_picture or "/ShadingType" in each) and _count(each.get("/ColorSpace")) != 1:
            yield f"{'a picture' if is_picture else 'a shading'} (object {number + 1})"
    for drawn, resources in _drawn(file):
        named = resources.get("/ColorSpace", Dictionary())
        yield from filter(None, (_said(e, named) for e in pikepdf.parse_content_stream(drawn)))


def _said(one: Instruction, named: Any) -> str:
    """Return what operator *one* sets in a colour, in words; nothing where it sets none."""
    if isinstance(one, pikepdf.ContentStreamInlineImage):
        picture = one.iimage
        is_grey = picture.image_mask or picture.colorspace == "/DeviceGray"
        return "" if is_grey else "a picture in the text"
    operator = str(one.operator)
    if operator in {"rg", "RG", "k", "K"}:
        return f"{operator} {' '.join(map(str, one.operands))}"
    space = str(one.operands[0]) if operator in SPACES else "/Pattern"
    is_grey = space == "/Pattern" or _count(named.get(space, Name(space))) == 1
    return "" if is_grey else f"{operator} {space}"


def _drawn(file: pikepdf.Pdf) -> Iterator[tuple[Any, Any]]:
    """Yield every page, form, tiling pattern and drawn letter of *file* with its resources."""
    for page in file.pages:
        yield page.obj, page.obj.get("/Resources", Dictionary())
    for each in list(file.objects):
        if isinstance(each, pikepdf.Stream) and (
            each.get("/Subtype") == Name.Form or each.get("/PatternType") == 1
        ):
            yield each, each.get("/Resources", Dictionary())
        elif isinstance(each, pikepdf.Dictionary) and each.get("/Subtype") == Name.Type3:
            for letter in each.CharProcs.values():
                yield letter, each.get("/Resources", Dictionary())


class _Grey:
    """Writes the operators of one content stream anew."""

    def __init__(self, resources: Any) -> None:
        self.named = resources.get("/ColorSpace", Dictionary())
        self.now = _State()
        self.outer: list[_State] = []

    def content(self, operators: Sequence[Instruction]) -> list[Instruction]:
        """Return *operators* with every colour in grey."""
        return [done for one in operators for done in self._one(one)]

    def _one(self, one: Instruction) -> list[Instruction]:
        operator = str(one.operator)
        if operator == "q":
            self.outer.append(self.now)
        elif operator == "Q" and self.outer:
            self.now = self.outer.pop()
        elif operator in DIRECT:
            self._enter("/DeviceGray", DIRECT[operator])
            return [_set(DIRECT[operator], [float(n) for n in one.operands])]
        elif operator in SPACES:
            return self._space(str(one.operands[0]), SPACES[operator], one)
        elif operator in COLOURS:
            return [self._colour(one, COLOURS[operator])]
        return [one]

    def _space(self, name: str, setter: str, one: Instruction) -> list[Instruction]:
        """Enter a space; all but patterns begin with black (8.6.5 ff)."""
        self._enter(name, setter)
        if name == "/Pattern":
            return [one]
        return [_set(setter, [0.0])]

    def _enter(self, name: str, setter: str) -> None:
        key = "fill" if setter == "g" else "stroke"
        self.now = replace(self.now, **{key: name})

    def _colour(self, one: Instruction, setter: str) -> Instruction:
        """Return a colour of the space that was entered; a pattern stays one."""
        space = self.now.fill if setter == "g" else self.now.stroke
        if space == "/Pattern" or any(isinstance(n, pikepdf.Name) for n in one.operands):
            return one
        tint = _tint(self.named.get(space, Name(space)))
        return _set(setter, tint([float(n) for n in one.operands]))


def _set(setter: str, components: Sequence[float]) -> Instruction:
    """Return the operator that sets the grey of *components*."""
    return pikepdf.ContentStreamInstruction([_grey(components)], Operator(setter))


def _grey(components: Sequence[float]) -> float:
    """Return the grey, 0 to 1, that is as light as a colour of one, three or four components."""
    if len(components) == 1:
        return components[0]
    if len(components) == 4:
        *ink, black = components
        components = [(1 - part) * (1 - black) for part in ink]
    return round(colour.grey(components), 4)


def _count(space: Any) -> int:
    """Return how many components a colour of *space* has; 0 where it cannot be told."""
    if isinstance(space, pikepdf.Name):
        return COMPONENTS.get(str(space), 0)
    kind = str(space[0]) if isinstance(space, pikepdf.Array) else ""
    match kind:
        case "/ICCBased":
            return int(space[1].N)
        case "/Indexed":
            return _count(space[1])
    return COMPONENTS.get(kind, 0)


def _tint(space: Any) -> Callable[[list[float]], list[float]]:
    """Return what makes components of grey, red, green and blue, or ink of those of *space*."""
    kind = str(space[0]) if isinstance(space, pikepdf.Array) else ""
    if kind in {"/Separation", "/DeviceN"}:
        # As much black as there is of the thickest ink.
        return lambda parts: [1 - max(parts, default=1.0)]
    if kind == "/Lab":
        return lambda parts: [parts[0] / 100]
    return lambda parts: parts


def _settings(each: Any) -> None:
    """Set in grey what dictionaries say of colours: groups, shadings, masks."""
    group = each.get("/Group")
    if isinstance(group, pikepdf.Dictionary) and "/CS" in group:
        group.CS = Name.DeviceGray
    if "/ShadingType" in each and _count(each.get("/ColorSpace")) in {3, 4}:
        _shading(each)
    backdrop = each.get("/BC")
    if isinstance(backdrop, pikepdf.Array) and each.get("/S") == Name.Luminosity:
        each.BC = Array([_grey([float(n) for n in backdrop])])


def _shading(shading: Any) -> None:
    """Set the colours of an axial or radial *shading* in grey (8.7.4.5.3 f); no other is drawn."""
    functions = shading.get("/Function")
    if functions is None or isinstance(functions, pikepdf.Array):
        return
    for function in _functions(functions):
        for key in ("/C0", "/C1"):
            if key in function:
                function[key] = Array([_grey([float(n) for n in function[key]])])
    shading.ColorSpace = Name.DeviceGray
    if "/Background" in shading:
        shading.Background = Array([_grey([float(n) for n in shading.Background])])


def _functions(function: Any) -> Iterator[Any]:
    """Yield *function* and those that it is stitched together from (7.10.4)."""
    yield function
    for inner in function.get("/Functions", ()):
        yield from _functions(inner)


def _picture(picture: pikepdf.Stream) -> None:
    """Write *picture* anew without colours; one that is a mask has none."""
    if picture.get("/ImageMask") or isinstance(picture.get("/Mask"), pikepdf.Array):
        return
    if _count(picture.get("/ColorSpace")) == 1 and picture.ColorSpace == Name.DeviceGray:
        return
    is_photograph = picture.get("/Filter") == Name.DCTDecode
    shown = pikepdf.PdfImage(picture).as_pil_image()
    data = raster.grey(shown, as_jpeg=is_photograph)
    picture.write(data, filter=Name.DCTDecode if is_photograph else None)
    picture.ColorSpace, picture.BitsPerComponent = Name.DeviceGray, 8
    for key in ("/Decode", "/DecodeParms"):
        if key in picture:
            del picture[key]
