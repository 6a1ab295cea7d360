import pytest

from tests.verify.damage import Change, Members, repacked, swap
from tests.verify.works import Judge, only

PARAGRAPH = b"They grow towards the light."


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (swap("settings.xml", b"</w:settings>", b""), "edition-invalid", "not well-formed"),
        (
            swap("document.xml.rels", b'Target="numbering.xml"', b'Target="gone.xml"'),
            "edition-invalid",
            "needs gone.xml",
        ),
        (
            swap("document.xml", b"<w:tblHeader", b"<w:cantSplit"),
            "edition-invalid",
            "head of a table is not marked",
        ),
        (
            swap("document.xml", b'descr="Two boxes joined by an arrow."', b'descr=""'),
            "edition-invalid",
            "no alternative text",
        ),
        (
            swap(
                "document.xml",
                b'<w:hyperlink w:anchor="sec-figures"',
                b'<w:hyperlink w:anchor="gone"',
            ),
            "edition-invalid",
            "nowhere: gone",
        ),
        (
            swap("core.xml", b"<dc:title>Everything", b"<dc:title>Nothing"),
            "edition-invalid",
            "title",
        ),
        (swap("styles.xml", b'w:val="en-GB"', b'w:val="fr-FR"'), "edition-invalid", "language"),
        (
            swap("document.xml", b"<w:headerReference", b"<w:otherReference"),
            "edition-layout",
            "running head",
        ),
        (
            swap("document.xml", PARAGRAPH, PARAGRAPH.replace(b"towards ", b"")),
            "edition-unlike",
            "grow towards the light.",
        ),
    ],
)
def test_one_fault_in_the_document_is_the_one_thing_found(
    judge: Judge, change: Change, code: str, words: str
) -> None:
    """Each fault of a Word document is found, and nothing else with it."""
    assert only(judge("docx", repacked(change)), code, words)


def test_a_document_without_its_text_is_found(judge: Judge) -> None:
    """The main part must be there."""

    def change(members: Members) -> None:
        del members["word/document.xml"]
        del members["_rels/.rels"]

    assert only(judge("docx", repacked(change)), "edition-invalid", "no text that can be read")


def test_a_heading_that_is_only_large_text_is_found(judge: Judge) -> None:
    """Word's outline is made of heading styles, so a heading must have one."""
    damage = repacked(swap("document.xml", b'<w:pStyle w:val="Heading1"', b'<w:pStyle w:val="X"'))
    assert only(judge("docx", damage), "edition-unlike", '"no heading: Text"')


def test_a_heading_on_another_level_is_found(judge: Judge) -> None:
    """A subsection of the article is one in Word's outline too."""
    damage = repacked(
        swap("document.xml", b'<w:pStyle w:val="Heading2"', b'<w:pStyle w:val="Heading3"')
    )
    assert only(judge("docx", damage), "edition-unlike", 'says "level 3: Lists"')
