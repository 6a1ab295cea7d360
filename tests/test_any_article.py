"""Whatever article comes, the answer is an edition with all of its text, or findings."""
# ruff: noqa: E501 - what is put together is easiest to read in rows

import os
import re
import shutil
from pathlib import Path

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from chapbook import cite, draft, load, render, validate
from chapbook.editions import EDITIONS
from chapbook.findings import ContentError, Finding, Stops, in_order, stops
from chapbook.model import Manuscript
from chapbook.render import draft as rows
from chapbook.settings import Settings
from chapbook.verify import markup
from tests.conftest import SYSTEMS

DOT = SYSTEMS / "pandoc-survey" / "img" / "drop.png"
LONG = os.environ.get("CHAPBOOK_EXAMPLES", "")
"""How many examples a long run of this file wants."""

generously = settings(
    max_examples=int(LONG or 8),
    deadline=None,
    derandomize=not LONG,
    phases=(Phase.explicit, Phase.generate, *((Phase.shrink,) if LONG else ())),
    suppress_health_check=list(HealthCheck),
)

WORDS = st.sampled_from(
    [
        "calcium",
        "gout",
        "naïve",
        "Größe",
        "café",
        "мир",
        "λόγος",
        "50",
        "x2",
        "don't",
        "3.5",
        "µg",
        "α",
    ]
)
PLAIN = st.lists(WORDS, min_size=3, max_size=9).map(" ".join)
"""Paragraphs without any markup: every word of them must arrive."""

INLINE = [
    "*em*", "**strong**", "`code`", "[@a]", "@a", "[-@a, p. 3]", "[see @a, ch. 2]", "$x^2$", "$5 and $6",
    "[link](https://example.org)", "[x]{.smallcaps}", "<b>bold</b>", "H~2~O", "^[A *note*.]", "![a dot](a.png)",
    "&nbsp;", "<!-- c -->", "`` ` ``", "*open", "**open", "[open", "](x)", "😀", "~~gone~~", "'quoted'", '"q"',
    "\u00ad", "\u200b", "\ufeff", "2 < 3", "a_b_c", "5*3*2", "\\*", "--", "...", "[@a](https://example.org)", "<br>",
    "http://example.org/a_b", "x^2^", "\\emph{TeX}", "{.x", "\\", "عربي",
]  # fmt: skip
"""What may stand in a line without stopping a build."""

BROKEN_INLINE = [
    "@unknown", "[see @a; @b]", "[](#s)", "[](#nowhere)", "$\\frac{$", "<span", "</div>", "[^none]", "[^n]", "![](a.png)",
    "![alt](none.png)", "\\ref{fig:a}", "\\cite{a}", "\\unknown{x}", "&#0;", "<!--", "{{< var x >}}", "{ref}`s`",
    "\u202e", "\x07", "漢字", "{#id}", "{=html}", "`x`{=html}",
]  # fmt: skip

BLOCKS = [
    "# Head", "## Deep", "Setext\n======", "- a\n- b\n    - c", "1. x\n\n3. y", "> quote\n>> deeper", "```\ncode\n```",
    "::: note\nin\n:::", "::: open", ":::: {.key-points}\n- p\n::::", ":::", "| a | b |\n|---|---|\n| 1 | 2 |",
    "| a |\n|---|\n| 1 | 2 | 3 |", "+---+\n| a |\n+---+", "Table: Only a caption", "a\n:   def", "| line\n| block",
    "$$\nx = y\n$$", "\\begin{equation}x\\end{equation}", "***", "---", "::: {#refs}\n:::", "\\newpage",
    "- [ ] todo\n- [x] done", "[x]: https://example.org", "::: {.callout-tip}\n## T\nx\n:::", "\ttab code", "%%",
    "A line[^1]\n\n[^1]: Note.\n\n    More.", '![Fig](a.png){alt="x"}', "(@) one\n(@) two", "\x0c",
]  # fmt: skip

BROKEN_BLOCKS = [
    "#", "# Head {#s}", "##### Fifth", "####### Seven", "```{python}\nx\n```", "```\nopen", "::: {.self-check}\n1. Q\n:::",
    "[^n]: Twice.", "$$\nx = y\n$$ {#eq-a}", "$$\nopen", "\\begin{table}\\end{table}", "<table><tr><td>1</table>", "<div>",
    "</section>", "<details><summary>s</summary>d</details>", "![Fig](a.png){#fig-a}", "{{< include none.md >}}",
    "```{figure} a.png\n:name: f\nCaption\n```", "(label)=", "<!--\nopen", "---\na: b\n---", "<script>x</script>",
    "::: {.see-doctor}\nx\n:::", "::: {.quiz}\n:::",
]  # fmt: skip


def pieces(inline: list[str], blocks: list[str]) -> st.SearchStrategy[list[tuple[str, str]]]:
    """Return a strategy for bodies in pieces, each with its kind."""
    line = st.lists(st.sampled_from(inline) | WORDS, min_size=1, max_size=7).map(" ".join)
    return st.lists(
        st.tuples(st.just("plain"), PLAIN)
        | st.tuples(st.just("mixed"), line)
        | st.tuples(st.just("block"), st.sampled_from(blocks)),
        min_size=1,
        max_size=14,
    )


PIECES = pieces(INLINE, BLOCKS) | pieces(INLINE + BROKEN_INLINE, BLOCKS + BROKEN_BLOCKS)

VALUES = st.sampled_from([
    "T", "''", "[]", "{}", "1", "1.5", "true", "null", "[a, b]", "{name: A}", "[{name: A B}]", "2020", "1900-01-01",
    "'August 2020'", "2026-13-45", "'18 August 2020'", "[1, [2]]", "'A; B'", "|\n  two\n  lines", "&x y", "*x", "en", "xx-YY",
    "works.bib", "../../etc/passwd", "[works.bib, none.bib]", "https://www.zotero.org/styles/apa", "a4", "'@a'", "\u0645",
    "[{given: A, family: B, affiliation: [1, 2]}]", "[{name: A, orcid: 1}, null]", "'<b>x</b> $y$'", "{en: a, de: b}",
])  # fmt: skip
KEYS = st.sampled_from([
    "title", "author", "authors", "date", "lang", "abstract", "keywords", "tags", "bibliography", "references",
    "citation-style", "csl", "subtitle", "short-title", "affiliations", "doi", "url", "license", "paper", "theme",
    "cite-as", "original", "reviewed-by", "version", "reading-grade", "allow", "health", "x", "format", "unknown",
])  # fmt: skip
GOOD = {
    "title": "T", "author": "A B", "date": "2026-03-01", "lang": "en",
    "bibliography": "works.bib"
}  # fmt: skip
FRONTS = st.dictionaries(KEYS, VALUES, max_size=5).map(lambda odd: {**GOOD, **odd})

ENTRIES = st.lists(
    st.sampled_from([
        "@book{a,\n  title = {A},\n  author = {B, C},\n  year = 2001\n}",
        "@article{a, title = {{A} $x$ {\\o}}, author = {{Group} and Others}, date = {2001-13}}",
        "@book{b, title = {A", "@book{,}", "@misc{b}", "@string{x = {y}}", "@comment{z}", "@book{a, title = x # y}",
        "junk", "%", "@inproceedings{b, crossref = {a}}", "@book{a, year = {n.d.}, title = {\\textit{x}}}",
        "@online{b, url = {htp:/x}, urldate = {yesterday}, title = {\u202e}}", "}", "@BOOK{B, TITLE = \"A {\" }",
    ]),
    max_size=5,
).map("\n\n".join)  # fmt: skip
BROKEN_FILES = {
    "works.json": ["", "[", "{}", "[{}]", '[{"id": 1, "type": []}]', '[{"id": "a", "title": null}]'],
    "works.yaml": ["", "- :", "references: 1", "references:\n- id: a\n  title: T", "a: [", "references:\n- [1]"],
    "works.ris": ["", "TY  - BOOK\nID  - a\nTI  - T\nER  - ", "TY  - \nER", "AU  - x\nTY  - JOUR", "ER  - \nER  - "],
    "works.xml": ["", "<", "<xml/>", "<xml><records><record><titles/></record></records></xml>"],
}  # fmt: skip
"""Bibliographies in the other formats, mostly broken."""


def answered(folder: Path, text: str) -> str | None:
    """Return the web edition of the article *text* as text; nothing when findings stop it."""
    path = folder / "article.md"
    path.write_text(text, "utf-8", newline="")
    manuscript = load.manuscript(path)
    found = in_order([*manuscript.findings, *validate.findings(manuscript)])
    if any(stops(finding, manuscript.metadata.allow) is Stops.YES for finding in found):
        _drafted(manuscript, found, folder)
        return None
    return _page(path, manuscript, folder)


def _drafted(manuscript: Manuscript, found: tuple[Finding, ...], folder: Path) -> None:
    """Make the web page of a draft of *manuscript*, unless there is nothing to show."""
    try:
        draft.refused(manuscript, found)
    except ContentError:
        return
    shown, found = draft.annotated(manuscript, found)
    article = draft.stamped(cite.article(shown), found)
    (row,) = rows.of_draft([EDITIONS["html"]])
    bench = Settings(article=manuscript.path).bench(folder, row, article.metadata.paper)
    assert render.edition(article, row, bench).built


def _page(path: Path, manuscript: Manuscript, folder: Path) -> str:
    """Return the text of the web page of *manuscript*."""
    article = cite.article(manuscript)
    row = EDITIONS["html"]
    bench = Settings(article=path).bench(folder, row, article.metadata.paper)
    built = render.edition(article, row, bench).built
    assert built is not None
    return markup.text(markup.page(built.path.read_bytes()))


def front(keys: dict[str, str]) -> str:
    """Return front matter of *keys* with their values."""
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in keys.items()) + "---\n\n"


def _with_works(folder: Path) -> None:
    """Put a bibliography and a picture into *folder*."""
    work = "@book{a,\n  title = {A},\n  author = {B, C},\n  publisher = {P},\n  year = 2001\n}\n"
    (folder / "works.bib").write_text(work, "utf-8")
    shutil.copy(DOT, folder / "a.png")


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@generously
@given(pieces=PIECES)
@example(pieces=[("mixed", "@a @unknown [^none]"), ("plain", "all of it stays")])
@example(pieces=[("block", ":::: open"), ("plain", "x y z")])
@example(pieces=[("plain", "only words here")])
def test_any_body_is_an_edition_or_findings(tmp_path: Path, pieces: list[tuple[str, str]]) -> None:
    """Bodies out of every construct, whole and broken: never another fault, never lost text."""
    _with_works(tmp_path)
    body = "\n\n".join(text for _, text in pieces) + "\n"
    page = answered(tmp_path, front(GOOD) + body)
    if page is None or re.search(r"<!--|\{\{<|^(?:```|\$\$)|`{3}\n|<table|<div>|</", body, re.M):
        return  # findings; or what follows may be a comment or inside of something open
    letters = _letters(page)
    for kind, text in pieces:
        if kind == "plain":
            assert _letters(text) in letters, text


@generously
@given(keys=FRONTS)
@example(keys=GOOD)
@example(keys={**GOOD, "title": "&x y", "subtitle": "&x z"})
@example(keys={**GOOD, "author": "[{name: A, orcid: 1}, null]", "affiliations": "[1, [2]]"})
@example(keys={**GOOD, "abstract": "{en: a}"})
def test_any_front_matter_is_an_edition_or_findings(tmp_path: Path, keys: dict[str, str]) -> None:
    """Keys with values of every wrong kind: never another fault, never lost text."""
    _with_works(tmp_path)
    page = answered(tmp_path, front(keys) + "# Head\n\nAll of these words stay [@a].\n")
    assert page is None or "All of these words stay" in page


@generously
@given(entries=ENTRIES)
@example(entries="@book{a,\n  title = {A},\n  author = {B, C},\n  year = 2001\n}")
@example(entries="@online{a, url = {htp:/x}, urldate = {yesterday}, title = {\u202e}}")
def test_any_bibliography_is_an_edition_or_findings(tmp_path: Path, entries: str) -> None:
    """BibTeX with broken entries: never another fault, never lost text."""
    (tmp_path / "works.bib").write_text(entries, "utf-8")
    page = answered(tmp_path, front(GOOD) + "Some words [@a] and *more* words.\n")
    assert page is None or "and more words" in page


@generously
@given(data=st.sampled_from([(n, t) for n, texts in BROKEN_FILES.items() for t in texts]))
def test_any_other_bibliography_is_an_edition_or_findings(
    tmp_path: Path, data: tuple[str, str]
) -> None:
    """Bibliographies of the other formats, mostly broken, give an edition or findings."""
    name, text = data
    (tmp_path / name).write_text(text, "utf-8")
    page = answered(tmp_path, front({**GOOD, "bibliography": name}) + "Words [@a] stay.\n")
    assert page is None or "stay" in page
