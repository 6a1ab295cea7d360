"""Self-checks with whatever authors put into them, as each platform gets them."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest
from lxml import etree

from chapbook import cite, load
from chapbook.bundle import cartridge, moodle, scorm
from chapbook.bundle.job import Job
from chapbook.editions import EDITIONS, Paper
from chapbook.pack import BoundPack
from chapbook.packs import PACK_EDITIONS
from chapbook.render import reading
from chapbook.settings import Settings
from chapbook.tools import records
from chapbook.verify.packs import cartridge as cartridge_judge
from chapbook.verify.packs import cases
from chapbook.verify.packs import moodle as moodle_judge
from chapbook.verify.packs import scorm as scorm_judge
from tests import browse
from tests.bundle.test_scorm import HOST, package
from tests.checkers import browser, require
from tests.conftest import GOOD

MADE = {
    "imscc": (cartridge.make, cartridge_judge.findings),
    "cc11": (cartridge.make, cartridge_judge.findings),
    "moodle": (moodle.make, moodle_judge.findings),
    "scorm12": (scorm.make, scorm_judge.findings),
}

TEXT = """---
title: Tea
author: {given: Ada, family: Lovelace}
date: 2026-11-22
lang: ar
---

::: self-check
1. What does $E = mc^2$ print?

   ```python
   print("x < y")
   ```

   - [x] $c^2$, *energy*
   - [ ] `code & <b>`
   - [ ] Two lines.

     - The second.

   ::: {.answer points=2}
   As $\\frac{1}{2}$ says:

   ```python
   print("y < z")
   ```

   | A | B |
   |---|---|
   | 1 | 2 |
   :::

2. Which of these?

   ![A pot.](pot.png){#fig-pot alt="A blue pot"}

   - [x] ![](pot.png){alt="Blue"}
   - [x] ![](pot.png){alt="Red"}

   ::: answer
   Both.
   :::

3. Put in order:

   a) Leaves
   b) Water

   ::: {.answer points=0.5}
   Water, then leaves.
   :::

4. What is tea?

   - [ ] A powder

     ::: answer
     Powder is *cocoa*.
     :::

   - [x] An infusion

     ::: answer
     - Steeped.
     :::

   - [ ] Oil

   ::: answer
   Leaves steep.
   :::

5. Which are hot?

   - [x] Tea
   - [x] Coffee
   - [ ] Ice

     ::: answer
     It melts.
     :::

   ::: answer
   Both.
   :::

6. Tea is green.

   - [x] صحيح
   - [ ] خطأ

     ::: answer
     Some is.
     :::

   ::: answer
   True of some.
   :::
:::
"""


@pytest.fixture(scope="module")
def awkward(
    pack_of: Callable[..., BoundPack], tmp_path_factory: pytest.TempPathFactory
) -> BoundPack:
    """A pack of one reading that asks with pictures, formulas, code and tables."""
    folder = tmp_path_factory.mktemp("awkward")
    (folder / "pot.png").write_bytes(next(GOOD.rglob("*.png")).read_bytes())
    (folder / "tea.md").write_text(TEXT, "utf-8")
    article = cite.article(load.manuscript(folder / "tea.md"))
    bench = Settings(article=folder / "tea.md").bench(folder, EDITIONS["reading"], Paper.A4)
    built = reading.make(article, EDITIONS["reading"], bench).built
    assert built is not None
    own = records.read(built.path)
    pack = pack_of("everything")
    first = pack.readings[0]
    record = replace(first.record, questions=own.questions, pictures=own.pictures, lang="ar")
    return replace(pack, readings=(replace(first, record=record),))


def made(pack: BoundPack, row: str, folder: Path) -> Path:
    """Return the file *row* of *pack*, in which its judge finds nothing."""
    make, judge = MADE[row]
    built = make(pack, PACK_EDITIONS[row], Job(desk=folder, name=row, paper=Paper.A4)).built
    assert built
    (case,) = cases(pack, [built])
    assert [finding.message for finding in judge(case)] == []
    return built.path


def texts(pack: BoundPack, row: str, folder: Path) -> list[lxml.html.HtmlElement]:
    """Return every piece of HTML in the quiz of the cartridge or of the file *row*."""
    path = made(pack, row, folder)
    if row != "moodle":
        with zipfile.ZipFile(path) as archive:
            (name,) = [each for each in archive.namelist() if each.endswith("quiz.xml")]
            root = etree.fromstring(archive.read(name))
    else:
        root = etree.parse(path).getroot()
    said = [each.text or "" for each in root.iter("{*}mattext", "text")]
    return [lxml.html.fragment_fromstring(each) for each in said if each.startswith("<")]


@pytest.mark.parametrize("row", MADE)
def test_each_platform_gets_awkward_questions_whole(
    row: str, awkward: BoundPack, tmp_path: Path
) -> None:
    """Pictures with words for them, formulas, code and tables are in each, as judges read it."""
    assert made(awkward, row, tmp_path).stat().st_size > 0


@pytest.mark.parametrize("row", ["imscc", "cc11", "moodle"])
def test_each_text_says_its_language(row: str, awkward: BoundPack, tmp_path: Path) -> None:
    """An Arabic question runs from right to left on an English platform, as do its choices."""
    said = [(each.get("lang"), each.get("dir")) for each in texts(awkward, row, tmp_path)]
    assert len(said) > 8
    assert set(said) == {("ar", "rtl")}


@pytest.mark.parametrize("row", ["imscc", "cc11", "moodle"])
def test_questions_have_no_ids(row: str, awkward: BoundPack, tmp_path: Path) -> None:
    """Two questions with code would give one page the same id twice."""
    for text in texts(awkward, row, tmp_path):
        assert not [each for each in text.iter() if each.get("id")]
        assert not [each for each in text.iter("a") if each.get("href", "").startswith("#")]


def test_a_label_holds_lines_and_no_blocks(awkward: BoundPack, tmp_path: Path) -> None:
    """Paragraphs and items of a choice stay apart, as elements that may stand in a label."""
    with zipfile.ZipFile(made(awkward, "scorm12", tmp_path)) as archive:
        page = lxml.html.document_fromstring(archive.read("everything/everything.html").decode())
    labels = page.findall(".//label")
    assert not [e for label in labels for e in label.iter("p", "ul", "li", "div", "pre")]
    lines = [e.get("data-block") for e in labels[2].iter("span") if e.get("data-block")]
    assert lines == ["p", "ul", "li"]


def test_each_choice_is_answered(awkward: BoundPack, tmp_path: Path) -> None:
    """What is said of a choice comes with that choice alone, and its score stays what it was."""
    with zipfile.ZipFile(made(awkward, "imscc", tmp_path)) as archive:
        root = etree.fromstring(archive.read("everything-quiz/quiz.xml"))
    one, several, truth = list(root.iter("{*}item"))[3:]
    conditions = [
        (
            condition.get("continue"),
            condition.findtext("{*}conditionvar/{*}varequal"),
            condition.findtext("{*}setvar"),
            [shown.get("linkrefid") for shown in condition.iter("{*}displayfeedback")],
        )
        for condition in one.iter("{*}respcondition")
    ]
    assert conditions == [
        ("Yes", None, None, ["general_fb"]),
        ("No", "a", None, ["a_fb"]),
        ("No", "b", "100", ["b_fb"]),
    ]
    assert [e.get("ident") for e in several.iter("{*}itemfeedback")] == ["general_fb"]
    (told,) = several.iterfind("{*}itemfeedback//{*}mattext")
    assert "Ice" in (told.text or "")
    assert "It melts." in (told.text or "")
    named = [e.get("ident") for e in truth.iter("{*}itemfeedback")]
    assert named == ["general_fb", "false_fb"]


def test_moodle_answers_each_choice(awkward: BoundPack, tmp_path: Path) -> None:
    """Each answer has its feedback, and those without any have none."""
    questions = list(etree.parse(made(awkward, "moodle", tmp_path)).getroot())[4:]
    said = [[a.findtext("feedback/text") or "" for a in q.iterfind("answer")] for q in questions]
    assert [[bool(each) for each in answers] for answers in said] == [
        [True, True, False],
        [False, False, True],
        [False, True],
    ]
    assert "<em>cocoa</em>" in said[0][0]


def test_no_choice_gives_its_answer_away(awkward: BoundPack, tmp_path: Path) -> None:
    """What is said of a choice is hidden until answers are checked."""
    with zipfile.ZipFile(made(awkward, "scorm12", tmp_path)) as archive:
        page = lxml.html.document_fromstring(archive.read("everything/everything.html").decode())
    field = page.findall(".//fieldset")[3]
    told = [e for e in field.iter("div") if e.get("class") == "told"]
    assert [" ".join(e.text_content().split()) for e in told] == [
        "Powder is cocoa.",
        "Steeped.",
        "Leaves steep.",
    ]
    assert all(e.get("hidden") is not None for e in told)


ANSWERED = """
const frame = page.frames().find((f) => f.url().includes('everything.html'));
await frame.waitForLoadState();
await frame.click('input[value=true]');
await frame.click('button[type=submit]');
const shown = await frame.evaluate(() =>
  [...document.querySelectorAll('fieldset:last-of-type .told')].map((e) => e.checkVisibility()));
const told = await page.evaluate(() => JSON.parse(JSON.stringify(API.cmi.interactions)));
return [shown, told];
"""


@pytest.mark.node
@pytest.mark.browser
def test_platforms_hear_of_each_answer_in_their_words(awkward: BoundPack, tmp_path: Path) -> None:
    """True and false are "t" and "f", choices letters; what is said of choices then shows."""
    require(browser)
    package("scorm-again")
    site = tmp_path / "site"
    with zipfile.ZipFile(made(awkward, "scorm12", tmp_path)) as archive:
        archive.extractall(site)
    (site / "host.html").write_text(HOST, "utf-8")
    seen = browse.walk(site, "host.html", [ANSWERED])
    assert seen.errors == []
    ((shown, told),) = seen.said
    assert shown == [True, True]
    heard = [(told[n]["type"], told[n]["student_response"]) for n in sorted(told)]
    choice = ("choice", "")
    assert heard == [choice, choice, ("fill-in", ""), choice, choice, ("true-false", "t")]
    patterns = [told[n]["correct_responses"]["0"]["pattern"] for n in ("3", "4", "5")]
    assert patterns == ["b", "a,b", "t"]
