"""What a publication replaces, what it leaves alone, and what it refuses."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from chapbook import publish
from chapbook.errors import OutputError
from tests.publish.works import article, disagreements, edition, publish_one, tree


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Return an output folder that does not exist yet, in a project with two sources."""
    (tmp_path / "source").mkdir()
    for stem in ("wound", "burn"):
        (tmp_path / f"source/{stem}.md").write_text(stem, encoding="utf-8")
    return tmp_path / "output"


@pytest.fixture
def narrow_umask() -> Iterator[None]:
    """Have the system make files that nobody else can read."""
    before = os.umask(0o077)
    yield
    os.umask(before)


def release(output: Path, *works: tuple[str, dict[str, bytes]], source: str | None = None) -> None:
    """Publish the edition ``pdf`` of each of *works*, in one publication."""
    with publish.desk(output) as desk:
        made = [
            article(stem, edition(desk, f"pdf-{number}", files), source=source)
            for number, (stem, files) in enumerate(works)
        ]
        publish.release(output, desk, made, root=output.parent)


def test_a_publication_is_what_its_manifest_says(output: Path) -> None:
    """Every file lies where it should, is recorded, and nothing else is left in the folder."""
    publish_one(output, "wound", {"pdf": {"wound.pdf": b"p", "handouts/a/wound.pdf": b"h"}})
    assert tree(output).keys() == {
        "wound.pdf",
        "handouts",
        "handouts/a",
        "handouts/a/wound.pdf",
        "index.html",
        "manifest.json",
    }
    assert disagreements(output) == []


@pytest.mark.usefixtures("narrow_umask")
def test_everybody_can_read_what_is_published(output: Path) -> None:
    """Files have mode 0644 and folders 0755 under any umask."""
    publish_one(output, "wound", {"pdf": {"handouts/wound.pdf": b"h"}})
    assert output.stat().st_mode & 0o777 == 0o755
    assert disagreements(output) == []


def test_a_build_replaces_only_its_own_editions(output: Path) -> None:
    """Building the PDF leaves the EPUB, with the fingerprint it was built from."""
    publish_one(output, "wound", {"pdf": {"wound.pdf": b"1"}, "epub": {"wound.epub": b"1"}}, "one")
    publish_one(output, "burn", {"pdf": {"burn.pdf": b"1"}}, "one")
    publish_one(output, "wound", {"pdf": {"wound.pdf": b"2"}}, "two")
    assert publish.is_current(output, "wound", "pdf", "two")
    assert publish.is_current(output, "wound", "epub", "one")
    assert publish.is_current(output, "burn", "pdf", "one")
    assert disagreements(output) == []


def test_files_an_edition_no_longer_has_are_removed(output: Path) -> None:
    """A file that the new build does not make goes, and its folder when that is empty."""
    publish_one(output, "wound", {"pdf": {"wound.pdf": b"1", "handouts/wound.pdf": b"1"}})
    publish_one(output, "wound", {"pdf": {"wound.pdf": b"2"}})
    assert not (output / "handouts").exists()
    assert disagreements(output) == []


def test_a_dropped_edition_goes_with_its_files(output: Path) -> None:
    """An edition that the article no longer has leaves neither files nor entry."""
    publish_one(output, "wound", {"pdf": {"wound.pdf": b"1"}, "epub": {"wound.epub": b"1"}})
    with publish.desk(output) as desk:
        work = article("wound", dropped=frozenset({"epub"}))
        manifest = publish.release(output, desk, [work], root=output.parent)
    assert set(manifest.articles["wound"].editions) == {"pdf"}
    assert not (output / "wound.epub").exists()


def test_a_file_that_is_the_same_is_not_touched(output: Path) -> None:
    """Publishing the same bytes again leaves the very file, so other programs see no change."""
    publish_one(output, "wound", {"pdf": {"wound.pdf": b"1"}})
    before = {name: (output / name).stat().st_ino for name in tree(output)}
    publish_one(output, "wound", {"pdf": {"wound.pdf": b"1"}})
    assert before == {name: (output / name).stat().st_ino for name in tree(output)}


def test_a_file_that_others_cannot_read_is_made_good(output: Path) -> None:
    """A published file whose mode was changed gets mode 0644 again, though its bytes are right."""
    publish_one(output, "wound", {"pdf": {"wound.pdf": b"1"}})
    (output / "wound.pdf").chmod(0o600)
    publish_one(output, "wound", {"pdf": {"wound.pdf": b"1"}})
    assert disagreements(output) == []


def test_a_damaged_file_is_made_good(output: Path) -> None:
    """A published file that was changed by hand is replaced by the next build."""
    publish_one(output, "wound", {"pdf": {"wound.pdf": b"1"}})
    (output / "wound.pdf").write_bytes(b"damaged")
    publish_one(output, "wound", {"pdf": {"wound.pdf": b"1"}})
    assert disagreements(output) == []


@pytest.mark.parametrize("stem", ["wound", "Wound", "WOUND"])
def test_equal_stems_are_an_error_that_names_both(output: Path, stem: str) -> None:
    """Two sources of one stem, as any disk sees it, are refused by name; nothing changes."""
    release(output, ("wound", {"wound.pdf": b"1"}))
    before = tree(output)
    with pytest.raises(OutputError, match=r"source/wound\.md and source/more/") as caught:
        release(output, (stem, {f"{stem}.pdf": b"2"}), source=f"source/more/{stem}.md")
    assert "Rename" in caught.value.fix
    assert tree(output) == before


def test_a_source_that_was_moved_keeps_its_files(output: Path) -> None:
    """When the source of an entry is gone, a work of the same stem takes the entry over."""
    publish_one(output, "wound", {"epub": {"wound.epub": b"1"}})
    (output.parent / "source/wound.md").unlink()
    release(output, ("wound", {"wound.pdf": b"2"}), source="source/skin/wound.md")
    manifest = publish.read_manifest(output)
    assert manifest is not None
    assert manifest.articles["wound"].source == "source/skin/wound.md"
    assert set(manifest.articles["wound"].editions) == {"epub", "pdf-0"}


def test_a_pack_may_have_the_stem_of_an_article(output: Path) -> None:
    """Packs and articles are entries of their own."""
    release(output, ("wound", {"wound.pdf": b"1"}))
    with publish.desk(output) as desk:
        made = edition(desk, "pdf", {"packs/wound.pdf": b"2"})
        pack = article("wound", made, source="source/coursepack.yaml", kind=publish.Kind.PACK)
        publish.release(output, desk, [pack], root=output.parent)
    assert publish.is_current(output, "wound", "pdf", "f", kind=publish.Kind.PACK)
    assert disagreements(output) == []


@pytest.mark.parametrize("name", ["burn-references.bib", "Burn-References.bib"])
def test_a_file_claimed_by_two_works_is_an_error(output: Path, name: str) -> None:
    """Works of different stems whose file names meet are refused, and both are named."""
    release(output, ("burn", {"burn-references.bib": b"1"}))
    with pytest.raises(OutputError, match=r"source/burn\.md.*source/burn-references\.md"):
        release(output, ("burn-references", {name: b"2"}))


def test_a_file_cannot_be_a_folder_as_well(output: Path) -> None:
    """One work's file and another's folder of the same name are refused."""
    with pytest.raises(OutputError, match="Two claim the file x"):
        release(output, ("wound", {"x": b"1"}), ("burn", {"x/y": b"1"}))


@pytest.mark.parametrize(
    "name", ["manifest.json", "Manifest.JSON", ".lock", "a/../b", "draft/x.pdf", "/x", "a//b", "a/"]
)
def test_reserved_names_are_refused(output: Path, name: str) -> None:
    """No work can publish over the manifest, the journal, the drafts or outside the folder."""
    with publish.desk(output) as desk:
        path = desk / "x"
        path.write_bytes(b"")
        made = publish.MadeFile(path=path, name=name, purpose="")
        work = article("x", publish.MadeEdition(name="pdf", fingerprint="f", files=(made,)))
        with pytest.raises(OutputError, match="cannot be published"):
            publish.release(output, desk, [work], root=output.parent)
    assert tree(output) == {}


def test_a_foreign_file_is_not_overwritten(output: Path) -> None:
    """A file that no build made stops the publication; the message says how to go on."""
    release(output, ("wound", {"wound.pdf": b"1"}))
    (output / "burn.pdf").write_bytes(b"a reader's own file")
    with pytest.raises(OutputError, match=r"burn\.pdf is not in manifest\.json") as caught:
        release(output, ("burn", {"burn.pdf": b"2"}))
    assert "Move" in caught.value.fix
    assert (output / "burn.pdf").read_bytes() == b"a reader's own file"


def test_a_foreign_file_of_the_same_content_is_adopted(output: Path) -> None:
    """A file that equals the one to be published is no obstacle."""
    release(output, ("wound", {"wound.pdf": b"1"}))
    (output / "burn.pdf").write_bytes(b"2")
    release(output, ("burn", {"burn.pdf": b"2"}))
    assert disagreements(output) == []


def test_a_build_works_after_the_manifest_was_deleted(output: Path) -> None:
    """Without a manifest, files of our names are made anew and others left alone."""
    release(output, ("wound", {"wound.pdf": b"1"}), ("burn", {"burn.pdf": b"1"}))
    (output / "manifest.json").unlink()
    release(output, ("wound", {"wound.pdf": b"2"}))
    assert (output / "wound.pdf").read_bytes() == b"2"
    assert (output / "burn.pdf").read_bytes() == b"1"


def test_links_and_folders_in_the_way_are_refused(output: Path, tmp_path: Path) -> None:
    """Neither a link nor a folder is replaced by a file, even when nothing is known."""
    output.mkdir()
    (output / "wound.pdf").symlink_to(tmp_path / "elsewhere.pdf")
    (output / "burn.pdf").mkdir()
    with pytest.raises(OutputError, match=r"burn\.pdf is a folder.*wound\.pdf is a link"):
        release(output, ("wound", {"wound.pdf": b"1"}), ("burn", {"burn.pdf": b"1"}))


def test_nothing_is_removed_through_a_link(output: Path, tmp_path: Path) -> None:
    """When a folder of ours was replaced by a link, files behind the link stay."""
    release(output, ("wound", {"handouts/wound.pdf": b"1"}))
    (output / "handouts").rename(tmp_path / "elsewhere")
    (output / "handouts").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match="handouts is a link"):
        release(output, ("wound", {"wound.pdf": b"2"}))
    assert (tmp_path / "elsewhere/wound.pdf").read_bytes() == b"1"


def test_an_index_sees_every_work(output: Path) -> None:
    """The shared files are made from the manifest as it will be, other works included."""
    publish_one(output, "wound", {"pdf": {"wound.pdf": b"1"}})
    publish_one(output, "burn", {"pdf": {"burn.pdf": b"1"}})
    assert (output / "index.html").read_text("utf-8").split() == ["burn.pdf", "wound.pdf"]


def test_a_withdrawn_work_leaves_nothing(output: Path) -> None:
    """Withdrawing removes the entry and the files of one work, and no others."""
    release(output, ("wound", {"handouts/wound.pdf": b"1"}), ("burn", {"burn.pdf": b"1"}))
    publish.withdraw(output, "wound")
    assert tree(output).keys() == {"burn.pdf", "manifest.json"}
    assert disagreements(output) == []


def test_withdrawing_an_unknown_work_changes_nothing(output: Path) -> None:
    """A stem without an entry is withdrawn already."""
    release(output, ("burn", {"burn.pdf": b"1"}))
    before = tree(output)
    publish.withdraw(output, "wound")
    assert tree(output) == before


def test_only_plain_files_on_the_desk_are_published(output: Path, tmp_path: Path) -> None:
    """A file elsewhere, or a link, is a fault of the caller: nothing is taken from there."""
    (tmp_path / "secret").write_bytes(b"s")
    with publish.desk(output) as desk:
        (desk / "link.pdf").symlink_to(tmp_path / "secret")
        for path in (tmp_path / "secret", desk / "link.pdf", desk / "missing.pdf"):
            made = publish.MadeFile(path=path, name="x.pdf", purpose="")
            work = article("x", publish.MadeEdition(name="pdf", fingerprint="f", files=(made,)))
            with pytest.raises(ValueError, match="not a plain file on the desk"):
                publish.release(output, desk, [work], root=output.parent)


def test_the_folder_may_be_named_by_a_relative_path(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A desk that is named one way and files another still come together."""
    monkeypatch.chdir(output.parent)
    with publish.desk(Path("output")) as desk:
        made = edition(desk.resolve(), "pdf", {"wound.pdf": b"1"})
        publish.release(Path("output"), desk, [article("wound", made)], root=Path())
    assert disagreements(output) == []


def test_an_absolute_source_is_refused() -> None:
    """The manifest of two clones must be the same, so no path of a machine enters it."""
    with pytest.raises(ValueError, match="not relative"):
        article("wound", source="/home/someone/wound.md")
