"""From the files of an article, in whatever system's Markdown, to one text in pandoc's."""

from dataclasses import replace

from chapbook.findings import Finding
from chapbook.load import lines, myst, quarto, source
from chapbook.model import Source

TRANSLATORS: tuple[lines.Translator, ...] = (
    quarto.translated,
    myst.translated,
)
"""What reads other systems' Markdown, in the order in which it is asked."""


def translated(text: Source) -> tuple[Source, list[Finding]]:
    """Return *text* with its body in pandoc's Markdown, and what is wrong with it."""
    body, findings = source.body_lines(text), []
    for translate in TRANSLATORS:
        body, found = translate(body)
        findings += found
    done = source.with_body(text, body, {})
    return done, [_as_typed(finding, done) for finding in findings]


def _as_typed(finding: Finding, text: Source) -> Finding:
    """Return *finding* with the line as the writer typed it."""
    return replace(finding, excerpt=text.excerpt(finding.place) or finding.excerpt)
