"""Articles that ``new`` writes: to begin with, and from documents of other programs."""

import base64
import io
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import docx
import pytest
from docx.shared import Mm
from PIL import Image

from chapbook.begin import answers, folder, inventory, starter
from chapbook.begin.options import Beginning
from chapbook.editions import EDITIONS
from chapbook.errors import UsageError
from chapbook.tools import labels, yaml
from tests.checkers import office, require
from tests.conftest import judged

ROOT = Path(__file__).resolve().parents[1]
PIPELINE = str(ROOT / "pipeline.py")

BIB = "@book{lovelace1843, author={Lovelace, Ada}, title={Tea}, publisher={Knight}, year={1843}}"


def run(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run ``pipeline.py`` in *folder*, with nobody at the terminal."""
    return subprocess.run(
        [sys.executable, PIPELINE, *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def begun(where: Path, **said: str) -> Path:
    """Write an article with the answers *said* and return its file."""
    given = {"title": "Tea", "author": "Ada Lovelace", "lang": "en-GB", "subject": "other"}
    return starter.begin(Beginning(folder=where, answers={**given, "paper": "a4", **said})).article


def picture(colour: str = "navy") -> bytes:
    """Return a sharp PNG."""
    out = io.BytesIO()
    Image.new("RGB", (1200, 800), colour).save(out, "PNG")
    return out.getvalue()


# ---------------------------------------------------------------- an article to begin with


@pytest.mark.parametrize("subject", ["health", "other"])
@pytest.mark.parametrize("lang", starter.languages())
def test_a_new_article_has_no_finding(lang: str, subject: str, tmp_path: Path) -> None:
    """Whatever language has a starter, nothing is found in it."""
    assert judged(begun(tmp_path / "tea", lang=lang, subject=subject)) == ()


@pytest.mark.proof
@pytest.mark.parametrize("lang", labels.languages())
def test_a_new_article_builds_in_every_edition(lang: str, tmp_path: Path) -> None:
    """In each language that has labels, every edition is made and nothing is found."""
    article = begun(tmp_path / "tea", lang=lang, subject="health")
    editions = [f"--edition={name}" for name in EDITIONS]
    done = run("build", str(article), f"--output={tmp_path / 'out'}", *editions, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    # The page is in English where a language has no starter yet, and that is remarked on.
    assert done.stderr == "" or "[language-assumed]" in done.stderr


def test_a_new_article_uses_every_part(tmp_path: Path) -> None:
    """Each part that the README's table names stands in the starter once."""
    text = begun(tmp_path / "tea", subject="health").read_text("utf-8")
    readme = (ROOT / "README.md").read_text("utf-8")
    parts = set(re.findall(r"^\| `::: \{?\.?([a-z-]+)", readme, re.M))
    assert parts >= {"key-points", "see-doctor", "glossary"}
    assert {
        part for part in parts if not re.search(rf"^::: (?:\{{\.)?{part}\b", text, re.M)
    } == set()


@pytest.mark.proof
def test_the_next_command_builds_it(tmp_path: Path) -> None:
    """The line that ``new`` prints last builds the article as it stands."""
    done = run("new", "--title=Tea & 'toast'", "--author=Ada Lovelace", "--yes", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    line = done.stdout.rstrip().splitlines()[-1].strip()
    built = subprocess.run(
        f"{line} --edition html --output out",
        shell=True,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "out" / "tea-toast.html").is_file()


@pytest.mark.parametrize(
    "title",
    [
        "Tea: a \"short\" 'guide'",
        "# - [x]: {y} & | > %",
        "Tee ☕ ohne Zucker",
        "دليل الشاي",
        "1.10",
        "null",
    ],
)
def test_any_title_survives(title: str, tmp_path: Path) -> None:
    """Quotation marks, colons, emoji and any script come back from the front matter."""
    text = begun(tmp_path / "x", title=title, author="الخوارزمي; O'Neil, Anne").read_text("utf-8")
    data = yaml.load(text.split("---\n")[1]).data
    assert data["title"] == title
    assert data["author"] == [{"literal": "الخوارزمي"}, {"family": "O'Neil", "given": "Anne"}]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Tea: a guide", "tea-a-guide"),
        ("☕", "article"),
        ("CON", "article"),
        ("../../etc", "etc"),
        ("دليل الشاي", "دليل-الشاي"),
        ("Don’t panic", "dont-panic"),
    ],
)
def test_a_title_becomes_a_safe_name(title: str, slug: str) -> None:
    """A file name holds letters, digits and hyphens, and never leaves its folder."""
    assert folder.slug(title) == slug


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """An article that is there already stays as it is, and no other file is written."""
    (tmp_path / "tea.md").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="is there already"):
        begun(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["tea.md"]


def test_a_missing_author_is_asked_for(tmp_path: Path) -> None:
    """Where nobody can be asked, the option to type is named and nothing is written."""
    done = run("new", "--title=Tea", folder=tmp_path)
    assert done.returncode == 2
    assert "--author" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_questions_are_asked_until_they_are_answered() -> None:
    """Five questions; an answer that will not do is asked for again; nothing takes the default."""
    lines = iter(["Tea", "", "Ada Lovelace", "klingon", "de", "", "letter"])
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return next(lines)

    offered = {"title": "?", "author": "", "lang": "en-GB", "subject": "other", "paper": "a4"}
    found = answers.given(Beginning(), offered, ask)
    assert list(found.values()) == ["Tea", "Ada Lovelace", "de", "other", "letter"]
    assert len(asked) == 7
    assert "de, " in asked[3]


# ---------------------------------------------------------------- from a document


def converted(path: Path, *options: str) -> tuple[Path, str]:
    """Convert *path* and return the article and everything that was said."""
    target = path.parent / "made"
    done = run("new", "--from", str(path), str(target), *options, folder=path.parent)
    assert done.returncode == 0, done.stderr
    return next(target.glob("*.md")), done.stdout + done.stderr


def built(article: Path) -> str:
    """Build the web page of *article* and return it."""
    out = article.parent.parent / "out"
    done = run("build", str(article), "--edition=html", f"--output={out}", folder=out.parent)
    assert done.returncode == 0, done.stderr
    return (out / f"{article.stem}.html").read_text("utf-8").replace("\u00a0", " ")


def words(text: str) -> Counter[str]:
    """Return how often each word stands in *text*."""
    return Counter(re.findall(r"\w+", text))


def word_document(path: Path) -> None:
    """Write a Word document as people do: numbered headings, captions, a comment, changes."""
    document = docx.Document()
    document.core_properties.title = "Brewing tea"
    document.core_properties.author = "Ada Lovelace"
    document.add_heading("1 Introduction", 1)
    paragraph = document.add_paragraph("Water must boil, see ")
    _field(paragraph, "_Ref1", "Figure 1")
    run_ = paragraph.add_run(" for the pot.")
    document.add_comment(run_, text="Which pot?", author="Charles", initials="C")
    changed = document.add_paragraph("Tea is ")
    _tracked(changed, "del", "cold")
    _tracked(changed, "ins", "hot")
    document.add_heading("1.1 The pot", 2)
    document.add_picture(io.BytesIO(picture()), width=Mm(100))
    document.inline_shapes[0]._inline.docPr.set("descr", "A blue pot")
    caption = document.add_paragraph("", style="Caption")
    _bookmarked(caption, "_Ref1", "Figure 1")
    caption.add_run(": A pot of tea")
    document.add_paragraph("Table 1. Minutes", style="Caption")
    table = document.add_table(2, 2)
    for at, text in enumerate(["Tea", "Minutes", "Green", "2"]):
        table.cell(at // 2, at % 2).text = text
    document.save(str(path))


def _element(kind: str, **values: str) -> "docx.oxml.xmlchemy.BaseOxmlElement":
    element = docx.oxml.OxmlElement(f"w:{kind}")
    for name, value in values.items():
        element.set(docx.oxml.ns.qn(f"w:{name.rstrip('_')}"), value)
    return element


def _tracked(paragraph: "docx.text.paragraph.Paragraph", kind: str, text: str) -> None:
    change = _element(kind, id="9", author="Charles", date="2026-01-01T00:00:00Z")
    piece = _element("r")
    word = _element("delText" if kind == "del" else "t")
    word.text = text
    piece.append(word)
    change.append(piece)
    paragraph._p.append(change)


def _bookmarked(paragraph: "docx.text.paragraph.Paragraph", name: str, text: str) -> None:
    paragraph._p.append(_element("bookmarkStart", id="1", name=name))
    paragraph.add_run(text)
    paragraph._p.append(_element("bookmarkEnd", id="1"))


def _field(paragraph: "docx.text.paragraph.Paragraph", name: str, text: str) -> None:
    for kind in ("begin", "separate", "end"):
        piece = paragraph.add_run()._r
        piece.append(_element("fldChar", fldCharType=kind))
        if kind == "begin":
            code = _element("instrText")
            code.text = f" REF {name} \\h "
            paragraph.add_run()._r.append(code)
        elif kind == "separate":
            paragraph.add_run(text)


@pytest.mark.proof
def test_a_word_document_becomes_an_article(tmp_path: Path) -> None:
    """Numbers go, captions and references stay, changes are accepted, comments are told."""
    word_document(tmp_path / "Paper (final).docx")
    article, said = converted(tmp_path / "Paper (final).docx")
    text = article.read_text("utf-8")
    assert article.name == "brewing-tea.md"
    assert "# Introduction\n" in text
    assert "## The pot\n" in text
    assert '![A pot of tea](figures/image1.png){#fig-1 alt="A blue pot" width="100mm"}' in text
    assert "see [](#fig-1) for the pot" in text
    assert "Tea is hot" in text
    assert ": Minutes {#tab-1}" in text
    assert 'comment of Charles: "Which pot?"' in said
    assert "2 tracked changes were accepted" in said
    page = built(article)
    assert "Figure 1" in page
    assert "A pot of tea" in page


@pytest.mark.proof
def test_citations_of_zotero_come_along(tmp_path: Path) -> None:
    """Fields in Word become citations and a bibliography: made by our own live edition."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "references.bib").write_text(BIB, "utf-8")
    (source / "tea.md").write_text(
        "---\ntitle: Tea\nauthor: Ada Lovelace\ndate: 2026-03-01\nlang: en-GB\n"
        "bibliography: references.bib\n---\n\nTea is hot [@lovelace1843, p. 5].\n",
        "utf-8",
    )
    made = run("build", "source/tea.md", "--edition=live", "--output=live", folder=tmp_path)
    assert made.returncode == 0, made.stderr
    article, _ = converted(tmp_path / "live" / "tea-live.docx")
    text = article.read_text("utf-8")
    assert "Tea is hot [@lovelace1843" in text
    assert '"title": "Tea"' in (article.parent / "references.json").read_text("utf-8")
    assert "Lovelace" in built(article)


@pytest.mark.proof
@pytest.mark.office
def test_an_open_document_becomes_an_article(tmp_path: Path) -> None:
    """What LibreOffice saves reads as the Word document that it opened, without its changes."""
    require(office)
    word_document(tmp_path / "paper.docx")
    subprocess.run(
        [
            shutil.which("soffice") or "soffice",
            f"-env:UserInstallation={tmp_path.as_uri()}/office",
            *("--headless", "--convert-to", "odt", "--outdir", str(tmp_path), "paper.docx"),
        ],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        timeout=120,
    )
    article, _ = converted(tmp_path / "paper.odt")
    text = article.read_text("utf-8")
    assert "title: Brewing tea" in text
    assert "## The pot" in text
    assert "![A pot of tea](figures/" in text
    assert "Minutes" in text
    assert (tmp_path / "made" / "figures").is_dir()


PAPER = r"""
\documentclass{article}
\usepackage[ngerman]{babel}
\title{On \emph{tea}: a study\thanks{Paid by tea.}}
\author{Ada Lovelace\\ University of London \and Charles Babbage}
\date{12 May 2020}
\begin{document}
\maketitle
\begin{abstract}We brew.\end{abstract}
\section{Introduction}\label{sec:intro}
See Figure~\ref{fig:pot} and Table \ref{tab:a} in Section~\ref{sec:intro},
\cite[p.~5]{lovelace1843}.
\begin{figure}\centering\includegraphics[width=.5\textwidth]{pot}\caption{A pot.}\label{fig:pot}
\end{figure}
\begin{table}\caption{Times}\label{tab:a}
\begin{tabular}{lr}Tea & Min\\ \hline Green & 2\\\end{tabular}
\end{table}
\input{second}
\begin{tikzpicture}\draw (0,0);\end{tikzpicture}
\bibliography{refs}
\end{document}
"""


@pytest.mark.proof
def test_a_latex_paper_becomes_an_article(tmp_path: Path) -> None:
    """Title, authors, abstract, references and bibliography come along; drawings are told."""
    (tmp_path / "paper.tex").write_text(PAPER, "utf-8")
    (tmp_path / "second.tex").write_text("\\section{Second}\nMore of it.\n", "utf-8")
    (tmp_path / "refs.bib").write_text(BIB, "utf-8")
    (tmp_path / "pot.png").write_bytes(picture())
    article, said = converted(tmp_path / "paper.tex")
    text = article.read_text("utf-8")
    data = yaml.load(text.split("---\n")[1]).data
    assert data["title"] == "On tea: a study"
    assert [name["family"] for name in data["author"]] == ["Lovelace", "Babbage"]
    assert (data["date"], data["lang"]) == ("2020-05-12", "de")
    assert data["abstract"] == "We brew."
    assert "See [](#fig-1) and [](#tab-1) in [](#sec:intro), [@lovelace1843 p. 5]." in text.replace(
        "\u00a0", " "
    )
    assert "# Second\n\nMore of it." in text
    assert "tikzpicture" in said
    assert "paper.tex:21: " in said
    assert "Paid by tea" in said
    fixed = text.replace("{#fig-1", '{#fig-1 alt="A pot"')
    article.write_text(fixed, "utf-8")
    assert "Abbildung 1" in built(article)


WEB = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Le thé</title>
<meta name="citation_author" content="Ada Lovelace"><meta name="date" content="2020-05-12">
<script>spy()</script></head><body><nav><a href="/">Accueil</a></nav><header>Bandeau</header>
<main><h1>Le thé</h1><h2>L’eau</h2><p>Elle doit bouillir.</p>
<figure><img src="data:image/png;base64,{png}" alt="Bleue" width="300">
<figcaption>Figure 1 : Une théière</figcaption></figure>
<table><caption>Tableau 1. Minutes</caption>
<tr><th>Thé</th><th>Min</th></tr><tr><td>Vert</td><td>2</td></tr></table>
<aside>Publicité</aside></main><footer>Mentions légales</footer></body></html>"""


@pytest.mark.proof
def test_a_web_page_becomes_an_article(tmp_path: Path) -> None:
    """The main text comes along; menus, banners and footers do not."""
    page = WEB.replace("{png}", base64.b64encode(picture()).decode())
    (tmp_path / "page.html").write_text(page, "utf-8")
    article, _ = converted(tmp_path / "page.html")
    text = article.read_text("utf-8")
    assert "# L’eau\n" in text
    assert re.search(r'!\[Une théière\]\(figures/[\w-]+.png\)\{#fig-1 alt="Bleue"', text)
    assert ": Minutes {#tab-1}" in text
    assert not {"Accueil", "Bandeau", "Publicité", "Mentions", "spy"} & words(text).keys()
    assert "Elle doit bouillir" in built(article)


@pytest.mark.proof
def test_markdown_is_kept_as_it_is(tmp_path: Path) -> None:
    """A paper of another system keeps its every word; what it names is copied."""
    body = "See @lovelace1843 and ![a pot](img/pot%201.png).\n"
    front = "title: Tea\nauthors:\n  - name: Ada Lovelace\ndate: 12 May 2020\nbibliography: b.bib\n"
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "pot 1.png").write_bytes(picture())
    (tmp_path / "b.bib").write_text(BIB, "utf-8")
    (tmp_path / "paper.md").write_text(f"---\n{front}---\n\n{body}", "utf-8")
    article, _ = converted(tmp_path / "paper.md", "--lang=en-GB")
    assert article.read_text("utf-8") == f"---\n{front}lang: en-GB\n---\n\n{body}"
    assert (article.parent / "img" / "pot 1.png").is_file()
    assert "Lovelace" in built(article)


@pytest.mark.proof
def test_no_word_of_a_document_is_lost(tmp_path: Path) -> None:
    """Every word of the body of a Word document is in the article, or is a number we print."""
    word_document(tmp_path / "paper.docx")
    article, _ = converted(tmp_path / "paper.docx")
    with zipfile.ZipFile(tmp_path / "paper.docx") as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    source = words(re.sub(r"<[^>]+>", " ", re.sub(r"<w:(delText|instrText).*?</w:\1>", "", xml)))
    lost = source - words(article.read_text("utf-8"))
    assert set(lost) <= {"Figure", "Table", "1"}


@pytest.mark.parametrize("name", ["paper.doc", "paper.docx", "paper.pages"])
def test_what_cannot_be_read_is_said(name: str, tmp_path: Path) -> None:
    """A format that is not read, or a damaged file, is an answer and not a traceback."""
    (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0 not a document")
    done = run("new", "--from", name, folder=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


# ---------------------------------------------------------------- what is installed


def test_what_is_missing_comes_with_a_line_to_type() -> None:
    """Something that is not there is named with its use and how to get it."""
    absent = inventory.Thing(
        name="Moon", found=inventory.program("moon-0"), use="tides", packages={"": "moon"}
    )
    assert absent.found() == ""
    assert absent.line.endswith("moon")


def test_info_works_before_make(tmp_path: Path) -> None:
    """A Python without any package still tells what is missing, and that make brings it."""
    for name in ("pipeline.py", "chapbook"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    bare = "import sys; sys.path.insert(0, '.'); import pipeline; sys.exit(pipeline.main(['info']))"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", bare],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 3, done.stderr
    assert re.search(r"Python packages +MISSING.*type: +make", done.stdout)
