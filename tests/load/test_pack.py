"""Reading the files of packs: each fault in its place, and whatever is sound all the same."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapbook.errors import UsageError
from chapbook.findings import Finding
from chapbook.load import pack as packs
from chapbook.load import pack_readings, pack_texts
from chapbook.pack import Origin, Pack
from chapbook.packfile import ReadingFile, page_indices
from chapbook.tools import yaml
from chapbook.tools.pandoc import ast
from tests.packs import mixed

ROOT = Path(__file__).parents[2]
PACKS = Path(__file__).parents[1] / "packs"
GOOD = [
    ROOT / "source" / "coursepack.yaml",
    *(PACKS / name / "coursepack.yaml" for name in ("small", "arabic", "deutsch")),
]

HEAD = "title: A reader\ninstructor: Ada Lovelace\ndate: 2026-09-01\nlang: en\n"
PARTS = "parts:\n  - title: Week 1\n    readings:\n      - note: note.md\n"


def read(folder: Path, text: str, note: str = "One sentence.\n") -> Pack:
    """Return the pack that says *text*, in a folder with a note."""
    (folder / "note.md").write_text(note, "utf-8")
    path = folder / "coursepack.yaml"
    path.write_text(text, "utf-8")
    return packs.pack(path)


def told(pack: Pack) -> list[str]:
    """Return places and codes of what reading found."""
    return [f"{found.place}: {found.code}" for found in pack.findings]


def found(pack: Pack, code: str) -> Finding:
    """Return the only finding of *code*."""
    (only,) = [finding for finding in pack.findings if finding.code == code]
    return only


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.parent.name)
def test_a_good_pack_is_read_without_findings(path: Path) -> None:
    """The shipped pack and those of the tests have nothing wrong with their files."""
    pack = packs.pack(path)
    assert told(pack) == []
    assert len(pack.readings) == path.read_text("utf-8").count("- article:") + path.read_text(
        "utf-8"
    ).count("- note:")


def test_a_reading_says_everything_that_the_file_says(tmp_path: Path) -> None:
    """Pages are 0-based, rights are lines, days are days, and texts are blocks."""
    tea, story, old, welcome, _ = packs.pack(mixed.made(tmp_path)).readings
    assert [tea.origin, story.origin, welcome.origin] == [
        Origin.ARTICLE,
        Origin.DOCUMENT,
        Origin.NOTE,
    ]
    assert story.page_indices == ((0, 0), (2, 3))
    assert story.authors == ({"family": "Kirk", "given": "Joan"},)
    assert story.rights.permission.startswith("Reprinted with permission")
    assert story.rights.credits == ("Drawing on page 3: Joan Kirk",)
    assert story.item is not None
    assert story.item["id"] == "tagged"
    assert (old.identifier, old.lang, old.due) == ("old-story", "en", dt.date(2026, 9, 21))
    assert tea.front_matter is not None
    assert tea.front_matter.title == "What is in a cup of tea"
    assert ast.text(list(story.instructions)) == "Read it after What is in a cup of tea."


def test_a_note_gives_its_heading_as_its_title() -> None:
    """The only heading of the first level is the title, and those below it move up."""
    note = packs.pack(PACKS / "small" / "coursepack.yaml").readings[0]
    headers = [node for node in ast.nodes(list(note.blocks)) if node["t"] == "Header"]
    assert note.title == "Welcome"
    assert [(node["c"][0], ast.text(node["c"][2])) for node in headers] == [(1, "What you need")]
    assert ast.identifier(headers[0]) == "welcome-what-you-need"
    assert note.authors == ({"family": "Lovelace", "given": "Ada"},)


def test_pictures_of_notes_are_named_for_the_whole_pack(tmp_path: Path) -> None:
    """Two notes in two folders may both have a picture of the same name."""
    drawing = (PACKS / "small" / "pictures" / "cup.svg").read_bytes()
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "cup.svg").write_bytes(drawing)
        (tmp_path / folder / "note.md").write_text('![A cup](cup.svg){alt="A cup."}\n', "utf-8")
    parts = PARTS.replace("note.md", "one/note.md") + "      - note: two/note.md\n"
    pack = read(tmp_path, HEAD + parts)
    assert told(pack) == []
    assert list(pack.assets) == ["one/cup.svg", "two/cup.svg"]
    assert [reading.identifier for reading in pack.readings] == ["note", "note-2"]
    targets = [
        node["c"][2][0]
        for reading in pack.readings
        for node in ast.nodes(list(reading.blocks))
        if node["t"] == "Image"
    ]
    assert targets == list(pack.assets)
    assert {"one/cup.svg", "two/note.md"} <= pack.inputs.keys()


def test_a_note_reads_nothing_outside_its_folder(tmp_path: Path) -> None:
    """Pictures and included files beside the folder of a note are refused."""
    (tmp_path / "secret.png").write_bytes(b"secret")
    (tmp_path / "in").mkdir()
    pack = read(tmp_path / "in", HEAD + PARTS, '![Secret](../secret.png){alt="Secret."}\n')
    assert told(pack) == ["note.md:1:11: file-outside"]
    assert all(path.parent.name == "in" for path in pack.inputs.values())


def test_every_fault_is_told_at_once_and_in_its_place(tmp_path: Path) -> None:
    """One thing that is wrong hides no other, and what is sound is there all the same."""
    text = HEAD.replace("date: 2026-09-01", "date: 2026-13-01") + (
        "terms: Autumn\n"
        "paper: a3\n"
        "parts:\n"
        "  - title: Week 1\n"
        "    readings:\n"
        "      - note: nothing.md\n"
        "      - note: note.md\n"
        "        due: tomorrow\n"
        "        rights: {licenc: CC-BY-4.0}\n"
        "      - {pdf: book.pdf, title: A book, pages: 7-3}\n"
        "      - pages: 3\n"
        "  - readings: some\n"
    )
    pack = read(tmp_path, text)
    assert sorted(told(pack)) == sorted(
        [
            "coursepack.yaml:3:7: value-wrong",
            "coursepack.yaml:5:1: key-misspelt",
            "coursepack.yaml:6:8: value-wrong",
            "coursepack.yaml:10:15: pack-reading-missing",
            "coursepack.yaml:12:14: value-wrong",
            "coursepack.yaml:13:18: key-misspelt",
            "coursepack.yaml:14:47: value-wrong",
            "coursepack.yaml:14:15: pack-reading-missing",
            "coursepack.yaml:15:9: value-wrong",
            "coursepack.yaml:16:5: key-missing",
            "coursepack.yaml:16:15: value-wrong",
        ]
    )
    assert [reading.identifier for reading in pack.readings] == ["note"]


@pytest.mark.parametrize("key", ["title", "instructor", "date", "lang", "parts"])
def test_a_key_that_is_missing_comes_with_a_line_to_paste(tmp_path: Path, key: str) -> None:
    """What is said to be added takes the finding away."""
    lines = (HEAD + PARTS).split("\n")
    left = [line for line in lines if not line.startswith(key)]
    if key == "parts":
        left = HEAD.split("\n")
    first = found(read(tmp_path, "\n".join(left)), "key-missing")
    assert f'"{key}"' in first.message
    added = first.fix.removeprefix("add the line  ").replace("article: article.md", "note: note.md")
    assert told(read(tmp_path, "\n".join([added, *left]))) == []


def test_other_names_of_keys_are_read(tmp_path: Path) -> None:
    """Both spellings of licence, people as text, and pages as a list are understood."""
    text = HEAD.replace("instructor:", "authors:") + "licence: CC-BY-4.0\n" + PARTS
    text += "        rights: {license: CC0-1.0}\n"
    pack = read(tmp_path, text)
    assert told(pack) == []
    assert pack.metadata.license == "CC-BY-4.0"
    assert pack.readings[0].rights.licence == "CC0-1.0"
    assert pack.places["license"].line == 5
    assert pack.readings[0].places["rights.licence"].line == 10


def test_what_stands_below_x_is_never_looked_at(tmp_path: Path) -> None:
    """Keys of other programs may stand below x at each level."""
    text = HEAD + "x: {anything: [1, {2: 3}]}\n" + PARTS + "        x: {mine: yes}\n"
    assert told(read(tmp_path, text)) == []


def test_a_line_of_an_introduction_is_where_it_was_typed(tmp_path: Path) -> None:
    """Of a text below a bar each line is known, of another the line where it begins."""
    literal = "    introduction: |\n      One.\n\n      ![](no.png)\n"
    text = HEAD + PARTS.replace("    readings", literal + "    readings")
    assert told(read(tmp_path, text)) == ["coursepack.yaml:10: image-missing"]
    plain = "    introduction: One. ![](no.png)\n"
    text = HEAD + PARTS.replace("    readings", plain + "    readings")
    assert told(read(tmp_path, text)) == ["coursepack.yaml:7: image-missing"]


def test_texts_are_the_same_together_and_alone(tmp_path: Path) -> None:
    """Reading many short texts at once changes none of them."""
    texts = [
        "One *word*.",
        "- a\n- b",
        "    code",
        "> quoted\nlazily",
        "# Head",
        "a\\",
        "1. x\n\n   y",
    ]
    together = pack_texts._blocks(texts)
    assert together == [pack_texts._blocks([text])[0] for text in texts]
    fenced = ["::: box\nnever closed", "Two.", "[a]: https://example.org/", "[a]"]
    assert pack_texts._blocks(fenced) == [pack_texts._blocks([text])[0] for text in fenced]


def test_identifiers_are_ascii_unique_and_stable() -> None:
    """Names of files become identifiers; another script becomes a number that stays the same."""
    names = ["Smith 2020.pdf", "a/smith-2020.pdf", "2019.pdf", "كتاب.pdf", "cover.pdf", "Ärger.pdf"]
    files = [ReadingFile(pdf=name, title="T") for name in names]
    found_names = pack_readings.identifiers(files)
    assert found_names[:3] == ["smith-2020", "smith-2020-2", "r-2019"]
    assert found_names[3].startswith("reading-")
    assert found_names[4:] == ["r-cover", "arger"]
    more = [*files, ReadingFile(pdf="x/كتاب.pdf", title="T")]
    assert pack_readings.identifiers(more)[:6] == found_names


def test_an_identifier_that_is_given_is_never_given_away() -> None:
    """A file of the same name as a given id gets another one, wherever it stands."""
    files = [ReadingFile(note="one.md"), ReadingFile(note="two.md", id="one")]
    assert pack_readings.identifiers(files) == ["one-2", "one"]


def test_a_cover_is_a_picture_or_a_finding(tmp_path: Path) -> None:
    """The picture of the cover is read as those of articles are."""
    shutil.copy(PACKS / "small" / "pictures" / "cup.svg", tmp_path / "cup.svg")
    pack = read(tmp_path, HEAD + "cover: {image: cup.svg}\n" + PARTS)
    assert pack.cover is not None
    assert "cup.svg" in pack.inputs
    pack = read(tmp_path, HEAD + "cover: {image: mug.svg}\n" + PARTS)
    assert told(pack) == ["coursepack.yaml:5:16: image-missing"]
    assert pack.cover is None


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("3", ((2, 2),)),
        ("3-7, 9, 12-", ((2, 6), (8, 8), (11, None))),
        ("12\u201314,1", ((11, 13), (0, 0))),
        (" 5 - 6 ", ((4, 5),)),
    ],
)
def test_ranges_of_pages_are_read(text: str, ranges: tuple[tuple[int, int | None], ...]) -> None:
    """Pages are typed from 1, with a hyphen or a dash, in the order that is wanted."""
    assert page_indices(text) == ranges


@pytest.mark.parametrize("text", ["", "a", "7-3", "0-2", "3,,4", "1-4, 3", "5-, 9", "-3", "1" * 9])
def test_what_is_no_range_of_pages_is_refused(text: str) -> None:
    """Nonsense, page 0, ranges that run backwards and pages named twice are refused."""
    with pytest.raises(ValueError, match=r"page|range|backwards"):
        page_indices(text)


@given(st.lists(st.integers(1, 400), min_size=2, max_size=12, unique=True).map(sorted))
def test_ranges_hold_the_pages_that_were_typed(ends: list[int]) -> None:
    """Ranges with gaps between them come back as they were written."""
    pairs = list(zip(ends[::2], ends[1::2], strict=False))
    text = ", ".join(f"{first}-{last}" for first, last in pairs)
    assert page_indices(text) == tuple((first - 1, last - 1) for first, last in pairs)


@given(st.text("0123456789-\u2013, a", max_size=20))
def test_any_text_is_ranges_or_refused(text: str) -> None:
    """Whatever is typed gives ranges of pages none of which is named twice, or a reason."""
    try:
        ranges = page_indices(text)
    except ValueError:
        return
    pages = [n for first, last in ranges for n in (range(first, last + 1) if last else [first])]
    assert len(set(pages)) == len(pages) or len(pages) > 10**5


LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-5, 3000)
    | st.sampled_from(
        ["note.md", "2026-09-01", "en", "Ada Lovelace", "a: b", "*x*", "3-7", "", "[](pack:a)", "د"]
    )
)
KEYS = st.sampled_from(
    [
        "title",
        "parts",
        "readings",
        "note",
        "article",
        "pdf",
        "rights",
        "licence",
        "pages",
        "due",
        "lang",
        "date",
        "instructor",
        "cover",
        "image",
        "id",
        "x",
        "introduction",
        "instructions",
        "item",
        "author",
        "editions",
        "allow",
        "theme",
        "paper",
        "nonsense",
        "titel",
    ]
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=25,
)


@settings(max_examples=40)
@given(st.dictionaries(KEYS, TREES, max_size=8))
def test_any_keys_and_values_give_a_pack_or_findings(
    tmp_path_factory: pytest.TempPathFactory, data: dict[str, object]
) -> None:
    """Whatever stands under whatever key, the file is read to its end."""
    folder = tmp_path_factory.mktemp("any")
    pack = read(folder, yaml.dump(data))
    assert pack.readings or pack.findings


@settings(max_examples=30)
@given(st.text(max_size=80))
def test_any_text_gives_findings(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """A file that is no pack is refused with a place, never with a traceback."""
    folder = tmp_path_factory.mktemp("text")
    (folder / "coursepack.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
    assert packs.pack(folder / "coursepack.yaml").findings


def test_merged_keys_have_a_place(tmp_path: Path) -> None:
    """What an alias brings in (``<<``) is read, and its faults are told."""
    text = "usual: &usual\n  lang: 3\n" + HEAD + PARTS + "        <<: *usual\n"
    pack = read(tmp_path, text)
    assert [finding.code for finding in pack.findings] == ["key-unknown", "value-wrong"]


def test_there_must_be_such_a_file(tmp_path: Path) -> None:
    """A pack that is not there, and a file of another kind, are faults of the call."""
    with pytest.raises(UsageError, match="there is no pack"):
        packs.pack(tmp_path / "coursepack.yaml")
    (tmp_path / "a.md").write_text("a", "utf-8")
    with pytest.raises(UsageError, match="no pack"):
        packs.pack(tmp_path / "a.md")
