"""Cartridges hold their content, and say of it what platforms want to know."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from chapbook.bundle import cartridge, quiz
from chapbook.bundle.cartridge import about
from chapbook.bundle.job import Job
from chapbook.editions import Paper
from chapbook.pack import BoundPack, Choice, Origin, Question
from chapbook.packs import PACK_EDITIONS
from chapbook.tools.pandoc import ast, markdown

Packs = Callable[..., BoundPack]
VERSIONS = ["imscc", "cc11"]


def members(pack: BoundPack, row: str, folder: Path) -> dict[str, bytes]:
    """Return the files of the cartridge *row* of *pack*."""
    job = Job(desk=folder, name=f"packs/{row}.imscc", paper=Paper.A4)
    made = cartridge.make(pack, PACK_EDITIONS[row], job)
    assert made.built
    with zipfile.ZipFile(io.BytesIO(made.built.path.read_bytes())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def manifest_of(files: dict[str, bytes]) -> etree._Element:
    """Return the manifest of a cartridge without namespaces."""
    root = etree.fromstring(files["imsmanifest.xml"])
    for element in root.iter():
        element.tag = etree.QName(element).localname
    return root


def with_task(pack: BoundPack) -> BoundPack:
    """Return *pack* with something to do for its first reading."""
    blocks, _ = markdown.read("Read *all* of it, and $x^2$.")
    first = pack.readings[0]
    reading = replace(first.reading, instructions=tuple(blocks), due=dt.date(2026, 12, 1))
    return replace(pack, readings=(replace(first, reading=reading), *pack.readings[1:]))


@pytest.mark.parametrize("row", VERSIONS)
def test_content_lies_inside(row: str, pack_of: Packs, tmp_path: Path) -> None:
    """The page, its pictures, the file to load down, the quiz and the task are in the archive."""
    files = members(with_task(pack_of("everything", "arabic")), row, tmp_path)
    assert {
        "everything/everything.html",
        "everything/everything.epub",
        "everything-quiz/quiz.xml",
        "everything/link.xml",
        "arabic/arabic.html",
        "pack/everything-task.html",
        "pack/bibliography.html",
        "pack/rights.html",
        "page.css",
    } <= set(files)
    assert "<em>all</em>" in files["pack/everything-task.html"].decode()


@pytest.mark.parametrize("row", VERSIONS)
def test_every_file_is_listed_and_there(row: str, pack_of: Packs, tmp_path: Path) -> None:
    """The manifest names each file of the archive once, and no other."""
    files = members(with_task(pack_of("everything", "arabic")), row, tmp_path)
    listed = [f.get("href", "") for f in manifest_of(files).iter("file")]
    assert sorted(listed) == sorted(set(files) - {"imsmanifest.xml"})


def test_catalogues_find_it_by_the_keywords_of_its_articles(pack_of: Packs, tmp_path: Path) -> None:
    """Each keyword stands once, in the order of the pack and in its article's language."""
    pack = pack_of("everything", "arabic")
    words = {"en-GB": ("tea", "hot water", "tea"), "ar": ("شاي", "tea")}
    readings = [
        replace(each, record=replace(each.record, keywords=words[each.record.lang]))
        for each in pack.readings
    ]
    files = members(replace(pack, readings=tuple(readings)), "imscc", tmp_path)
    said = [(s.text, s.get("language")) for s in manifest_of(files).findall(".//keyword/string")]
    assert said == [("tea", "en-GB"), ("hot water", "en-GB"), ("شاي", "ar")]


def test_a_pack_without_keywords_is_found_by_its_parts(pack_of: Packs, tmp_path: Path) -> None:
    """Titles of parts stand in where no article has a keyword."""
    pack = pack_of("everything")
    (only,) = pack.readings
    pack = replace(pack, readings=(replace(only, record=replace(only.record, keywords=())),))
    manifest = manifest_of(members(pack, "imscc", tmp_path))
    assert [each.text for each in manifest.findall(".//keyword/string")] == ["Week 1"]


def test_moodle_knows_the_version_by_the_first_bytes(pack_of: Packs, tmp_path: Path) -> None:
    """The namespace of version 1.1 stands in the first 500 bytes, where Moodle looks for it."""
    head = members(pack_of("everything"), "cc11", tmp_path)["imsmanifest.xml"][:500].decode()
    bare = re.sub(r"[\s\"']", "", head.lower())
    assert "xmlns=http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1" in bare


def test_a_second_import_finds_the_same_things(pack_of: Packs, tmp_path: Path) -> None:
    """Identifiers rest on names alone: a new title and new words change none of them."""
    pack = pack_of("everything")
    first = pack.readings[0]
    record = replace(first.record, title="Another title", running_title="", questions=())
    changed = replace(pack, readings=(replace(first, record=record),))
    before = manifest_of(members(pack, "imscc", tmp_path))
    after = manifest_of(members(changed, "imscc", tmp_path))
    kept = {e.get("identifier") for e in after.iter() if e.get("identifier")}
    assert kept <= {e.get("identifier") for e in before.iter() if e.get("identifier")}


def test_the_same_pack_gives_the_same_bytes(pack_of: Packs, tmp_path: Path) -> None:
    """No clock and no folder decides anything."""
    pack, row = pack_of("everything"), PACK_EDITIONS["imscc"]
    for name in ("a", "b"):
        cartridge.make(pack, row, Job(desk=tmp_path / name, name="c.imscc", paper=Paper.A4))
    assert (tmp_path / "a/c.imscc").read_bytes() == (tmp_path / "b/c.imscc").read_bytes()


def test_letters_of_questions_survive_latin_1(pack_of: Packs, tmp_path: Path) -> None:
    """Moodle reads the text of questions as Latin-1, so other letters are written as numbers."""
    pack = pack_of("everything")
    question = Question(
        identifier="one",
        blocks=markdown.read("Żółć?")[0],
        choices=(),
        answer=markdown.read("Tak – źle.")[0],
    )
    first = pack.readings[0]
    record = replace(first.record, questions=(question,))
    pack = replace(pack, readings=(replace(first, record=record),))
    text = members(pack, "cc11", tmp_path)["everything-quiz/quiz.xml"].decode()
    said = [e.text or "" for e in etree.fromstring(text.encode()).iter("{*}mattext")]
    texts = ["<p>&#379;&#243;&#322;&#263;?</p>", "<p>Tak &#8211; &#378;le.</p>"]
    assert said == [f'<div lang="en-GB" dir="ltr">{text}</div>' for text in texts]


def asked(pack: BoundPack, *choices: tuple[str, bool], points: float = 1) -> quiz.Asked:
    """Return a question with these choices as platforms get it."""
    question = Question(
        identifier="one",
        blocks=markdown.read("What?")[0],
        choices=tuple(Choice(blocks=markdown.read(t)[0], is_right=r) for t, r in choices),
        answer=[],
        points=points,
    )
    first = pack.readings[0]
    bound = replace(first, record=replace(first.record, questions=(question,)))
    made = quiz.of(bound, "course")
    assert made
    return made.questions[0]


@pytest.mark.parametrize(
    ("choices", "kind"),
    [
        ([("A", True), ("B", False), ("C", False)], quiz.Kind.ONE),
        ([("A", True), ("B", True), ("C", False)], quiz.Kind.SEVERAL),
        ([("True", True), ("False", False)], quiz.Kind.TRUTH),
        ([("Falsch", True), ("Richtig", False)], quiz.Kind.TRUTH),
        ([("A", True), ("B", False)], quiz.Kind.SEVERAL),
        ([("A", False), ("B", False), ("C", False)], quiz.Kind.OPEN),
        ([], quiz.Kind.OPEN),
    ],
)
def test_a_question_is_what_it_can_be(
    choices: list[tuple[str, bool]], kind: quiz.Kind, pack_of: Packs
) -> None:
    """True or false only where these are the words; two others are checked one by one."""
    made = asked(pack_of("everything"), *choices)
    assert made.kind is kind
    right = [text for text, is_right in choices if is_right]
    shown = [re.sub("<[^>]*>", "", option.html) for option in made.options if option.is_right]
    assert kind is quiz.Kind.OPEN or shown == right
    if kind is quiz.Kind.TRUTH:
        assert {option.identifier for option in made.options} == {"true", "false"}


def test_points_stay_in_proportion(pack_of: Packs) -> None:
    """Half a point makes all points double, since platforms count whole ones."""
    pack = pack_of("everything")
    made = [
        Question(identifier=str(n), blocks=[], choices=(), answer=[], points=p)
        for n, p in enumerate([1, 0.5, 2])
    ]
    first = pack.readings[0]
    bound = replace(first, record=replace(first.record, questions=tuple(made)))
    found = quiz.of(bound, "course")
    assert found
    assert [each.points for each in found.questions] == [2, 1, 4]


def test_only_the_pages_of_the_pack_are_handed_out(pack_of: Packs, tmp_path: Path) -> None:
    """Of somebody else's PDF the chosen pages go into the cartridge, in their order."""
    source = tmp_path / "story.pdf"
    with pikepdf.new() as file:
        for width_pt in (100, 200, 300, 400):
            file.add_blank_page(page_size=(width_pt, 500))
        file.save(source)
    pack = pack_of("everything")
    first = pack.readings[0]
    reading = replace(
        first.reading,
        origin=Origin.DOCUMENT,
        title="A story",
        page_indices=((0, 0), (2, 3)),
        path=source,
    )
    record = replace(first.record, questions=(), address="", title="A story")
    story = replace(first, reading=reading, record=record, files={"pdf": source})
    files = members(replace(pack, readings=(story,)), "cc11", tmp_path)
    with pikepdf.open(io.BytesIO(files["everything/everything.pdf"])) as made:
        assert [int(page.mediabox[2]) for page in made.pages] == [100, 300, 400]


def test_the_joint_bibliography_says_why_readings_are_linked(pack_of: Packs) -> None:
    """Behind a work stands which readings cite it, in words and not as a bare title."""
    (listed,) = (
        text for name, text in about.pages(pack_of("everything")) if name == "bibliography"
    )
    cited = [ast.text([block]) for block in listed.blocks if "LineBreak" in str(block)]
    assert cited
    assert all("Cited in:" in words for words in cited)
