"""Links, names of places and bookmarks, of both kinds and of none."""

from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.packs.corpus import plain
from tests.packs.corpus.row import Awkward


def _link(file: pikepdf.Pdf, index: int, bottom: int, **said: Any) -> None:
    """Put a link on a page."""
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, **said)
    note.Rect = Array([72, bottom, 200, bottom + 15])
    page = file.pages[index].obj
    page.Annots = Array([*page.get("/Annots", []), file.make_indirect(note)])


def both_kinds(path: Path) -> None:
    """Name places in the tree, in the older dictionary, and by actions."""
    with plain.opened() as file:
        last = file.pages[2].obj
        file.Root.Dests = Dictionary({"/old.place": Array([last, Name.FitH, 500])})
        tree = Array([String("new place"), Dictionary(D=Array([last, Name.XYZ, 0, 400, None]))])
        file.Root.Names = Dictionary(Dests=file.make_indirect(Dictionary(Names=tree)))
        _link(file, 0, 100, Dest=Name("/old.place"))
        _link(file, 0, 80, Dest=String("new place"))
        _link(file, 1, 80, A=Dictionary(S=Name.GoTo, D=String("new place")))
        _link(file, 1, 60, A=Dictionary(S=Name.GoTo, D=Name("/old.place")))
        _link(file, 1, 40, A=Dictionary(S=Name.Named, N=Name.NextPage))
        file.save(path)


def names_of_bytes(path: Path) -> None:
    """Name places in bytes that are no text, in Arabic, with a colon, and with nothing."""
    with plain.opened() as file:
        names = [b"", b"\xff\xfe\x80", b"a:b", b"\xfe\xff\x06\x45\x06\x31", b"caf\xe9"]
        tree = Array([])
        for name in sorted(names):
            tree.append(String(name))
            tree.append(Array([file.pages[2].obj, Name.Fit]))
        file.Root.Names = Dictionary(Dests=file.make_indirect(Dictionary(Names=tree)))
        for place, name in enumerate(names):
            _link(file, 0, 40 + 20 * place, Dest=String(name))
        file.save(path)


def dead_links(path: Path) -> None:
    """Lead to names and pages that are not there, to null, to a page of an index too high.

    One of these links stands on two pages.
    """
    with plain.opened() as file:
        _link(file, 0, 100, Dest=String("nowhere"))
        _link(file, 0, 80, Dest=Array([99, Name.Fit]))
        _link(file, 0, 60, Dest=Array([]))
        _link(file, 0, 40, A=Dictionary(S=Name.GoTo, D=Array([None, Name.Fit])))
        _link(file, 1, 40, A=Dictionary(S=Name.GoTo))
        file.pages[2].obj.Annots = Array([file.pages[0].obj.Annots[-1]])
        file.save(path)


def by_index(path: Path) -> None:
    """Lead to pages by their numbers, which only links to other files should do."""
    with plain.opened() as file:
        _link(file, 0, 100, Dest=Array([1, Name.Fit]))
        _link(file, 1, 100, A=Dictionary(S=Name.GoTo, D=Array([2, Name.XYZ, 0, 0, 0])))
        file.save(path)


def not_chosen(path: Path) -> None:
    """Lead to the third page, of which the pack takes the first two."""
    path.write_bytes(plain.written())


def other_files(path: Path) -> None:
    """Lead into other files, by names with folders, and to addresses with odd letters."""
    with plain.opened() as file:
        other = Dictionary(S=Name.GoToR, F=String("..\\books\\tea.pdf"), D=Array([4, Name.Fit]))
        _link(file, 0, 100, A=other)
        for place, address in enumerate(
            ("http://[::1", "mailto:a@example.org", "HTTPS://EXAMPLE.ORG/%zz#\u00fc", "")
        ):
            _link(file, 1, 40 + 20 * place, A=Dictionary(S=Name.URI, URI=String(address)))
        file.save(path)


def bookmarks(path: Path) -> None:
    """Let bookmarks run in circles, lead nowhere, and be without a title."""
    with plain.opened() as file:
        first = file.Root.Outlines.First
        second = first.Next
        second.Next = first
        second.First = first
        del first.Title
        file.save(path)


def deep_bookmarks(path: Path) -> None:
    """Put 3,000 bookmarks below each other."""
    with plain.opened() as file:
        root = file.make_indirect(Dictionary(Type=Name.Outlines, Count=1))
        above = root
        for number in range(3000):
            entry = file.make_indirect(Dictionary(Title=String(f"Level {number}"), Parent=above))
            entry.Dest = Array([file.pages[number % 3].obj, Name.Fit])
            above.First, above.Last = entry, entry
            above = entry
        file.Root.Outlines = root
        file.save(path)


def circle_of_names(path: Path) -> None:
    """Let the tree of names be its own branch."""
    with plain.opened() as file:
        tree = file.make_indirect(Dictionary())
        leaf = Array([String("end"), Array([file.pages[2].obj, Name.Fit])])
        tree.Kids = Array([tree, file.make_indirect(Dictionary(Names=leaf))])
        file.Root.Names = Dictionary(Dests=tree)
        _link(file, 0, 100, Dest=String("end"))
        file.save(path)


def labels(path: Path) -> None:
    """Call pages by Roman numbers, by letters with a prefix, and by a label of nothing."""
    with plain.opened() as file:
        said = Array([0, Dictionary(S=Name.r, St=4), 1, Dictionary(P=String("A-")), 2, None])
        file.Root.PageLabels = Dictionary(Nums=said)
        file.save(path)


def odd_places(path: Path) -> None:
    """Lead to places on turned pages that are said in words, and in too few numbers."""
    with plain.opened() as file:
        second, third = (page.obj for page in file.pages[1:])
        second.Rotate, third.Rotate = 90, 180
        for place, said in enumerate(
            (
                [Name.XYZ, Name.A, None, String("b")],
                [Name.XYZ],
                [Name.FitR, 1, 2],
                [Name.FitR, 1, 2, Name.C, 4],
                [Name.FitH, Name.D],
                [Name.FitBV],
            )
        ):
            page = third if place % 2 else second
            _link(file, 0, 300 + 30 * place, Dest=Array([page, *said]))
        file.save(path)


def odd_labels(path: Path) -> None:
    """Call pages by the Roman number nought, by numbers of no kind, and by what is no label."""
    with plain.opened() as file:
        said = [0, Dictionary(S=Name.R, St=0), 1, Dictionary(S=Name.Z, St=Name.A), 2, 7]
        file.Root.PageLabels = Dictionary(Nums=Array(said))
        file.save(path)


def wrong_limits(path: Path) -> None:
    """Say in the tree of names that names stand elsewhere than they do."""
    with plain.opened() as file:
        branches = []
        for index, limits in enumerate((Array([String("x"), String("y")]), Name.A, None)):
            names = Array([String(f"n{index}"), Array([file.pages[index].obj, Name.Fit])])
            branches.append(file.make_indirect(Dictionary(Limits=limits, Names=names)))
            _link(file, 0, 100 + 30 * index, Dest=String(f"n{index}"))
        file.Root.Names = Dictionary(Dests=Dictionary(Kids=Array([*branches, None, branches[0]])))
        file.save(path)


ROWS = (
    Awkward(name="both-kinds", producer="pikepdf", make=both_kinds, is_usual=True),
    Awkward(name="names-of-bytes", producer="pikepdf", make=names_of_bytes),
    Awkward(name="dead-links", producer="pikepdf", make=dead_links, lost_links=6),
    Awkward(name="links-by-index", producer="pikepdf", make=by_index),
    Awkward(
        name="not-chosen",
        producer="pymupdf",
        make=not_chosen,
        page_indices=(0, 1),
        lost_links=1,
        is_usual=True,
    ),
    Awkward(name="other-files", producer="pikepdf", make=other_files),
    Awkward(name="bookmarks", producer="pikepdf", make=bookmarks),
    Awkward(name="deep-bookmarks", producer="pikepdf", make=deep_bookmarks),
    Awkward(name="circle-of-names", producer="pikepdf", make=circle_of_names),
    Awkward(name="labels", producer="pikepdf", make=labels),
    Awkward(name="places-odd", producer="pikepdf", make=odd_places),
    Awkward(name="labels-odd", producer="pikepdf", make=odd_labels),
    Awkward(name="limits-wrong", producer="pikepdf", make=wrong_limits),
)
