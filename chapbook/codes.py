"""The codes of all findings: how grave, why it matters, what to do.

A code is permanent: it may be retired, but never comes to mean something else.
Each that reading or validating finds has overlays under ``tests/articles/overlays/``
that trigger it.
"""

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How grave a kind of finding is."""

    ERROR = "error"
    """Always stops the build."""
    WARNING = "warning"
    """Stops the build unless the article's ``allow:`` names its code."""
    NOTE = "note"
    """Reported only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The declaration of one kind of finding."""

    code: str
    severity: Severity
    title: str
    """The kind of defect, as a noun phrase."""
    why: str
    """What a reader would suffer."""
    fix: str
    """What to do in general."""


def _rules(severity: Severity, rows: tuple[tuple[str, str, str, str], ...]) -> dict[str, Rule]:
    return {
        code: Rule(code=code, severity=severity, title=title, why=why, fix=fix)
        for code, title, why, fix in rows
    }


_ERRORS = (
    # What the file is
    (
        "file-encoding",
        "A file that is not UTF-8",
        "Letters would be printed wrong, or lost.",
        "Save the file as UTF-8 in your editor.",
    ),
    (
        "article-empty",
        "An article without text",
        "There is nothing to print.",
        "Write the article below the front matter.",
    ),
    # Front matter
    (
        "front-matter-missing",
        "An article without front matter",
        "Title, author, date and language are printed and cited in every edition.",
        "Begin the file with a block between two lines of ---, holding title, author, date, lang.",
    ),
    (
        "yaml-syntax",
        "Front matter that is not YAML",
        "Nothing of the front matter can be read.",
        "Mend the line; text with a colon in it wants quotation marks.",
    ),
    (
        "key-missing",
        "A required key that is not there",
        "Without it the article cannot be cited or set.",
        "Add the key to the front matter.",
    ),
    (
        "key-misspelt",
        "A key that is almost a known one",
        "What it says would be left out of every edition without a word.",
        "Write the key as it is known.",
    ),
    (
        "value-wrong",
        "A value of the wrong kind",
        "It cannot be printed as it is meant.",
        "Write the value in the form that the README shows.",
    ),
    (
        "language-without-labels",
        "A language that Chapbook has no words for",
        "Words such as Contents or Table would be printed in another language.",
        "Add templates/labels/<lang>.yaml, or choose a language that has one.",
    ),
    (
        "style-unknown",
        "A citation style that does not exist",
        "Citations cannot be set.",
        "Give the name of a CSL style, or a .csl file below the article's folder.",
    ),
    (
        "theme-unknown",
        "A theme that does not exist",
        "The editions would not look as they should.",
        "Name a folder of templates/themes/.",
    ),
    # Bibliography and citations
    (
        "bibliography-missing",
        "A bibliography file that is not there",
        "No citation can be resolved.",
        "Give its path relative to the article.",
    ),
    (
        "bibliography-broken",
        "A bibliography entry that cannot be read",
        "The work would vanish from the references.",
        "Mend the entry; look for a missing comma, brace or key.",
    ),
    (
        "citation-unknown",
        "A citation of a work that is not in the bibliography",
        "The reader would see a question mark instead of a source.",
        "Add the work to the bibliography, or mend the key.",
    ),
    (
        "reference-duplicate",
        "Two entries with one key",
        "One of them would be left out at random.",
        "Give each work its own key.",
    ),
    # Images
    (
        "image-missing",
        "An image file that is not there",
        "The figure would be empty.",
        "Give its path relative to the article.",
    ),
    (
        "file-outside",
        "A file outside the article's folder",
        "Chapbook reads only below the article's folder, so that no private file gets printed.",
        "Copy the file into the article's folder.",
    ),
    (
        "image-remote",
        "An image on the network",
        "A build never uses the network: the same source must give the same pages tomorrow.",
        "Save the image beside the article and link to the file.",
    ),
    (
        "image-unreadable",
        "A file that is not a readable image",
        "The figure would be empty.",
        "Export the image again, as SVG, PNG or JPEG.",
    ),
    (
        "image-reference",
        "A drawing that asks for another file",
        "What it asks for is not part of the article and would be missing on other machines.",
        "Embed it in the drawing, or export the drawing as plain SVG.",
    ),
    (
        "image-alt-missing",
        "An image without alternative text",
        "A reader who cannot see it gets nothing.",
        'Add alt="what the image shows", or alt="" when it is only decoration.',
    ),
    # Structure and links
    (
        "id-duplicate",
        "Two parts with one id",
        "Links to it would lead to the wrong one.",
        "Give each part its own id.",
    ),
    (
        "link-target-missing",
        "A link that leads nowhere",
        "Readers of every edition would follow it in vain.",
        "Mend the id, or give the target that id.",
    ),
    (
        "cross-reference-unnumbered",
        "An empty link to something that has neither number nor title",
        "There would be nothing to print, and nothing to click on.",
        "Write the words between the brackets, or give the target a caption.",
    ),
    (
        "note-undefined",
        "A footnote mark without its note",
        "The reader would see the mark as it is typed.",
        "Write the note, for instance [^1]: Text.",
    ),
    (
        "note-in-heading",
        "A footnote in a heading",
        "It would appear in contents, bookmarks and running heads.",
        "Move the note into the first sentence below.",
    ),
    (
        "reference-link-undefined",
        "A reference link without its address",
        "The reader would see the brackets as they are typed.",
        "Define the address, for instance [label]: https://example.org.",
    ),
    (
        "raw-html",
        "HTML that not every edition can hold",
        "It would be missing from print or Word, or break the EPUB.",
        "Write it in Markdown.",
    ),
    (
        "raw-format",
        "Text for one output format only",
        "It would be missing from the other editions.",
        "Write it in Markdown.",
    ),
    (
        "part-malformed",
        "A part that does not have the form of its kind",
        "It could not be set as what it is.",
        "Write it as the README shows.",
    ),
    # Characters
    (
        "glyph-missing",
        "A character that no font here has",
        "An empty box would be printed.",
        "Choose another character, or name it in words.",
    ),
    # Finished files
    (
        "edition-invalid",
        "A finished file that breaks its standard",
        "Readers, libraries or devices could refuse it.",
        "This is a fault of the pipeline or of unusual content; see the rule that is named.",
    ),
    (
        "edition-unlike",
        "An edition whose text differs from the article's",
        "Readers of different editions would not have read the same.",
        "This is a fault of the pipeline; please report it with the article.",
    ),
    (
        "edition-layout",
        "Something off the page, or a page that should not be there",
        "Text could be cut off or paper wasted.",
        "Shorten or split what is named.",
    ),
    (
        "handout-too-long",
        "A handout that does not fit its sheet",
        "Text would be cut off, or too small to read.",
        "Shorten the parts that are named, or give less important ones a higher priority number.",
    ),
)

_WARNINGS = (
    (
        "image-coarse",
        "An image too coarse for print",
        "It would look blurred on paper.",
        "Export it with more pixels, or give it a smaller width.",
    ),
    (
        "heading-skipped",
        "A heading that skips a level",
        "The outline that screen readers and contents lists use would have a hole.",
        "Use one # more than the heading above has.",
    ),
    (
        "tool-warning",
        "A warning of a program that the build uses",
        "Something could be missing or look wrong.",
        "Read the message; allow the code only when the pages are right all the same.",
    ),
)

_NOTES = (
    (
        "key-unknown",
        "A key that Chapbook does not know",
        "It has no effect.",
        "Move your own keys below x: to keep them without this note.",
    ),
    (
        "reference-uncited",
        "A work in the bibliography that is never cited",
        "It does not appear in the reference list.",
        "Cite it, or leave it.",
    ),
    (
        "allow-unused",
        "An allowed code that nothing triggers",
        "It could hide a later defect.",
        "Remove it from allow:.",
    ),
    (
        "handout-left-out",
        "A part that was left out of a handout to make it fit",
        "Its readers must turn to the full article.",
        "Nothing, or shorten the article's parts.",
    ),
    (
        "handout-skipped",
        "A handout that the article has no parts for",
        "It is not made.",
        "Add key points, see-doctor lists, questions or a self-check to the article.",
    ),
    (
        "claim-dropped",
        "A claim of conformance that was taken out",
        "The file does not say that it conforms, because a check of it failed.",
        "Look at the rule that is named.",
    ),
)

CODES: dict[str, Rule] = {
    **_rules(Severity.ERROR, _ERRORS),
    **_rules(Severity.WARNING, _WARNINGS),
    **_rules(Severity.NOTE, _NOTES),
}
"""Every code, by its name."""
