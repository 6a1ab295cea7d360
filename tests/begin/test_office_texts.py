"""Documents of word processors with what real ones have, as articles."""

import json
import zipfile
from pathlib import Path

import pytest

from chapbook.begin import convert
from chapbook.begin.options import Beginning
from chapbook.errors import UsageError
from chapbook.tools import yaml
from tests.conftest import judged

WORK = {
    "id": 102,
    "type": "book",
    "title": "Tee",
    "publisher": "Thieme",
    "author": [{"family": "Müller", "given": "Änne"}],
    "issued": {"date-parts": [["2015"]]},
}


def zotero(shown: str, *, old: bool, **place: str) -> str:
    """Return a citation as LibreOffice keeps it: Zotero's mark, or a field that came from Word."""
    cluster = {"citationID": "x", "citationItems": [{"id": 102, "itemData": WORK, **place}]}
    said = f"ZOTERO_ITEM CSL_CITATION {json.dumps(cluster)}"
    quoted = said.replace("&", "&amp;").replace('"', "&quot;")
    if old:
        name = f'text:name="{quoted} RNDabc"'
        return f"<text:reference-mark-start {name}/>{shown}<text:reference-mark-end {name}/>"
    param = f'<field:param field:name="code" field:value="ADDIN {quoted}"/>'
    start = f'<field:fieldmark-start text:name="B">{param}</field:fieldmark-start>'
    return f"{start}<field:fieldmark-separator/>{shown}<field:fieldmark-end/>"


def open_document(path: Path, body: str) -> None:
    """Write an OpenDocument text with *body* between the tags of its text."""
    spaces = {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "field": "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0",
    }
    named = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in spaces.items())
    automatic = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name='
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", (
            f"<office:document-content {named}><office:automatic-styles>{automatic}\"Title\"/>"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>"
        ))  # fmt: skip
        archive.writestr("styles.xml", (
            f"<office:document-styles {named}><office:styles><style:default-style "
            'style:family="paragraph"><style:text-properties fo:language="de" fo:country="AT"/>'
            "</style:default-style></office:styles></office:document-styles>"
        ))  # fmt: skip
        archive.writestr("META-INF/manifest.xml", "<manifest/>")


BODY = f"""<text:p text:style-name="P1">Tee im Alter</text:p>
<text:p text:style-name="Author">Dr. Änne Müller<text:span>1</text:span>, Jörg Weiß<text:span>1,2
</text:span></text:p>
<text:p text:style-name="Contents_20_Heading">Inhaltsverzeichnis</text:p>
<text:p>1. Wasser 1</text:p><text:p>2. Kanne ..... 12</text:p>
<text:h text:outline-level="1"><text:bookmark text:name="a"/>1. Wasser</text:h>
<text:p>Es kocht {zotero("[1]", old=True)}, sagt man
<office:annotation><dc:creator>Jörg</dc:creator><text:p>Wer?</text:p></office:annotation>oft.</text:p>
<text:h text:outline-level="1">2. Kanne</text:h>
<text:p>Sie ist rund {zotero("[1, S. 7]", old=False, locator="7", label="page")}.</text:p>
<text:list><text:list-item><text:p>Eins</text:p></text:list-item></text:list>
<text:list><text:list-item><text:list><text:list-item><text:p>Darin</text:p></text:list-item>
</text:list></text:list-item></text:list>
<text:h text:outline-level="1">Literatur</text:h>
<text:p><field:fieldmark-start text:name="C"><field:param field:name="code"
field:value="ADDIN ZOTERO_BIBL {{}} CSL_BIBLIOGRAPHY"/></field:fieldmark-start>1. Müller.</text:p>
<text:p>2. Noch eins.<field:fieldmark-end/></text:p>"""


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, tuple[str, ...]]:
    """Return the article made of an OpenDocument text, and what there is to look at."""
    open_document(tmp_path / "tee.odt", BODY)
    said = Beginning(folder=tmp_path / "made", source=tmp_path / "tee.odt", yes=True)
    started = convert.begin(said)
    return started.article, started.remarks


def test_a_text_of_libreoffice_tells_who_and_what(made: tuple[Path, tuple[str, ...]]) -> None:
    """Title and authors stand in styles, without academic titles and marks; comments are told."""
    text = made[0].read_text("utf-8")
    data = yaml.load(text.split("---\n")[1]).data
    assert data["title"] == "Tee im Alter"
    assert [name["family"] for name in data["author"]] == ["Müller", "Weiß"]
    assert 'comment of Jörg: "Wer?"' in made[1]
    assert "Wer?" not in text


def test_zotero_in_libreoffice_becomes_citations(made: tuple[Path, tuple[str, ...]]) -> None:
    """Marks and fields of Zotero are citations with pages as German has them; its list goes."""
    text = made[0].read_text("utf-8").replace("\u00a0", " ")
    assert "Es kocht [@müller2015], sagt man oft." in text
    assert "Sie ist rund [@müller2015, S. 7]." in text
    assert "Literatur" not in text
    assert "Noch eins" not in text
    works = json.loads((made[0].parent / "references.json").read_text("utf-8"))
    assert [work["id"] for work in works] == ["müller2015"]
    assert judged(made[0]) == ()


def test_typed_contents_and_numbers_go(made: tuple[Path, tuple[str, ...]]) -> None:
    """A list of contents and numbers of headings are furniture; a list in a list is one."""
    text = made[0].read_text("utf-8")
    assert "Inhaltsverzeichnis" not in text
    assert "12" not in text
    assert "# Wasser\n" in text
    assert "1.  Eins\n    1.  Darin\n" in text


@pytest.mark.parametrize("body", ["<text:p>", "<text:p>&x;</text:p>"])
def test_a_damaged_text_is_said(body: str, tmp_path: Path) -> None:
    """What is no XML is an answer, not a traceback."""
    open_document(tmp_path / "tee.odt", body)
    with pytest.raises(UsageError, match="damaged"):
        convert.begin(Beginning(folder=tmp_path / "made", source=tmp_path / "tee.odt", yes=True))


def test_a_damaged_citation_stays_text(tmp_path: Path) -> None:
    """A mark without its end, or without its data, leaves the words that stood there."""
    mark = '<text:reference-mark-start text:name="ZOTERO_ITEM CSL_CITATION {{}} R"/>[1]'
    open_document(tmp_path / "tee.odt", f"<text:p>Tee {mark} ist heiß.</text:p>")
    said = Beginning(folder=tmp_path / "made", source=tmp_path / "tee.odt", yes=True)
    assert "\\[1\\] ist heiß" in convert.begin(said).article.read_text("utf-8")
