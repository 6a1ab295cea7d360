"""Finished PDFs woven to one, read back by programs that did not weave them."""

import subprocess
import tempfile
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from chapbook.tools import page_validation, pdf, weasy
from chapbook.tools.page_validation import Profile
from chapbook.tools.pdf import attachments, read, structure, weave
from chapbook.tools.pdf.structure import Annotation, Element
from chapbook.tools.pdf.weave import Left, Piece, Reason
from tests.tools.test_pdf import COLOPHON

STYLE = """
@page { size: 60mm 80mm; margin: 8mm; @top-left { content: "Head" } }
body { font: 9pt "Source Serif Pro" }
h2 { break-before: page }
a { color: inherit }
"""

NAMES = ("Tea", "Milk", "Rum")


def html(name: str) -> str:
    """Return an article on four pages with a table that names its heads, a note and links."""
    others = "".join(
        f'<p><a href="https://tea.example/{other.lower()}/#how">On {other}</a></p>'
        for other in NAMES
        if other != name
    )
    return f"""<html lang="en-GB"><title>{name}</title><body>
    <h1>{name}</h1><p>Of {name}. <a href="#how">How to brew</a>, <a href="#cups">cups</a>.</p>
    <h2 id="how">How to brew {name}</h2><p>Boil it.</p>{others}
    <h2 id="cups">Cups of {name}</h2>
    <table><thead><tr><th>Kind</th><th colspan="2">Minutes</th></tr>
    <tr><th>Sort</th><th>from</th><th>to</th></tr></thead>
    <tbody><tr><th>{name}</th><td>2</td><td>3</td></tr></tbody></table>
    <h2 id="end">End of {name}</h2><p>Back <a href="#how">to {name}</a>.</p></body></html>"""


def finished(name: str, folder: Path) -> Path:
    """Return a finished file of four pages with an attachment."""
    job = weasy.PrintJob(html=html(name), stylesheets=[STYLE], files={})
    added = attachments.Attachment(
        name="data.csv",
        data=name.encode(),
        media_type="text/csv",
        description="Data",
        relationship=attachments.Relationship.SUPPLEMENT,
    )
    colophon = pdf.Colophon(
        title=name, authors=["Bo Li"], lang="en-GB", date=COLOPHON.date, attachments=[added]
    )
    path = folder / f"{name.lower()}.pdf"
    assert pdf.finish(weasy.layout(job).pdf(), colophon, path) == ()
    return path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return three files, by name."""
    folder = tmp_path_factory.mktemp("files")
    return {name: finished(name, folder) for name in NAMES}


def piece(path: Path, *pages: int, is_own: bool = True, depth: int = 0) -> Piece:
    """Return a piece of the file at *path*: the pages of these indices, or all."""
    return Piece(
        path=path,
        identifier=path.stem,
        title=path.stem.title(),
        page_indices=pages or None,
        addresses=(f"http://www.tea.example/{path.stem}", f"{path.stem}.pdf"),
        is_own=is_own,
        depth=depth,
    )


@pytest.fixture(scope="module", params=[True, False], ids=["copied", "gone-through"])
def pack(
    request: pytest.FixtureRequest,
    files: dict[str, Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """Return the three woven, with their trees copied whole or gone through."""
    target = tmp_path_factory.mktemp("pack") / "pack.pdf"
    pieces = [piece(path, is_own=request.param) for path in files.values()]
    assert weave.woven(pieces, target, COLOPHON).broken == ()
    return target


def parts(path: Path) -> tuple[Element, ...]:
    """Return the elements of the pieces."""
    (document,) = structure.read(path).elements
    assert document.role == "Document"
    return document.elements


def goals(path: Path) -> list[tuple[str, str]]:
    """Return the words of each link inside, and the first line of the page it leads to."""
    with pikepdf.open(path) as file, pypdfium2.PdfDocument(path) as drawn:
        known = pikepdf.NameTree(file.Root.Names.Dests)
        order = {page.objgen: index for index, page in enumerate(file.pages)}
        found = []
        for page in file.pages:
            for note in page.obj.get("/Annots", []):
                if "/Dest" in note or note.get("/A", {}).get("/S") == "/GoTo":
                    goal = note.get("/Dest", note.get("/A", {}).get("/D"))
                    place = known[str(goal)] if isinstance(goal, pikepdf.String) else goal
                    text = drawn[order[place[0].objgen]].get_textpage().get_text_bounded()
                    lines = [line.strip() for line in text.splitlines()]
                    found.append((str(note.Contents), next(x for x in lines if x != "Head")))
        return found


def test_a_woven_file_claims_what_its_pieces_did(pack: Path) -> None:
    """Both claims stand, as checked on the written bytes."""
    assert read.anatomy(pack).claims.all == ("3u", "ua1")
    assert page_validation.failures(pack, Profile.UA1) == []


def test_tags_of_all_pieces_stand_under_one_document(pack: Path, files: dict[str, Path]) -> None:
    """Each piece is one element with title and language, and reads as its own file does."""
    for part, path in zip(parts(pack), files.values(), strict=True):
        (own,) = structure.read(path).elements
        assert (part.role, part.title, part.lang) == ("Art", path.stem.title(), "en-GB")
        assert part.text == own.text
        assert [each.role for each in part.each()][1:] == [each.role for each in own.each()][1:]


def test_names_of_heads_stay_apart(pack: Path) -> None:
    """A cell names the heads of its own table: every name is there once, with its piece before."""
    tree = structure.read(pack)
    names = [cell.identifier for cell in tree.each("TH") if cell.identifier]
    called = [name for cell in tree.each("TD") for name in cell.attributes.get("Headers", ())]
    assert len(names) == len(set(names))
    assert called
    assert set(called) <= set(names)
    assert {name.partition(":")[0] for name in names} == {"tea", "milk", "rum"}


def test_links_lead_where_they_led(pack: Path) -> None:
    """A link inside a reading leads to the same heading of the same reading."""
    assert ("to Milk", "How to brew Milk") in goals(pack)
    assert ("to Rum", "How to brew Rum") in goals(pack)
    assert read.anatomy(pack).dead_links == ()


def test_links_to_other_readings_lead_inside(pack: Path) -> None:
    """A link to the file of another reading becomes one to its place in the pack."""
    found = dict(goals(pack))
    assert found["On Tea"] == "How to brew Tea"
    assert found["On Rum"] == "How to brew Rum"
    kinds = [kid.target for part in parts(pack) for kid in _areas(part)]
    assert all(":" in target and "http" not in target for target in kinds)


def _areas(part: Element) -> list[Annotation]:
    return [kid for link in part.each("Link") for kid in link.kids if isinstance(kid, Annotation)]


def test_files_go_along_under_names_of_their_own(pack: Path) -> None:
    """Three files with one name are attached, and each keeps its bytes."""
    with pikepdf.open(pack) as file:
        held = {name: spec.get_file().read_bytes() for name, spec in file.attachments.items()}
    assert held == {"data.csv": b"Tea", "milk-data.csv": b"Milk", "rum-data.csv": b"Rum"}


def test_bookmarks_stand_below_their_piece(pack: Path) -> None:
    """Each reading has a bookmark, and its own headings below."""
    marks = [(each.title, each.level) for each in read.anatomy(pack).bookmarks]
    assert marks[:4] == [
        ("Tea", 1),
        ("How to brew Tea", 2),
        ("Cups of Tea", 2),
        ("End of Tea", 2),
    ]
    assert all(each.leads_somewhere for each in read.anatomy(pack).bookmarks)


def test_equal_things_are_stored_once(files: dict[str, Path], tmp_path: Path) -> None:
    """The same file under five names takes no more fonts than once."""
    target = tmp_path / "five.pdf"
    pieces = [
        Piece(path=files["Tea"], identifier=f"tea-{n}", title="Tea", is_own=True) for n in range(5)
    ]
    assert weave.woven(pieces, target, COLOPHON).broken == ()
    with pikepdf.open(target) as file, pikepdf.open(files["Tea"]) as one:
        fonts = [sum(1 for each in made.objects if _is_font(each)) for made in (file, one)]
    assert fonts[0] == fonts[1] > 0


@pytest.mark.parametrize("name", ["/F", "/P", "/Parent", "/Length"])
def test_forms_are_equal_only_if_their_fonts_are(name: str, tmp_path: Path) -> None:
    """A font may be called like what leads back elsewhere; it draws other letters all the same."""
    paths = [tmp_path / f"{base}.pdf" for base in ("Courier", "Symbol", "Symbol-2")]
    for path in paths:
        with pikepdf.new() as file:
            page = file.add_blank_page().obj
            base = Name(f"/{path.stem.partition('-')[0]}")
            font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=base)
            form = file.make_stream(f"BT {name} 9 Tf (tea) Tj ET".encode())
            form.Type, form.Subtype = Name.XObject, Name.Form
            form.BBox = Array([0, 0, 99, 99])
            form.Resources = Dictionary(Font=Dictionary({name: file.make_indirect(font)}))
            page.Resources = Dictionary(XObject=Dictionary(X=form))
            page.Contents = file.make_stream(b"/X Do")
            file.save(path)
    target = tmp_path / "pack.pdf"
    weave.woven([piece(path, is_own=False) for path in paths], target, COLOPHON)
    with pikepdf.open(target) as file:
        forms = [page.obj.Resources.XObject.X for page in file.pages]
        bases = [str(form.Resources.Font[name].BaseFont) for form in forms]
    assert bases == ["/Courier", "/Symbol", "/Symbol"]
    assert forms[1].objgen == forms[2].objgen != forms[0].objgen


def _is_font(thing: pikepdf.Object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and "/FontDescriptor" in thing


def test_links_to_pages_that_were_left_are_taken_out(
    files: dict[str, Path], tmp_path: Path
) -> None:
    """Of a choice of pages the tags and links of these pages are left, and losses are counted."""
    target = tmp_path / "some.pdf"
    made = weave.woven([piece(files["Tea"], 0, 3)], target, COLOPHON)
    assert made.broken == ()
    assert made.pieces[0].left == (Left(reason=Reason.PAGE_LEFT, count=3),)
    (part,) = parts(target)
    assert part.text == "Tea\nOf Tea. How to brew, cups.\nEnd of Tea\nBack to Tea."
    assert made.pieces[0].labels == ("1", "4")
    assert goals(target) == []
    assert [each.role for each in part.each("Link")] == []


def test_pieces_of_a_part_stand_below_it(files: dict[str, Path], tmp_path: Path) -> None:
    """Depth is that of tags and bookmarks."""
    target = tmp_path / "deep.pdf"
    pieces = [piece(files["Tea"]), piece(files["Milk"], depth=1), piece(files["Rum"])]
    weave.woven(pieces, target, COLOPHON)
    tea, rum = parts(target)
    assert tea.elements[-1].title == "Milk"
    assert rum.title == "Rum"
    levels = {each.title: each.level for each in read.anatomy(target).bookmarks}
    assert (levels["Tea"], levels["Milk"], levels["Rum"]) == (1, 2, 1)


def test_unknown_readings_are_told(tmp_path: Path) -> None:
    """``pack:`` leads to a reading by its identifier, and one that is not there is told."""
    body = '<p><a href="pack:own#there">a</a> <a href="pack:gone">b</a></p><p id="there">c</p>'
    page = f'<html lang="en"><title>Own</title><body>{body}<a href="#there">d</a></body></html>'
    path = tmp_path / "own.pdf"
    job = weasy.PrintJob(html=page, stylesheets=[STYLE], files={})
    pdf.finish(weasy.layout(job).pdf(), COLOPHON, path)
    made = weave.woven([piece(path)], tmp_path / "pack.pdf", COLOPHON)
    assert made.pieces[0].left == (Left(reason=Reason.UNKNOWN_READING, count=1),)
    assert made.pieces[0].led_inside == 1
    (part,) = parts(tmp_path / "pack.pdf")
    assert [kid.target for kid in _areas(part)] == ["own:there", "own:there"]


def test_pages_without_tags_are_heard(files: dict[str, Path], tmp_path: Path) -> None:
    """Pages of a file without tags read as paragraphs, and the whole claims no PDF/UA."""
    bare = tmp_path / "bare.pdf"
    with pikepdf.open(files["Milk"]) as file:
        del file.Root.StructTreeRoot, file.Root.MarkInfo
        file.save(bare)
    target = tmp_path / "pack.pdf"
    made = weave.woven([piece(files["Tea"]), piece(bare, is_own=False)], target, COLOPHON)
    assert [each.is_tagged for each in made.pieces] == [True, False]
    assert read.anatomy(target).claims.all == ("3u",)
    _, part = parts(target)
    assert [each.role for each in part.elements if each.role != "Link"] == ["P"] * 4
    assert "Boil it." in part.text
    assert "End of Milk" in part.text
    assert len(_areas(part)) == 5


def test_links_of_others_say_what_they_are(files: dict[str, Path], tmp_path: Path) -> None:
    """A link without flags and words gets both, so that it does not cost the pack its claims."""
    bare = tmp_path / "bare.pdf"
    with pikepdf.open(files["Milk"]) as file:
        for page in file.pages:
            for note in page.obj.get("/Annots", []):
                del note.F, note.Contents
        file.save(bare)
    target = tmp_path / "pack.pdf"
    made = weave.woven([piece(bare, is_own=False)], target, COLOPHON)
    assert made.broken == ()
    (part,) = parts(target)
    said = {kid.contents for kid in _areas(part)}
    assert said == {"Bare", "https://tea.example/tea/#how", "https://tea.example/rum/#how"}


@pytest.mark.proof
@pytest.mark.browser
def test_a_file_by_chromium_keeps_its_tags(files: dict[str, Path], tmp_path: Path) -> None:
    """A tagged file by another program reads as before, and the pack claims both standards."""
    page = tmp_path / "page.html"
    page.write_text(html("Rum"), "utf-8")
    theirs = tmp_path / "theirs.pdf"
    command = ["chromium", "--headless", "--no-sandbox", f"--print-to-pdf={theirs}", page.as_uri()]
    subprocess.run([*command, "--no-pdf-header-footer"], check=True, capture_output=True)
    target = tmp_path / "pack.pdf"
    made = weave.woven([piece(files["Tea"]), piece(theirs, is_own=False)], target, COLOPHON)
    assert made.pieces[1].is_tagged
    assert made.broken == ()
    assert parts(target)[1].text == structure.read(theirs).text
    assert read.anatomy(target).dead_links == ()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    chosen=st.lists(
        st.tuples(st.sampled_from(NAMES), st.lists(st.integers(0, 3), unique=True), st.booleans()),
        min_size=1,
        max_size=3,
        unique_by=lambda each: each[0],
    )
)
def test_any_order_and_choice_is_sound(
    files: dict[str, Path], chosen: list[tuple[str, list[int], bool]]
) -> None:
    """In any order and with any pages the tags are sound, links lead on, and words are theirs."""
    pieces = [piece(files[name], *pages, is_own=own) for name, pages, own in chosen]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "pack.pdf"
        made = weave.woven(pieces, target, COLOPHON)
        # A file that begins with pages from the middle begins with a heading of level 2.
        assert {each.rule for each in made.broken} <= {"PDFUA1-HEADING-NESTING-001"}
        assert read.anatomy(target).dead_links == ()
        said = [each.text for each in structure.furniture(target) if each.kind == "Unmarked"]
        assert said == []
        for part, (name, pages, _) in zip(parts(target), chosen, strict=True):
            own = {page + 1 for page in pages} or {1, 2, 3, 4}
            (source,) = structure.read(files[name]).elements
            wanted = [e.text for e in source.each("P", "H1", "H2") if e.page_number in own]
            assert [each.text for each in part.each("P", "H1", "H2")] == wanted
            for words, title in goals(target):
                assert words in {"How to brew", "cups"} or title.endswith(words.split()[-1])
