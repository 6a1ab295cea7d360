"""Notes in the text: number, gravity and what is wrong, each at the block it is about."""

from collections.abc import Mapping
from dataclasses import replace

from chapbook.draft import places
from chapbook.findings import Finding
from chapbook.model import Manuscript, Node
from chapbook.tools.pandoc import ast

NOTE = "draft-note"
"""The class of a note; ``finding-3`` is the id of the third."""

OF_HEADING = "of-heading"
"""The further class of a note about the heading that it stands behind."""

MOST_ON_FIRST_PAGE = 12
"""Notes about no block, such as one of the front matter; the list at the end has all of them."""

LONGEST = 160
"""Characters of a message in a note; the list at the end has all of it."""


def identifier(number: int) -> str:
    """Return the id of the note *number* (1-based)."""
    return f"finding-{number}"


def row_identifier(number: int) -> str:
    """Return the id of the row *number* (1-based) of the list."""
    return f"finding-row-{number}"


def placed(
    manuscript: Manuscript, spots: Mapping[Finding, int], numbers: Mapping[Finding, int]
) -> Manuscript:
    """Return *manuscript* with its notes; those about no block stand before the first.

    Args:
        manuscript: Without notes.
        spots: Which block each finding is about, as ``places.of`` counts them.
        numbers: The number of each finding.
    """
    by_block: dict[int, list[Node]] = {}
    for finding in sorted(spots, key=lambda f: numbers[f]):
        note = _note(finding, numbers[finding], manuscript.metadata.lang)
        by_block.setdefault(spots[finding], []).append(note)
    homeless = [f for f in sorted(numbers, key=lambda f: numbers[f]) if f not in spots]
    first = [
        _note(finding, numbers[finding], manuscript.metadata.lang)
        for finding in homeless[:MOST_ON_FIRST_PAGE]
    ]
    counter = iter(range(len(list(places.units(manuscript.blocks)))))

    def with_notes(blocks: list[Node]) -> list[Node]:
        done: list[Node] = []
        for block in blocks:
            if places.is_open(block):
                done.append(ast.div(with_notes(block["c"][1]), block["c"][0]))
                continue
            said = by_block.get(next(counter), [])
            # Behind a heading: what is before it belongs to the section above.
            if block["t"] == "Header":
                done += [block, *(_of_heading(note) for note in said)]
            else:
                done += [*said, block]
        return done

    return replace(manuscript, blocks=[*first, *with_notes(manuscript.blocks)])


def _of_heading(note: Node) -> Node:
    """Return *note* so that editions can tell which heading it is about."""
    (name, classes, pairs), blocks = note["c"]
    return ast.div(blocks, [name, [*classes, OF_HEADING], pairs])


def spoken(lang: str) -> dict[str, str]:
    """Return the attributes of English words, as all messages are, in a text in *lang*."""
    return {} if lang.split("-")[0] == "en" else {"lang": "en", "dir": "ltr"}


def _note(finding: Finding, number: int, lang: str) -> Node:
    """Return the note about *finding* in an article in *lang*."""
    head = ast.link([{"t": "Str", "c": str(number)}], f"#{row_identifier(number)}")
    words = finding.message
    if len(words) > LONGEST:
        words = f"{words[:LONGEST].rsplit(' ', 1)[0]} …"
    text: list[Node] = [
        {"t": "Strong", "c": [head, {"t": "Space"}, *ast.string(finding.severity.value)]},
        {"t": "Space"},
        *ast.string(words),
    ]
    attributes = ast.attr(identifier(number), [NOTE, finding.severity.value], **spoken(lang))
    return ast.div([ast.para(text)], attributes)
