"""A SCORM 1.2 package: readings that tell a learning platform how far a learner has come.

    imsmanifest.xml                     the table of contents
    page.css  scorm.css  scorm.js       what all pages share
    calcinosis/calcinosis.html          a reading: one page, one SCO
    calcinosis-quiz/a.png               pictures of its questions
    other/other.pdf                     somebody else's PDF, which tells nothing

Each reading is a SCO of its own: instructors set due dates by reading, and a platform shows
completion and score for each SCO and none for its pieces.  A reading is complete once its end was
seen and, if it has a self-check, the answers were checked; the page says so.  There is no
mastery score: a self-check is for learning, and whoever fails it has read all the same.

The schema files that ADL and IMS offer are not in the package: their terms do not plainly allow
it, and platforms bring their own.
"""

import datetime as dt
import html
import re
from collections.abc import Mapping
from typing import Any

from chapbook.bundle import quiz, webpages
from chapbook.bundle.cartridge import excerpt
from chapbook.bundle.job import Bundled, Job
from chapbook.bundle.quiz import Asked, Quiz
from chapbook.bundle.scorm import manifest
from chapbook.bundle.scorm.manifest import Launched
from chapbook.bundle.webpages import WebFile
from chapbook.errors import OutputError
from chapbook.model import BuiltEdition
from chapbook.pack import BoundPack, BoundReading, Origin
from chapbook.packs import PackEdition
from chapbook.settings import TEMPLATES
from chapbook.tools import archive, jinja, labels

DATE = dt.date(1980, 1, 1)
"""Of every file in the archive: the same pack gives the same bytes."""

TEMPLATE = "html/scorm-check.html.jinja"
SHEET = "scorm.css"

BLOCKS = "p|div|ul|ol|li|blockquote|pre|figure|figcaption|dl|dt|dd"
"""What of a choice would not stand in a label."""

WORDS = {
    "right": "answer-right",
    "wrong": "answer-wrong",
    "missing": "answer-missing",
    "compare": "answer-open",
    "points": "points-of",
    "done": "course-done",
    "alone": "course-alone",
    "saved": "course-saved",
}
"""Which label does the program print under each name?"""


def make(bound: BoundPack, row: PackEdition, job: Job) -> Bundled:
    """Write *bound* as a package.

    Raises:
        ToolError: pandoc failed, or a drawing cannot be drawn.
        OutputError: Two files would have the same path.
    """
    parts = [
        (part.title, [_launched(reading, bound) for reading in readings])
        for part, readings in bound.parts()
    ]
    shared = _shared()
    files = [*shared, *(file for _, each in parts for one in each for file in one.files)]
    members = {manifest.NAME: manifest.written(bound, parts, shared)}
    for file in files:
        if members.setdefault(file.path, file.data) != file.data:
            raise OutputError(f'two files of {job.name} would be "{file.path}"')
    job.path.write_bytes(archive.packed(members, DATE))
    return Bundled(built=BuiltEdition(edition=row.name, path=job.path, name=job.name))


def _shared() -> tuple[WebFile, ...]:
    """Return what all pages need."""
    script = (TEMPLATES / "scripts" / "scorm.js").read_bytes()
    style = (TEMPLATES / "css" / SHEET).read_bytes()
    return (
        webpages.sheet(),
        WebFile(path=SHEET, data=style, media_type="text/css"),
        WebFile(path="scorm.js", data=script, media_type="text/javascript"),
    )


def _launched(reading: BoundReading, bound: BoundPack) -> Launched:
    """Return *reading* as a platform opens it."""
    name = reading.reading.identifier
    if reading.reading.origin is Origin.DOCUMENT:
        data = excerpt.data(reading, bound, reading.files["pdf"])
        file = WebFile(path=f"{name}/{name}.pdf", data=data, media_type="application/pdf")
        return Launched(identifier=name, title=reading.title, files=(file,), is_tracked=False)
    # A link to another reading would leave this one without the platform's knowing.
    alone = BoundPack(pack=bound.pack, readings=(reading,))
    (page,) = webpages.pages(reading, alone)
    asked = quiz.of(reading, bound.pack.stem)
    opened = WebFile(
        path=page.path, data=_tracked(page.html, page.lang, asked), media_type="text/html"
    )
    pictures = asked.files if asked else ()
    own = [file for file in (*page.files, *pictures) if file.path != webpages.STYLESHEET]
    return Launched(identifier=name, title=reading.title, files=(opened, *own), is_tracked=True)


def _tracked(page: bytes, lang: str, asked: Quiz | None) -> bytes:
    """Return *page* with its questions as a form, and with the program."""
    own = labels.load(lang)
    values = {
        "lang": lang,
        "labels": own,
        "words": {name: own[key] for name, key in WORDS.items()},
        "questions": [_question(each, asked) for each in asked.questions] if asked else [],
    }
    form = jinja.render(TEMPLATE, values)
    head = '<link rel="stylesheet" href="../scorm.css">\n<script src="../scorm.js" defer></script>'
    text = page.decode("utf-8")
    text = text.replace("</head>", f"{head}\n</head>", 1)
    # Platforms show the page in a frame of its own, in which it has landmarks (WCAG 2.2, 1.3.1).
    text = text.replace('<div class="learning-page"', '<div role="main" class="learning-page"', 1)
    before, end, after = text.rpartition("</body>")
    text = f"{before}{form}{end}{after}"
    return re.sub(r'<a (?=[^>]*\bhref="https?:)', '<a target="_blank" ', text).encode()


def _question(asked: Asked, of: Quiz) -> Mapping[str, Any]:
    """Return a question as the template prints it."""
    right = [option.identifier for option in asked.options if option.is_right]
    return {
        "identifier": asked.identifier,
        "points": asked.points,
        "html": jinja.safe(_placed(asked.html, of)),
        "answer": jinja.safe(_placed(asked.answer, of)),
        "right": " ".join(right),
        "is_single": len(right) == 1,
        "options": [
            {
                "identifier": o.identifier,
                "html": jinja.safe(_in_line(_placed(o.html, of))),
                "answer": jinja.safe(_placed(o.answer, of)),
            }
            for o in asked.options
        ],
    }


def _placed(said: str, of: Quiz) -> str:
    """Return *said* with pictures as a page in the folder beside theirs names them."""
    for file in of.files:
        folder, _, name = file.path.rpartition("/")
        old, new = html.escape(name), html.escape(f"../{folder}/{name}")
        said = said.replace(f'src="{old}"', f'src="{new}"')
    return said


def _in_line(said: str) -> str:
    """Return *said* for a label, which holds no blocks (HTML Standard, 4.10.4).

    Each stays on a line of its own: the sheet looks for the attribute.
    """
    opened = re.sub(rf"<({BLOCKS})(?=[\s>])", r'<span data-block="\1"', said)
    return re.sub(rf"</(?:{BLOCKS})>", "</span>", opened)
