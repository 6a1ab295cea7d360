"""Files that do something: scripts, programs, films, signatures, files in files."""

from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.packs.corpus import plain
from tests.packs.corpus.row import Awkward, told

ALERT = String("app.alert('Hello'); this.exportDataObject({cName: 'a', nLaunch: 2});")


def _noted(file: pikepdf.Pdf, index: int, said: Dictionary) -> Any:
    """Put an annotation that *said* so on a page."""
    page = file.pages[index].obj
    said.Type = Name.Annot
    note = file.make_indirect(said)
    page.Annots = Array([*page.get("/Annots", []), note])
    return note


def _script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=ALERT)


def on_opening(path: Path) -> None:
    """Run a script when it is opened, by name and by action."""
    with plain.opened() as file:
        file.Root.OpenAction = _script()
        tree = Dictionary(Names=Array([String("first"), _script()]))
        file.Root.Names = Dictionary(JavaScript=file.make_indirect(tree))
        file.Root.AA = Dictionary(WC=_script(), WP=_script())
        file.save(path)


def on_turning(path: Path) -> None:
    """Run scripts when pages are turned and links are touched."""
    with plain.opened() as file:
        for page in file.pages:
            page.obj.AA = Dictionary(O=_script(), C=_script())
            for note in page.obj.get("/Annots", []):
                note.AA = Dictionary(E=_script())
        file.save(path)


def from_links(path: Path) -> None:
    """Hide scripts behind links, one of them after a link that leads somewhere."""
    with plain.opened() as file:
        link = Dictionary(Subtype=Name.Link, Rect=Array([72, 100, 200, 120]), A=_script())
        _noted(file, 0, link)
        other = Dictionary(Subtype=Name.Link, Rect=Array([72, 60, 200, 80]))
        other.A = Dictionary(S=Name.URI, URI=String("https://example.org/next"), Next=_script())
        _noted(file, 0, other)
        address = Dictionary(S=Name.URI, URI=String("javascript:alert(1)"))
        _noted(file, 1, Dictionary(Subtype=Name.Link, Rect=Array([72, 60, 200, 80]), A=address))
        file.save(path)


def programs(path: Path) -> None:
    """Start a program, send a form, load data."""
    with plain.opened() as file:
        for bottom, kind in ((100, Name.Launch), (60, Name.SubmitForm), (20, Name.ImportData)):
            action = Dictionary(S=kind, F=String("cmd.exe"))
            rect = Array([72, bottom, 200, bottom + 20])
            _noted(file, 0, Dictionary(Subtype=Name.Link, Rect=rect, A=action))
        file.save(path)


def opens_elsewhere(path: Path) -> None:
    """Open on page 2, at full screen, without tool bars."""
    with plain.opened() as file:
        file.Root.OpenAction = Array([file.pages[1].obj, Name.XYZ, 0, 500, 4])
        file.Root.PageMode = Name.FullScreen
        file.Root.ViewerPreferences = Dictionary(HideToolbar=True, HideMenubar=True)
        file.save(path)


def _poster(file: pikepdf.Pdf) -> Any:
    """Return what a film shows before it runs."""
    form = file.make_stream(b"0.9 0.8 0.3 rg 0 0 200 100 re f")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 200, 100])
    return Dictionary(N=form)


def film(path: Path) -> None:
    """Hold a film, a screen to show it on, and a sound."""
    with plain.opened() as file:
        clip = file.make_stream(bytes(2000))
        spec = Dictionary(Type=Name.Filespec, F=String("film.mp4"), EF=Dictionary(F=clip))
        media = Dictionary(Type=Name.MediaClip, S=Name.MCD, CT=String("video/mp4"), D=spec)
        shown = Dictionary(Type=Name.Rendition, S=Name.MR, C=media)
        rect = Array([72, 300, 272, 400])
        screen = Dictionary(Subtype=Name.Screen, Rect=rect, AP=_poster(file))
        screen.A = Dictionary(S=Name.Rendition, R=shown, OP=0)
        _noted(file, 0, screen)
        rect = Array([72, 300, 272, 400])
        _noted(file, 1, Dictionary(Subtype=Name.Movie, Rect=rect, Movie=Dictionary(F=spec)))
        sound = file.make_stream(bytes(800))
        sound.Type, sound.R = Name.Sound, 8000
        _noted(file, 2, Dictionary(Subtype=Name.Sound, Rect=Array([72, 60, 92, 80]), Sound=sound))
        file.save(path)


def models(path: Path) -> None:
    """Hold a model in three dimensions and rich media."""
    with plain.opened() as file:
        model = file.make_stream(bytes(500))
        model.Type, model.Subtype = Name("/3D"), Name.U3D
        said = {"/Subtype": Name("/3D"), "/Rect": Array([72, 300, 272, 400]), "/3DD": model}
        _noted(file, 0, Dictionary({**said, "/AP": _poster(file)}))
        assets = Dictionary(Names=Array([]))
        content = Dictionary(Assets=assets, Configurations=Array([]))
        rich = Dictionary(Subtype=Name.RichMedia, Rect=Array([72, 300, 272, 400]))
        rich.RichMediaContent = content
        rich.AP = _poster(file)
        _noted(file, 1, rich)
        file.save(path)


def portfolio(path: Path) -> None:
    """Be a cover for other files, which are what matters."""
    with plain.opened() as file:
        for name in ("a.pdf", "b.pdf"):
            spec = pikepdf.AttachedFileSpec(file, plain.written(), filename=name)
            file.attachments[name] = spec
        file.Root.Collection = Dictionary(Type=Name.Collection, View=Name.T)
        file.save(path)


def attached(path: Path) -> None:
    """Hold files: two of one name, one that is empty, one without a kind, one at a page."""
    with plain.opened() as file:
        for key, name, data in (
            ("1", "data.csv", b"a,b"),
            ("2", "data.csv", b"c,d"),
            ("3", "e", b""),
        ):
            spec = pikepdf.AttachedFileSpec(file, data, filename=name, mime_type="")
            file.attachments[key] = spec
        spec = pikepdf.AttachedFileSpec(file, b"at a page", filename="note.txt").obj
        pin = Dictionary(Subtype=Name.FileAttachment, Rect=Array([400, 60, 420, 80]), FS=spec)
        pin.Contents = String("A note")
        _noted(file, 1, pin)
        file.save(path)


def attached_nothing(path: Path) -> None:
    """Name files among those attached that the file does not hold."""
    with plain.opened() as file:
        file.attachments["1"] = pikepdf.AttachedFileSpec(file, b"a,b", filename="data.csv")
        names = file.Root.Names.EmbeddedFiles.Names
        for key, held in (("2", None), ("3", Name.E), ("4", Dictionary(F=Name.Y))):
            said = Dictionary(Type=Name.Filespec, F=String(f"{key}.txt"), EF=held)
            names.extend([String(key), file.make_indirect(said)])
        file.save(path)


def signed(path: Path) -> None:
    """Carry the signature of a publisher, which seals bytes that will be others."""
    with plain.opened() as file:
        value = Dictionary(
            Type=Name.Sig,
            Filter=Name("/Adobe.PPKLite"),
            SubFilter=Name("/adbe.pkcs7.detached"),
            ByteRange=Array([0, 100, 200, 100]),
            Contents=String(bytes(64)),
        )
        field = Dictionary(Subtype=Name.Widget, FT=Name.Sig, T=String("Seal"))
        field.Rect, field.V = Array([300, 60, 500, 160]), file.make_indirect(value)
        field.AP, field.F = _poster(file), 132
        note = _noted(file, 2, field)
        file.Root.AcroForm = Dictionary(Fields=Array([note]), SigFlags=3)
        file.Root.Perms = Dictionary(DocMDP=value)
        file.save(path)


ROWS = (
    Awkward(
        name="on-opening",
        producer="pikepdf",
        make=on_opening,
        reasons=told("javascript"),
        is_usual=True,
    ),
    Awkward(name="on-turning", producer="pikepdf", make=on_turning, reasons=told("javascript")),
    Awkward(
        name="from-links",
        producer="pikepdf",
        make=from_links,
        reasons=told("javascript"),
        lost_links=2,
    ),
    Awkward(
        name="programs", producer="pikepdf", make=programs, reasons=told("javascript"), lost_links=3
    ),
    Awkward(name="opens-elsewhere", producer="pikepdf", make=opens_elsewhere),
    Awkward(name="film", producer="pikepdf", make=film, reasons=told("rich-media", "javascript")),
    Awkward(name="models", producer="pikepdf", make=models, reasons=told("rich-media")),
    Awkward(name="portfolio", producer="pikepdf", make=portfolio, refusal="portfolio"),
    Awkward(name="attached", producer="pikepdf", make=attached, is_usual=True),
    Awkward(name="attached-nothing", producer="pikepdf", make=attached_nothing),
    Awkward(name="signed", producer="pikepdf", make=signed, reasons=told("signature")),
)
