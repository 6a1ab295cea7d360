"""Questions for Moodle: made, judged, and damaged in one place each."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml import etree

from chapbook.bundle import moodle
from chapbook.bundle.job import Job
from chapbook.editions import Paper
from chapbook.findings import Finding
from chapbook.pack import BoundPack, Choice, Question, Record
from chapbook.packs import PACK_EDITIONS
from chapbook.tools import theme
from chapbook.verify.packs import cases
from chapbook.verify.packs import moodle as judge
from tests.bundle import bound
from tests.verify.works import only

ROW = PACK_EDITIONS["moodle"]
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)


def para(text: str) -> dict[str, object]:
    """Return *text* as a paragraph."""
    words: list[dict[str, object]] = []
    for word in text.split():
        words += [{"t": "Space"}, {"t": "Str", "c": word}]
    return {"t": "Para", "c": words[1:]}


def question(number: int, text: str, choices: Sequence[tuple[str, bool]]) -> Question:
    """Return a question worth two points."""
    return Question(
        identifier=f"self-check-{number}",
        blocks=[para(text)],
        choices=tuple(Choice(blocks=[para(said)], is_right=right) for said, right in choices),
        answer=[para(f"Since {number} < 9 & more.")],
        points=2,
    )


SHOWN = Question(
    identifier="self-check-5",
    blocks=[{"t": "Para", "c": [{"t": "Image", "c": [["", [], []], [], ["a.png", ""]]}]}],
    choices=(),
    answer=[para("A dot.")],
)
QUESTIONS = (
    question(1, "Which is one?", [("Two", False), ("One", True), ("Three", False)]),
    question(2, "Which are odd?", [("One", True), ("Two", False), ("Three", True)]),
    question(3, "Tea is hot.", [("True", True), ("False", False)]),
    question(4, "Why?", []),
    SHOWN,
)


def pack(questions: Sequence[Question], lang: str = "en", title: str = "Tea/Coffee") -> BoundPack:
    """Return a pack with one reading that asks *questions*."""
    record = Record(
        stem="tea",
        title=title,
        lang=lang,
        authors=(),
        item=None,
        questions=tuple(questions),
        pictures={"a.png": PIXEL},
    )
    return bound.pack([bound.reading("tea", record, {})], theme.usual())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which the questions stand as ``questions.xml``."""
    folder = tmp_path_factory.mktemp("moodle")
    job = Job(desk=folder, name="questions.xml", paper=Paper.A4)
    assert moodle.make(pack(QUESTIONS), ROW, job).built
    return folder


def judged(data: bytes, folder: Path) -> list[Finding]:
    """Return what is found in *data*."""
    job = Job(desk=folder, name="questions.xml", paper=Paper.A4)
    built = moodle.make(pack(QUESTIONS), ROW, job).built
    assert built
    job.path.write_bytes(data)
    (case,) = cases(pack(QUESTIONS), [built])
    return list(judge.findings(case))


def test_each_question_is_of_its_kind(made: Path) -> None:
    """One of several, several, true or false, and open questions are told apart."""
    root = etree.parse(made / "questions.xml").getroot()
    kinds = [each.get("type") for each in root]
    assert kinds == ["category", "multichoice", "multichoice", "truefalse", "essay", "essay"]
    assert root.findtext("question/category/text") == "$course$/top/A pack/Tea//Coffee"
    shares = [[a.get("fraction") for a in each.iterfind("answer")] for each in root]
    assert shares == [[], ["0", "100", "0"], ["50", "-100", "50"], ["100", "0"], [], []]
    assert [each.findtext("single") for each in root][1:3] == ["true", "false"]
    assert [each.findtext("defaultgrade") for each in root][1] == "2.0000000"
    assert "Since 4 &lt; 9 &amp; more." in (root[4].findtext("graderinfo/text") or "")


def test_pictures_lie_in_the_file(made: Path) -> None:
    """A picture is Base64 beside the text that shows it."""
    last = etree.parse(made / "questions.xml").getroot()[-1]
    (file,) = last.iterfind("questiontext/file")
    assert f'src="@@PLUGINFILE@@/{file.get("name")}"' in (last.findtext("questiontext/text") or "")


def test_the_same_pack_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    """Two builds agree, so that a second import finds the same idnumbers."""
    job = Job(desk=tmp_path, name="again.xml", paper=Paper.A4)
    moodle.make(pack(QUESTIONS), ROW, job)
    assert job.path.read_bytes() == (made / "questions.xml").read_bytes()


def test_questions_keep_their_language(tmp_path: Path) -> None:
    """An Arabic question says that it is, and runs from right to left."""
    job = Job(desk=tmp_path, name="ar.xml", paper=Paper.A4)
    moodle.make(pack(QUESTIONS[:1], "ar"), ROW, job)
    root = etree.parse(job.path).getroot()
    assert '<div lang="ar" dir="rtl">' in (root[1].findtext("questiontext/text") or "")


def test_a_pack_without_questions_has_no_such_file(tmp_path: Path) -> None:
    """Nothing is written, and a note says why."""
    job = Job(desk=tmp_path, name="none.xml", paper=Paper.A4)
    bundled = moodle.make(pack(()), ROW, job)
    assert bundled.built is None
    assert only(list(bundled.findings), "pack-no-questions", "no reading")


def test_good_questions_have_no_finding(made: Path, tmp_path: Path) -> None:
    """The file as it is made is as it should be."""
    assert judged((made / "questions.xml").read_bytes(), tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (b"<quiz>", b"<quiz", ("edition-invalid", "cannot be read")),
        (b"$course$/top/", b"here/", ("edition-invalid", "not in the course")),
        (b'fraction="100"', b'fraction="99"', ("edition-invalid", "does not know")),
        (b'fraction="50"', b'fraction="25"', ("edition-invalid", "make the whole")),
        (b'type="truefalse"', b'type="trueorfalse"', ("edition-invalid", "unknown kind")),
        (b"@@PLUGINFILE@@/", b"https://example.org/", ("edition-invalid", "not in the file")),
        (b"<hidden>0</hidden>", b"", ("edition-invalid", "has no <hidden>")),
        (b"Which is one?&lt;", b"Which?&lt;", ("edition-unlike", "Which is one?")),
        (b"<text>false</text>", b"<text>no</text>", ("edition-invalid", "true and false")),
        (b">2.0000000<", b">7.0000000<", ("edition-unlike", "other proportions")),
        (b"Since 2 &amp;lt; 9", b"Since", ("edition-unlike", "Since 2 < 9")),
        (b"editor", b"noinline", ("edition-invalid", "no room")),
    ],
)
def test_one_fault_is_found(
    made: Path, tmp_path: Path, old: bytes, new: bytes, found: tuple[str, str]
) -> None:
    """Each fault of the file is among what is found."""
    data = (made / "questions.xml").read_bytes()
    escaped = old if old in data else old.replace(b"<", b"&lt;").replace(b">", b"&gt;")
    assert escaped in data
    said = judged(data.replace(escaped, new, 1), tmp_path)
    assert any(each.code == found[0] and found[1] in each.message for each in said), said
