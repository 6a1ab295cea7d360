"""Each claim with its source beside it, and what looks like a claim and has none."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from chapbook.model import Article, Item, Node
from chapbook.render import leaves, sentences
from chapbook.render.review.dressing import Insertion, Stretch
from chapbook.render.sentences import Piece, Sentence
from chapbook.tools.labels import joined
from chapbook.tools.pandoc import ast
from chapbook.tools.sentences import CLOSE, MARK, OPEN, split

BESIDE = "beside"
"""The class of what stands in the column of sources; its lines have no numbers."""
CLAIM = "claim"
"""What the ids of sentences begin with that look like claims and cite nothing."""

MOST_NAMES = 2
"""Of more authors only the first is named."""
TITLE_LENGTH = 28
"""So much of a title stands for an author whom nobody named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A sentence of a leaf."""

    start: int
    end: int
    works: tuple[tuple[str, str], ...]
    """What it cites: the key of each work, and the page or such in it."""
    because: str
    """The words by which it looks like a claim; empty for one with a source."""


class Sources:
    """The works of one article, as they are named beside its sentences."""

    def __init__(self, article: Article) -> None:
        self.labels = article.labels
        self.lang = article.metadata.lang
        self.items = {str(item["id"]): item for item in article.references}
        self._uncited = {str(item["id"]): item for item in article.uncited}
        self.numbers = _numbers(article)
        self.claims = 0
        self.notes = 0

    def name_of(self, key: str) -> str:
        """Return how people speak of the work *key*; an unknown one by its key."""
        item = self.items.get(key) or self._uncited.get(key)
        return short(item, self.labels) if item else key

    def beside(
        self, inlines: list[Node], *, may_claim: bool
    ) -> tuple[list[Stretch], list[Insertion]]:
        """Return what marks the sentences of *inlines*, and their notes.

        Args:
            inlines: Of one leaf.
            may_claim: Whether its sentences need sources at all: questions need none.
        """
        stretches, insertions = [], []
        for spot in self._spots(inlines):
            if spot.works:
                note = [self._work(*work) for work in spot.works]
                insertions.append(Insertion(start=spot.start, node=self._note(note)))
            elif spot.because and may_claim:
                self.claims += 1
                identifier = f"{CLAIM}-{self.claims}"
                stretch = Stretch(
                    start=spot.start, end=spot.end, name="unsourced", identifier=identifier
                )
                stretches.append(stretch)
                words = ast.string(self.labels["review-unsourced"].format(words=spot.because))
                link = ast.link(words, f"#{identifier}", ast.attr(role="doc-noteref"))
                note = [ast.span([link], ast.attr("", ["work"]))]
                insertions.append(Insertion(start=spot.start, node=self._note(note, "asked")))
        return stretches, insertions

    def of_table(self, table: Node, *, may_claim: bool) -> list[Node]:
        """Return what stands below *table*: a paragraph for each row with works or claims.

        A citation in one cell counts for its row, as in the report on citations.
        """
        found: list[Node] = []
        rows = [row for body in table["c"][4] for row in [*body[2], *body[3]]]
        for number, (_, cells) in enumerate(rows, 1):
            words = [n for n in ast.nodes(cells) if n["t"] in {"Para", "Plain"}]
            spots = [spot for block in words for spot in self._spots(block["c"])]
            works = dict.fromkeys(work for spot in spots for work in spot.works)
            because = [spot.because for spot in spots if spot.because]
            said = [self._work(*work) for work in works]
            if not said and because and may_claim:
                self.claims += 1
                words_ = self.labels["review-unsourced"].format(words=because[0])
                said = [ast.span(ast.string(words_), ast.attr(f"{CLAIM}-{self.claims}"))]
            if said:
                name = ast.string(self.labels["review-row"].format(number=number))
                head = ast.span(name, ast.attr("", ["row"]))
                found.append(ast.plain([head, *_spaced(said)]))
        return found

    def _spots(self, inlines: list[Node]) -> Iterator[Spot]:
        """Yield the sentences of *inlines* with where they stand."""
        reading = _Reading()
        reading.read(inlines)
        text, at = "".join(reading.said), 0
        for words in split(text, self.lang):
            first = text.index(words, at)
            at = first + len(words)
            cites = [reading.cites[int(number)] for number in MARK.findall(words)]
            works = dict.fromkeys(w for c in cites for w in _works(c) if w[0] in self.items)
            piece = Piece(text=MARK.sub("", words))
            plain = Sentence(section="", pieces=(piece,), keys=())
            yield Spot(
                start=reading.where[first],
                end=reading.where[at - 1] + 1,
                works=tuple(works),
                because="" if cites else sentences.claim(plain, self.lang),
            )

    def _work(self, key: str, locator: str) -> Node:
        """Return the short form of a work: its number, who, when, what page, where to find it."""
        item = self.items[key]
        number = f"{self.numbers[key]} " if key in self.numbers else ""
        said = f"{number}{short(item, self.labels)}"
        name = ast.link(ast.string(said), f"#ref-{key}", ast.attr(role="doc-biblioref"))
        where = str(item.get("DOI") or item.get("PMID") or "")
        at = ast.string(f", {locator}") if locator else []
        more = ast.span([*ast.string(", "), *_address(where)], ast.attr("", ["where"]))
        return ast.span([name, *at, *([more] if where else [])], ast.attr("", ["work"]))

    def _note(self, works: list[Node], *more: str) -> Node:
        """Return a note for the column of sources, in one piece that no page parts."""
        self.notes += 1
        held = ast.span(works, ast.attr(f"{BESIDE}-{self.notes}", ["held"]))
        return ast.span([held], ast.attr("", [BESIDE, *more], role="doc-footnote"))


def short(item: Item, labels: Mapping[str, str]) -> str:
    """Return how people speak of the work *item*: "Reiter et al. 2011"."""
    people = item.get("author") or item.get("editor") or []
    names = [str(p.get("family") or p.get("literal") or p.get("given") or "") for p in people]
    if len(names) > MOST_NAMES:
        names = [f"{names[0]} {labels['et-al']}"]
    who = joined([name for name in names if name], labels) or _title(item)
    year = (((item.get("issued") or {}).get("date-parts") or [[""]])[0] or [""])[0]
    return f"{who} {year}".strip()


def _title(item: Item) -> str:
    """Return the first words of the title of *item*."""
    title = ast.text({"t": "Str", "c": str(item.get("title-short") or item.get("title") or "")})
    if len(title) <= TITLE_LENGTH:
        return title
    return title[:TITLE_LENGTH].rsplit(" ", 1)[0] + " …"


def _address(where: str) -> list[Node]:
    """Return a DOI as a link, or another number as it is."""
    if where.startswith("10."):
        return [
            ast.link(
                ast.string(where), f"https://doi.org/{where}", ast.attr("", ["uri"], dir="ltr")
            )
        ]
    return ast.string(f"PMID {where}")


def _numbers(article: Article) -> dict[str, str]:
    """Return the number of each work by its key, where works are cited by numbers."""
    found = {}
    for entry in ast.nodes(article.appendix):
        if entry["t"] == "Div" and ast.has_class(entry, "csl-entry"):
            margin = [n for n in ast.nodes(entry) if ast.has_class(n, "csl-left-margin")]
            if margin and (number := ast.text(margin[0]).strip(" .[]()")):
                found[ast.identifier(entry).removeprefix("ref-")] = number
    return found


def _spaced(nodes: list[Node]) -> list[Node]:
    """Return *nodes* with a space before each."""
    return [part for node in nodes for part in ({"t": "Space"}, node)]


def _works(cite: Node) -> Iterator[tuple[str, str]]:
    """Yield the key of each work that *cite* names, with the place in it."""
    for each in cite["c"][0]:
        yield str(each["citationId"]), ast.text(each["citationSuffix"]).strip(" ,;")


class _Reading:
    """The text of a leaf in which each citation is a mark, and where each letter stands."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.where: list[int] = []
        """By letter, its offset in ``leaves.text``."""
        self.cites: list[Node] = []
        self._at = 0

    def read(self, inlines: Collection[Any]) -> None:
        """Take in *inlines*."""
        for node in inlines:
            if node["t"] == "Cite":
                mark = f"{OPEN}{len(self.cites)}{CLOSE}"
                length = len(leaves.text([node]))
                self.cites.append(node)
                last = self._at + max(length - 1, 0)
                self._say(mark, [*[self._at] * (len(mark) - 1), last])
                self._at += length
            elif node["t"] == "Str" or node["t"] == "Code" or node["t"] in leaves.ONE_CHARACTER:
                text = leaves.text([node])
                self._say(text, list(range(self._at, self._at + len(text))))
                self._at += len(text)
            else:
                self.read(leaves.inner(node))

    def _say(self, text: str, places: list[int]) -> None:
        for letter, place in zip(text, places, strict=True):
            self.said.append(letter)
            self.where.append(place)
