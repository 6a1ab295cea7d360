"""What a woven pack says about itself is judged; each thing broken is found, and only that."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from chapbook import verify
from chapbook.model import BuiltEdition
from chapbook.packs import PACK_EDITIONS, Binder
from chapbook.tools import theme
from chapbook.verify.packs import PackCase, particulars
from tests.bundle import bound

Damage = Callable[[pikepdf.Pdf], None]


def judged(path: Path, damage: Damage) -> list[str]:
    """Return what is found in a pack of one page, once damaged."""
    pack = bound.pack([], theme.usual())
    with pikepdf.new() as file:
        file.add_blank_page()
        file.docinfo.Title = pack.pack.metadata.title
        file.Root.Lang = String(pack.pack.metadata.lang)
        file.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        damage(file)
        file.save(path)
    built = BuiltEdition(edition="pdf", path=path, name="packs/course.pdf", page_count=1)
    case = PackCase(bound=pack, row=PACK_EDITIONS["pdf"], built=built, finished={})
    return [finding.message for finding in particulars.findings(case)]


def test_nothing_is_found_in_a_good_pack(tmp_path: Path) -> None:
    """Title, language and number of pages are those of the pack."""
    assert judged(tmp_path / "pack.pdf", lambda _: None) == []


def title(file: pikepdf.Pdf) -> None:
    """Call the file something else."""
    file.docinfo.Title = "Nothing"


def language(file: pikepdf.Pdf) -> None:
    """Say that the file is in French."""
    file.Root.Lang = String("fr")


def window(file: pikepdf.Pdf) -> None:
    """Let a viewer show the file's name."""
    del file.Root.ViewerPreferences


def more_pages(file: pikepdf.Pdf) -> None:
    """Add a page."""
    file.add_blank_page()


def link(file: pikepdf.Pdf) -> None:
    """Link to a place that is not there."""
    note = Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), Dest=String("nowhere"))
    file.pages[0].obj.Annots = Array([file.make_indirect(note)])


def bookmark(file: pikepdf.Pdf) -> None:
    """Add a bookmark that leads to no page."""
    with file.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Lost", destination=None))


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (title, 'its title is "Nothing"'),
        (language, 'its language is "fr" instead of "en"'),
        (window, "a viewer's window would show the file's name instead of the title"),
        (more_pages, "it has 2 pages, not 1"),
        (link, "a link on page 1 leads nowhere: nowhere"),
        (bookmark, 'the bookmark "Lost" leads nowhere'),
    ],
)
def test_what_is_broken_is_found(damage: Damage, message: str, tmp_path: Path) -> None:
    """Each is told by itself."""
    assert judged(tmp_path / "pack.pdf", damage) == [message]


def test_all_judges_of_woven_files_are_asked() -> None:
    """Whoever judges by itself is in the table."""
    asked = {name for names in verify.OF_PACKS[Binder.WOVEN] for name in names}
    assert asked == {"particulars", "strips", "woven"}
