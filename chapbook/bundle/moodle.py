"""The questions of a pack as Moodle XML, for Moodle's question bank.

    quiz > question type="category"                  one for each reading with questions
         > question type="multichoice|truefalse|essay"

Choices keep their order, since answers speak of them by their letters.  Of several right choices
each gives its share, and wrong ones take theirs away, so that to tick everything gives nothing.
Pictures lie in the file, as Base64.  ``idnumber`` is the same in each build: whoever imports a
changed pack can find the questions that it replaces.
Source: https://docs.moodle.org/en/Moodle_XML_format; question/format/xml/format.php (Moodle 4.5).
"""

import base64
import html
import posixpath
from dataclasses import replace

from lxml import etree

from chapbook.bundle import quiz
from chapbook.bundle.job import Bundled, Job
from chapbook.bundle.quiz import Asked, Kind
from chapbook.bundle.webpages import Formulas, WebFile
from chapbook.findings import Finding, Place
from chapbook.model import BuiltEdition
from chapbook.pack import BoundPack, Origin
from chapbook.packs import PackEdition

SHARES = {
    1: "100",
    2: "50",
    3: "33.33333",
    4: "25",
    5: "20",
    6: "16.66667",
    7: "14.28571",
    8: "12.5",
    9: "11.11111",
    10: "10",
    20: "5",
}
"""Which share of the points may each of so many choices give?  Moodle refuses others.
Source: question/engine/bank.php, ``question_bank::fraction_options_full``."""

LEAST_SHARE = "5"

OWN_FOLDER = "@@PLUGINFILE@@"
"""Stands for the folder of a question's files."""


def make(bound: BoundPack, row: PackEdition, job: Job) -> Bundled:
    """Write the questions of *bound*; nothing where no reading asks any.

    Raises:
        ToolError: pandoc failed, or a drawing cannot be drawn.
    """
    root = etree.Element("quiz")
    for _, readings in bound.parts():
        for reading in readings:
            asked = reading.reading.origin is Origin.ARTICLE
            found = quiz.of(reading, bound.pack.stem, Formulas.WORDS) if asked else None
            if found is None:
                continue
            identifier = f"{bound.pack.stem}/{reading.reading.identifier}"
            _category(root, (bound.pack.metadata.title, reading.title), identifier)
            setter = Setter(found)
            for number, each in enumerate(found.questions, start=1):
                name = each.name or bound.pack.labels["question"].format(number=number)
                _question(root, each, setter, name)
    if not len(root):
        return Bundled(built=None, findings=(_nothing(bound),))
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    job.path.write_bytes(data)
    return Bundled(built=BuiltEdition(edition=row.name, path=job.path, name=job.name))


def _nothing(bound: BoundPack) -> Finding:
    """Return that no reading asks anything."""
    message = "no reading of the pack has a self-check, so there are no questions for Moodle"
    place = Place(file=bound.pack.path.name)
    return Finding(code="pack-no-questions", place=place, message=message)


class Setter:
    """Sets HTML as Moodle keeps it: in the reading's language, its pictures beside it."""

    def __init__(self, asked: quiz.Quiz) -> None:
        self.spoken = asked.spoken
        folder = posixpath.dirname(asked.path)
        self.files = {posixpath.relpath(file.path, folder): file for file in asked.files}

    def text(self, parent: etree._Element, name: str, said: str) -> etree._Element:
        """Add the element *name* with *said* to *parent*, and return it."""
        element = etree.SubElement(parent, name, format="html")
        shown = [each for each in self.files if f'src="{html.escape(each)}"' in said]
        for each in shown:
            said = said.replace(f'src="{html.escape(each)}"', f'src="{OWN_FOLDER}/{each}"')
        etree.SubElement(element, "text").text = self.spoken(said)
        for each in shown:
            element.append(_file(each, self.files[each]))
        return element


def _file(name: str, file: WebFile) -> etree._Element:
    """Return a picture."""
    element = etree.Element("file", name=name, path="/", encoding="base64")
    element.text = base64.b64encode(file.data).decode("ascii")
    return element


def _category(root: etree._Element, names: tuple[str, ...], identifier: str) -> None:
    """Open the category of a reading; what follows goes into it.

    A slash in a name is doubled (``format.php``, ``create_category_path``).
    """
    question = etree.SubElement(root, "question", type="category")
    path = "/".join(" ".join(name.split()).replace("/", "//") for name in names)
    _plain(etree.SubElement(question, "category"), "text", f"$course$/top/{path}")
    _plain(etree.SubElement(question, "info", format="html"), "text", "")
    _plain(question, "idnumber", identifier)


def _plain(parent: etree._Element, name: str, said: str) -> None:
    etree.SubElement(parent, name).text = said


def _question(root: etree._Element, asked: Asked, setter: Setter, name: str) -> None:
    """Add one question, called *name* in the question bank."""
    kind = _kind(asked)
    question = etree.SubElement(root, "question", type=kind)
    _plain(etree.SubElement(question, "name"), "text", name)
    if kind == "essay" and asked.options:
        answer = asked.answer + quiz.listed(asked.options)
        asked = replace(asked, html=asked.html + _listed(asked), answer=answer)
    setter.text(question, "questiontext", asked.html)
    setter.text(question, "generalfeedback", asked.answer)
    _plain(question, "defaultgrade", f"{asked.points}.0000000")
    _plain(question, "penalty", "1.0000000" if kind == "truefalse" else "0.0000000")
    _plain(question, "hidden", "0")
    _plain(question, "idnumber", asked.identifier)
    ADDED[kind](question, asked, setter)


def _kind(asked: Asked) -> str:
    """Return what Moodle calls a question of this kind.

    One whose right choices are too many to have shares that Moodle knows is marked by a person.
    """
    right = sum(option.is_right for option in asked.options)
    if asked.kind is Kind.OPEN or right not in SHARES:
        return "essay"
    return "truefalse" if asked.kind is Kind.TRUTH else "multichoice"


def _listed(asked: Asked) -> str:
    """Return the choices of a question that is answered in words."""
    items = "".join(f"<li>{option.html}</li>" for option in asked.options)
    return f'<ol type="a">{items}</ol>'


def _multichoice(question: etree._Element, asked: Asked, setter: Setter) -> None:
    """Add the choices of *asked* to *question*."""
    right = sum(option.is_right for option in asked.options)
    is_single = right == 1
    _plain(question, "single", "true" if is_single else "false")
    _plain(question, "shuffleanswers", "false")
    _plain(question, "answernumbering", "abc")
    _plain(question, "showstandardinstruction", "1")
    for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        setter.text(question, name, "")
    wrong = len(asked.options) - right
    lost = "0" if is_single or not wrong else f"-{SHARES.get(wrong, LEAST_SHARE)}"
    for option in asked.options:
        answer = setter.text(question, "answer", option.html)
        answer.set("fraction", SHARES[right] if option.is_right else lost)
        setter.text(answer, "feedback", option.answer)


def _truefalse(question: etree._Element, asked: Asked, setter: Setter) -> None:
    """Add the two answers of *asked* to *question*; Moodle prints its own words for them."""
    for option in asked.options:
        fraction = "100" if option.is_right else "0"
        answer = etree.SubElement(
            question, "answer", fraction=fraction, format="moodle_auto_format"
        )
        _plain(answer, "text", option.identifier)
        setter.text(answer, "feedback", option.answer)


def _essay(question: etree._Element, asked: Asked, setter: Setter) -> None:
    """Add the room for an answer to *question*, and for whoever marks it what is expected."""
    for name, said in ESSAY:
        _plain(question, name, said)
    setter.text(question, "graderinfo", asked.answer)
    setter.text(question, "responsetemplate", "")


ESSAY = (
    ("responseformat", "editor"),
    ("responserequired", "1"),
    ("responsefieldlines", "10"),
    ("attachments", "0"),
    ("attachmentsrequired", "0"),
)
"""How an answer in words is typed."""

ADDED = {"multichoice": _multichoice, "truefalse": _truefalse, "essay": _essay}
