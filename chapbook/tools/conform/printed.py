"""Corrections of what a style has printed, where no data could help."""

import re
from collections.abc import Iterator
from typing import Any

from chapbook.model import Item, Node
from chapbook.tools.conform import names
from chapbook.tools.conform.data import DATE_OF_READING
from chapbook.tools.pandoc import ast

PAGES = re.compile(r"^\w+(?:–\w+)?[,.]?$")
"""A page or a range of pages, with what follows it."""

DAY = re.compile(r"^0(\d,?)$")

IN = "In"
"""What leads to a book, in English, German and Dutch alike."""

OPENING = ("“", "„", "«", "‘")


def undated_page_without_retrieved(nodes: list[Node], item: Item) -> list[Node]:
    """APA: an undated page with no date of retrieval has its bare address.

    The CSL file sets "Retrieved" before the address of every undated page.
    """
    if "issued" in item or "accessed" in item or "URL" not in item or len(nodes) < 3:
        return nodes
    alone = nodes[-1]["t"] == "Link" and nodes[-2] == _SPACE and _word(nodes[-3]).isalpha()
    return [*nodes[:-3], nodes[-1]] if alone else nodes


def data_set_in_two_words(nodes: list[Node], _: Item) -> list[Node]:
    """APA: "[Data set]"; the CSL locale has "[Dataset]"."""
    out: list[Node] = []
    for node in nodes:
        if _word(node).startswith("[Dataset]"):
            out += [_str("[Data"), _SPACE, _str(f"set{_word(node)[8:]}")]
        else:
            out.append(node)
    return out


def site_ends_before_date(nodes: list[Node], item: Item) -> list[Node]:
    """Chicago: "The Design Files. Last modified August 28" in a list; a comma in a note."""
    start = _after_sentence(nodes)
    parts = [str(item[key]) for key in ("container-title", "publisher") if item.get(key)]
    end = start + 2 * len(" ".join(parts).split()) - 1
    site = nodes[start:end]
    is_site = f"{', '.join(parts)},".casefold() == ast.text(site).casefold()
    if item.get("type") != "webpage" or not start or not is_site:
        return nodes
    # What follows the comma and a space: "March", or "last" of "last modified".
    date = [_str(_capital(_word(node))) if _word(node) else node for node in nodes[end + 1 :][:1]]
    return [*nodes[: end - 1], _str(f"{_word(site[-1])[:-1]}."), _SPACE, *date, *nodes[end + 2 :]]


def _after_sentence(nodes: list[Node]) -> int:
    """Return where the words after a quoted title begin, if the title ends a sentence; else 0."""
    title = next((i for i, node in enumerate(nodes) if _is_quoted(node)), None)
    if title is None:
        return 0
    if ast.text([nodes[title]]).endswith((".”", "?”", "!”")):
        return title + 2
    return title + 3 if nodes[title + 1 : title + 2] == [_str(".")] else 0


def _capital(word: str) -> str:
    """Return *word* with a capital."""
    return word[:1].upper() + word[1:]


def editors_before_their_label(nodes: list[Node], item: Item) -> list[Node]:
    """AMA and NLM: "In: Kane P, Lund E, eds. *Handbook*".

    pandoc 3.9 sets "In, eds.Kane P, Lund E." for ``<names>`` that hold a label and no
    ``<name>``, which CSL allows; to be dropped when it does so no longer.
    """
    for role in ("editor", "collection-editor"):
        nodes = _label_last(nodes, item.get(role) or [])
    return nodes


def _label_last(nodes: list[Node], people: list[names.Name]) -> list[Node]:
    """Put the label that stands before *people*, run into the first name, behind them."""
    first = names.first_word(people[0]) if people else ""
    found = [i for i in range(2, len(nodes)) if first and _labelled(nodes, i, first)]
    if not found:
        return nodes
    start = found[0]
    label = _word(nodes[start]).removesuffix(first)
    end = _end_of_names(nodes, start, people)
    named = [_str(first), *nodes[start + 1 : end + 1]]
    stem, tail = _split_end(_word(named[-1]))
    # "et al, eds." in AMA's 11th edition, "et al., editors." with NLM.
    stem = f"{stem}." if stem == "al" and not label.endswith(".") else stem
    named[-1] = _str(f"{stem},")
    before = _word(nodes[start - 2]).removesuffix(",")
    if before == "(":
        named[0] = _str(f"({first}")
    lead = nodes[: start - 2]
    if before not in {"", "("}:
        lead = [*lead, _str(f"{before}:" if before == IN else f"{before}."), _SPACE]
    return [*lead, *named, _SPACE, _str(f"{label.removesuffix('.')}{tail}"), *nodes[end + 1 :]]


def _split_end(word: str) -> tuple[str, str]:
    """Split the last word of names from the full stop and bracket that close them."""
    stem = word.rstrip(".)")
    return stem, word[len(stem) :]


def _labelled(nodes: list[Node], i: int, first: str) -> bool:
    """Whether the node *i* is the label of editors run into the *first* of their names."""
    word, before = _word(nodes[i]), _word(nodes[i - 2])
    return word.endswith(first) and word != first and before.endswith(",")


def _end_of_names(nodes: list[Node], start: int, people: list[names.Name]) -> int:
    """Return the index of the word that ends the names, which have no full stops in them."""
    inside = {w for name in people for w in str(name.get("literal", "")).split() if w[-1] == "."}
    for i in range(start, len(nodes)):
        word = _word(nodes[i])
        if word.endswith((".", ").", ")")) and not any(word.endswith(part) for part in inside):
            return i
    return len(nodes) - 1


def hyphen_in_page_ranges(nodes: list[Node], _: Item) -> list[Node]:
    """NLM: "2018;12(3):321-8", with a hyphen; the CSL file leaves it an en dash."""
    out = list(nodes)
    in_pages = False
    for i, node in enumerate(out):
        if not _word(node):
            continue
        head, colon, pages = _word(node).rpartition(":")
        in_pages = bool(PAGES.match(pages)) and (bool(colon) or in_pages)
        if in_pages:
            out[i] = _str(f"{head}{colon}{pages.replace('–', '-')}")
        in_pages = in_pages or _word(node) == "p."
    return out


def web_page_in_sentences(nodes: list[Node], item: Item) -> list[Node]:
    """IEEE: 'A. Okafor. “Title.” Site. Accessed: ...', full stops between the parts."""
    title = next((i for i, node in enumerate(nodes) if _is_quoted(node)), None)
    if item.get("type") != "webpage" or title is None:
        return nodes
    out = list(nodes)
    if title > 1 and _word(out[title - 2]):
        out[title - 2] = _str(_stopped(_word(out[title - 2])))
    words = [_str(".") if n == _str(",") else n for n in out[title]["c"][1][-2:]]
    out[title] = {**out[title], "c": [out[title]["c"][0], [*out[title]["c"][1][:-2], *words]]}
    if out[title + 1 : title + 2] == [_str(",")]:
        out[title + 1] = _str(".")
    return out


def _is_quoted(node: Node) -> bool:
    """Whether *node* is the title in quotation marks, which the processor sets in a span."""
    return node["t"] == "Span" and ast.text(node["c"][1]).startswith(OPENING)


def _stopped(word: str) -> str:
    """Return *word* with a full stop in place of its comma."""
    stem = word.removesuffix(",")
    return stem if stem.endswith(".") else f"{stem}."


def editors_end_before_place(nodes: list[Node], item: Item) -> list[Node]:
    """IEEE: "P. Kane and E. Lund, Eds. Oxford: Publisher", with no comma before the place."""
    is_part = item.get("type") in {"chapter", "paper-conference"} and "author" in item
    if not is_part or "publisher" not in item or "collection-title" in item:
        return nodes
    return [_str(_word(n)[:-1]) if _word(n) in {"Ed.,", "Eds.,"} else n for n in nodes]


def days_without_zero(nodes: list[Node], _: Item) -> list[Node]:
    """IEEE: "Mar. 5, 2024"; the CSL file sets "Mar. 05"."""
    return [_str(DAY.sub(r"\1", _word(n))) if _word(n) else n for n in nodes]


def with_words(nodes: list[Node], words: str) -> list[Node]:
    """Return *nodes* with *words* wherever the date of reading belongs."""
    return [new for node in nodes for new in _worded(node, words)]


def _worded(node: Node, words: str) -> Iterator[Node]:
    """Yield *node*, or the words for the mark that it holds."""
    mark = str(DATE_OF_READING)
    if mark in _word(node):
        spelled = _word(node).replace(mark, words).split(" ")
        for i, word in enumerate(spelled):
            yield from ([_SPACE] if i else [])
            yield _str(word)
    elif mark in ast.text([node]):
        yield {**node, "c": _within(node["c"], words)}
    else:
        yield node


def _within(content: Any, words: str) -> Any:
    """Return the *content* of a node with the words in its inlines, however deep."""
    if not isinstance(content, list) or not content:
        return content
    if isinstance(content[0], dict):
        return with_words(content, words)
    return [_within(part, words) for part in content]


def _word(node: Node) -> str:
    """Return the text of *node* if it is a word; empty if it is anything else."""
    return str(node["c"]) if node["t"] == "Str" else ""


def _str(text: str) -> Node:
    """Return *text* as a word."""
    return {"t": "Str", "c": text}


_SPACE: Node = {"t": "Space"}
