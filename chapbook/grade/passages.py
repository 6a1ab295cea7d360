"""The running text that an edition shows: passages of sentences, without what is not read as such.

Left out are citations, notes, headings, cells of tables, formulas set apart, code, and the
words that stand in for pictures.  An item of a list is a sentence, or several.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from chapbook.edition import Edition
from chapbook.findings import Place
from chapbook.model import Manuscript, Node, Source
from chapbook.tools import readability
from chapbook.tools.pandoc import ast, tokens
from chapbook.tools.pandoc.selection import selected
from chapbook.tools.sentences import split

KINDS = ("key-points", "see-doctor", "questions", "plain", "glossary", "self-check", "discussion")
"""Parts that are passages of their own."""

UNREAD = ("description", "references")
"""Parts that stand in for pictures, or list works."""

PLACED = (8, 5, 3)
"""Words by which a sentence is found again in the source; fewer where markup stands between."""

REFERENCE, NAME = "Xx 1", "Xx"
"""What is counted for a cross-reference such as "Table 1", and for the name of an author."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence as its readers see it."""

    text: str
    words: tuple[str, ...]

    def place(self, source: Source) -> Place:
        """Return where it begins in *source*; the file alone where it cannot be found."""
        return _place(source, self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A part, or the text below a heading."""

    kind: str
    """The class of the part; nothing for text outside parts."""
    heading: str
    """The heading above it; nothing before the first."""
    sentences: tuple[Sentence, ...]

    def place(self, source: Source) -> Place:
        """Return where it begins in *source*: its first sentence that is long enough to be one."""
        long = (sentence for sentence in self.sentences if len(sentence.words) >= PLACED[1])
        return next(long, self.sentences[0]).place(source)


def of(manuscript: Manuscript, row: Edition) -> list[Passage]:
    """Return the passages of *manuscript* that the edition *row* shows, in their order."""
    unwanted = () if "discussion" in row.shows else ("discussion",)
    blocks = selected(manuscript.blocks, row.like or row.name, (*unwanted, *UNREAD))
    walk = _Walk(row.shows, manuscript.metadata.lang)
    return list(_merged(walk.passages(blocks, "")))


def _merged(found: Iterator[Passage]) -> Iterator[Passage]:
    """Yield *found* with pieces of text below one heading joined."""
    held: Passage | None = None
    for passage in found:
        if held and not held.kind and (held.kind, held.heading) == (passage.kind, passage.heading):
            held = replace(held, sentences=(*held.sentences, *passage.sentences))
            continue
        if held:
            yield held
        held = passage
    if held:
        yield held


@dataclass(slots=True)
class _Walk:
    """A way through the blocks of an article."""

    wanted: Sequence[str]
    """The kinds of parts to show; nothing for everything."""
    lang: str
    heading: str = ""
    """The last heading that was passed."""

    def passages(self, blocks: Sequence[Node], kind: str) -> Iterator[Passage]:
        """Yield the passages of *blocks*, which stand in a part of *kind*, or in none."""
        for block in blocks:
            if block["t"] == "Header":
                self.heading = self.heading if kind else ast.text(block["c"][2])
            elif block["t"] == "Div" and not kind:
                own = next((name for name in KINDS if ast.has_class(block, name)), "")
                if own:
                    yield from self._part(block["c"][1], own)
                else:
                    yield from self.passages(block["c"][1], "")
            elif not self.wanted:
                yield from self._passage([block], "")

    def _part(self, blocks: Sequence[Node], kind: str) -> Iterator[Passage]:
        """Yield the part *blocks* as a passage, if it is wanted."""
        if not self.wanted or kind in self.wanted:
            yield from self._passage(blocks, kind)

    def _passage(self, blocks: Sequence[Node], kind: str) -> Iterator[Passage]:
        """Yield *blocks* as a passage, if they say anything."""
        said = tuple(_sentences(blocks, self.lang))
        if said:
            yield Passage(kind=kind, heading=self.heading, sentences=said)


def _sentences(blocks: Sequence[Node], lang: str) -> Iterator[Sentence]:
    """Yield the sentences of all paragraphs in *blocks*."""
    for node in ast.nodes(_read(blocks)):
        if node["t"] in {"Para", "Plain"}:
            for text in split(ast.text(node["c"]), lang):
                if words := tuple(readability.words(text)):
                    yield Sentence(text=text, words=words)


def _read(blocks: Sequence[Node]) -> list[Node]:
    """Return *blocks* as they are read aloud: no marks, no tables, formulas as one word."""

    def visit(node: Node) -> Node | list[Node] | None:
        match node["t"]:
            case "Table":
                return list(node["c"][1][1])
            case "Note" | "Image" | "Header" | "CodeBlock" | "RawBlock" | "RawInline":
                return None
            case "Cite":
                return _named(node)
            case "Math":
                is_set_apart = node["c"][0]["t"] == "DisplayMath"
                return None if is_set_apart else {"t": "Str", "c": "x"}
            case "Link" if not node["c"][1]:
                return ast.string(REFERENCE)
        return node

    kept: list[Node] = ast.changed(list(blocks), visit)
    return kept


def _named(cite: Node) -> list[Node] | None:
    """Return what a citation leaves in its sentence: a name, where the sentence needs one."""
    inside = [c for c in cite["c"][0] if c["citationMode"]["t"] == "AuthorInText"]
    return ast.string(NAME) if inside else None


def _place(source: Source, text: str) -> Place:
    """Return where the sentence *text* begins; marks may stand between its words."""
    typed = text.replace(REFERENCE, "").replace(NAME, "")
    for count in PLACED:
        pattern = tokens.spoken(typed, count)
        if pattern and (found := pattern.search(source.searchable)):
            return source.place(found.start("at"))
    return Place(file=source.name)
