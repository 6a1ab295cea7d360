"""Hard words that patients see and nothing explains: long, rare, and in no glossary."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chapbook.grade.passages import Passage, Sentence
from chapbook.model import Manuscript, Node
from chapbook.tools import frequency, syllables
from chapbook.tools.pandoc import ast

LONG_SYLLABLES = 3
LONG_LETTERS = 9
"""Letters of a long word where nobody knows its syllables."""

ENDING = 3
"""So many letters at the end may differ between a word and its form in the glossary."""
SHORTEST_STEM = 5

WHOLE = re.compile(r"[^\W\d_]+")

CAPITALS = frozenset({"de"})
"""Languages in which a capital within a sentence says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HardWord:
    """A word, and the first sentence that uses it."""

    word: str
    sentence: Sentence


def words(manuscript: Manuscript, passages: Sequence[Passage]) -> list[HardWord]:
    """Return the hard words of *passages* that nothing in *manuscript* explains, each once."""
    lang = manuscript.metadata.lang
    if not frequency.knows(lang):
        return []
    known = [stem.casefold() for stem in _explained(manuscript)]
    found: dict[str, HardWord] = {}
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    told = " ".join(sentence.text for sentence in sentences)
    for sentence in sentences:
        for word in _candidates(sentence, lang):
            plain = word.casefold()
            is_known = any(_is_form(plain, stem) for stem in known)
            if plain not in found and not is_known and not _is_told(word, told):
                found[plain] = HardWord(word=word, sentence=sentence)
    return list(found.values())


def _candidates(sentence: Sentence, lang: str) -> Iterator[str]:
    """Yield the words of *sentence* that are long and rare, and no names."""
    for index, said in enumerate(sentence.words):
        for word in WHOLE.findall(re.sub(r"[’']s$", "", said)):
            is_name = index > 0 and word[0].isupper() and lang.split("-")[0] not in CAPITALS
            if not is_name and _is_long(word, lang) and not frequency.is_common(word, lang):
                yield word


def _is_long(word: str, lang: str) -> bool:
    """Tell whether *word* has many syllables, or letters where those cannot be counted."""
    if word.isupper():
        return False
    try:
        return syllables.counter(lang)(word) >= LONG_SYLLABLES
    except KeyError:
        return len(word) >= LONG_LETTERS


def _explained(manuscript: Manuscript) -> Iterator[str]:
    """Yield the words that the article explains: of its title, its glossary, its plain parts.

    A plain part explains what it stresses.
    """
    yield from WHOLE.findall(manuscript.metadata.title)
    for node in ast.nodes(manuscript.blocks):
        if ast.has_class(node, "glossary"):
            yield from (w for n in ast.nodes(node["c"][1]) for t in _terms(n) for w in _said(t))
        elif ast.has_class(node, "plain"):
            yield from (w for n in ast.nodes(node["c"][1]) if n["t"] in STRESSED for w in _said(n))


STRESSED = {"Emph", "Strong"}


def _terms(node: Node) -> list[list[Node]]:
    """Return the terms of a definition list; nothing for another node."""
    return [term for term, _ in node["c"]] if node["t"] == "DefinitionList" else []


def _said(tree: Node | list[Node]) -> list[str]:
    """Return the words of *tree*."""
    return WHOLE.findall(ast.text(tree))


def _is_form(word: str, stem: str) -> bool:
    """Tell whether *word* is *stem* with other letters at its end."""
    kept = max(len(stem) - ENDING, SHORTEST_STEM)
    return word == stem or (len(stem) >= SHORTEST_STEM and word.startswith(stem[:kept]))


def _is_told(word: str, text: str) -> bool:
    """Tell whether *text* puts an explanation in brackets behind *word*, or *word* behind one."""
    plain = re.escape(word)
    return re.search(rf"\b{plain}\s+\(|\((?:\w+\s)?{plain}\)", text) is not None
