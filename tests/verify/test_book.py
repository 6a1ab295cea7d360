import pytest

from tests.verify.damage import Change, Damage, Members, repacked, swap
from tests.verify.works import Judge, only

PARAGRAPH = b"They grow towards the light."


def without(name: str) -> Damage:
    """Return a damage that takes the member *name* away."""

    def change(members: Members) -> None:
        del members[name]

    return repacked(change)


def with_member(name: str, content: bytes) -> Damage:
    """Return a damage that adds or replaces the member *name*."""

    def change(members: Members) -> None:
        members[name] = content

    return repacked(change)


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (
            swap("mimetype", b"epub", b"zip0"),
            "edition-invalid",
            "media type is not that of an EPUB",
        ),
        (swap("cover.xhtml", b"</body>", b"</boy>"), "edition-invalid", "not well-formed"),
        (
            swap(".opf", b"<itemref ", b'<itemref idref="gone"/><itemref '),
            "edition-invalid",
            "no chapter",
        ),
        (swap(".opf", b">en-GB<", b">fr<"), "edition-invalid", "language"),
        (
            swap(".opf", b">Everything: an article", b">Nothing: an article"),
            "edition-invalid",
            "title",
        ),
        (
            swap("text/sec-text.xhtml", b"</body>", b'<p><a href="#gone">x</a></p></body>'),
            "edition-invalid",
            "nowhere: #gone",
        ),
        (
            swap("text/sec-text.xhtml", b"</body>", b'<p><a href="gone.xhtml">x</a></p></body>'),
            "edition-invalid",
            "nowhere: gone.xhtml",
        ),
        (
            swap("text/sec-text.xhtml", b"</body>", b'<p id="twice"/><p id="twice"/></body>'),
            "edition-invalid",
            '"twice" stands twice',
        ),
        (
            swap("text/sec-text.xhtml", b"</body>", b'<img src="../images/cover.png"/></body>'),
            "edition-invalid",
            "no alternative text",
        ),
        (
            swap(
                "text/sec-text.xhtml",
                b"</body>",
                b'<img alt="" src="https://example.org/a.png"/></body>',
            ),
            "edition-invalid",
            "fetches https://example.org/a.png",
        ),
        (swap(".css", b"url(", b"url(gone.ttf), url("), "edition-invalid", "needs gone.ttf"),
        (
            swap(".xhtml", PARAGRAPH, PARAGRAPH.replace(b"towards ", b"")),
            "edition-unlike",
            "grow towards the light.",
        ),
    ],
)
def test_one_fault_in_the_book_is_the_one_thing_found(
    judge: Judge, change: Change, code: str, words: str
) -> None:
    """Each fault of an EPUB is found, and nothing else with it."""
    assert only(judge("epub", repacked(change)), code, words)


def test_a_media_type_that_is_compressed_is_found(judge: Judge) -> None:
    """Devices read the media type at a fixed place, so it must be stored as it is."""
    damage = repacked(lambda members: None, stored=())
    assert only(judge("epub", damage), "edition-invalid", "uncompressed")


def test_a_file_that_the_manifest_does_not_list_is_found(judge: Judge) -> None:
    """E-readers drop what the manifest does not list."""
    damage = with_member("EPUB/notes.txt", b"x")
    assert only(judge("epub", damage), "edition-invalid", "does not list EPUB/notes.txt")


def test_a_missing_record_is_found(judge: Judge) -> None:
    """What the package links to as metadata is in the book, though not in its manifest."""
    damage = without("EPUB/records/article.bib")
    assert only(judge("epub", damage), "edition-invalid", "lists EPUB/records/article.bib")


def test_a_font_that_is_none_is_found(judge: Judge) -> None:
    """A file that ends like a font must be one."""
    damage = with_member("EPUB/fonts/source-sans-pro-regular.ttf", b"nothing")
    assert only(judge("epub", damage), "edition-invalid", "is not a font")


@pytest.mark.parametrize("edition", ["epub", "docx"])
@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: data[: len(data) // 2], id="half"),
        pytest.param(lambda data: data[:3000] + bytes(3000) + data[6000:], id="hole"),
    ],
)
def test_a_damaged_archive_is_found(judge: Judge, edition: str, damage: Damage) -> None:
    """Half an archive, or one with a hole in it, cannot be opened."""
    assert only(judge(edition, damage), "edition-invalid", "cannot be opened as a")


def test_a_book_without_its_package_is_found(judge: Judge) -> None:
    """The container names a package, which must be there."""
    assert only(judge("epub", without("EPUB/content.opf")), "edition-invalid", "cannot be opened")


def test_contents_that_lack_a_section_are_found(judge: Judge) -> None:
    """The contents list every section of the article in its order."""
    damage = repacked(swap("nav.xhtml", b">Tables<", b">Parts<"))
    assert only(judge("epub", damage), "edition-unlike", 'contents do not list "Tables"')
