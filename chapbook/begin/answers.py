"""What a new article needs to know: said on the command line, or asked on the terminal.

Answers are lines of text by the name of their question; ``front_matter`` types them.
"""

import datetime as dt
import os
import pwd
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from chapbook.begin.options import Beginning
from chapbook.editions import Paper
from chapbook.errors import UsageError
from chapbook.frontmatter import Name, Names
from chapbook.tools import labels

FALLBACK = "en-GB"
"""The language offered when the system's own has no labels."""

LETTER_COUNTRIES = frozenset({"US", "CA", "MX", "CL", "CO", "PH", "CR", "GT", "PA", "VE"})
"""Where paper is Letter rather than A4 (CLDR supplemental data, paperSize)."""

HEALTH, OTHER = "health", "other"
PAPERS = tuple(paper.value for paper in Paper)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One of the five questions."""

    name: str
    """Of the answer, and of the option."""
    words: str
    wrong: Callable[[str], str]
    """Says what is wrong with an answer; nothing when it will do."""


Ask = Callable[[str], str]
"""Shows a question and returns the line that was typed."""


def _no_text(answer: str) -> str:
    return "" if answer.strip() else "it cannot be empty"


def _no_author(answer: str) -> str:
    return "" if authors(answer) else "an article needs somebody who answers for it"


def _no_language(answer: str) -> str:
    if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", answer) and labels.covers(answer):
        return ""
    return f"there are labels for {', '.join(labels.languages())}, and their countries as in en-GB"


def _not_one_of(*choices: str) -> Callable[[str], str]:
    return lambda answer: "" if answer in choices else f"it is one of {' or '.join(choices)}"


QUESTIONS = (
    Question(name="title", words="Title", wrong=_no_text),
    Question(name="author", words="Author (several with ; between them)", wrong=_no_author),
    Question(name="lang", words="Language", wrong=_no_language),
    Question(name="subject", words="Subject: health or other", wrong=_not_one_of(HEALTH, OTHER)),
    Question(name="paper", words="Paper: a4 or letter", wrong=_not_one_of(*PAPERS)),
)
"""In the order in which they are asked."""


def given(
    said: Beginning, offered: Mapping[str, str], ask: Ask | None, *, needed: bool = True
) -> dict[str, str]:
    """Return an answer to each question.

    Args:
        said: What the command line says.
        offered: Answers to take where nothing else is said.
        ask: Asks somebody; ``None`` when nobody is there.
        needed: Whether a missing answer is an error; else it is left out.

    Raises:
        UsageError: An answer is missing or impossible.
    """
    found = {}
    for question in QUESTIONS:
        spoken = said.answers.get(question.name)
        answer = spoken if spoken is not None else offered.get(question.name, "")
        if spoken is None and ask is not None:
            answer = _asked(question, answer, ask)
        if not answer and not needed:
            continue
        if wrong := question.wrong(answer):
            _refuse(question, answer, wrong)
        found[question.name] = answer
    return found


def _refuse(question: Question, answer: str, wrong: str) -> None:
    """Stop because of an answer that will not do.

    Raises:
        UsageError: Always.
    """
    message = f'"{answer}" will not do for --{question.name}: {wrong}.'
    if not answer:
        message = f"The article's {question.name} is not known: {wrong}."
    raise UsageError(message, fix=f'Give it as in  --{question.name} "..."')


def _asked(question: Question, default: str, ask: Ask) -> str:
    """Ask until the answer will do; an empty line takes *default*."""
    words = question.words + (f" [{default}]" if default else "")
    if question.name == "lang":
        words = f"{words}\n  ({', '.join(labels.languages())})"
    while True:
        answer = ask(f"{words}: ") or default
        wrong = question.wrong(answer)
        if not wrong:
            return answer
        sys.stderr.write(f"  {wrong}.\n")


def terminal() -> Ask | None:
    """Return what asks the person at the terminal; nothing when there is none."""
    return _typed if sys.stdin.isatty() else None


def _typed(question: str) -> str:
    """Ask on standard error, where talk belongs.

    Raises:
        UsageError: The terminal was closed.
    """
    sys.stderr.write(question)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise UsageError("The questions were not answered.", fix="--yes takes what is offered.")
    return line.strip()


def offered() -> dict[str, str]:
    """Return what this system suggests; no author when it knows no full name."""
    lang = _system_language()
    paper = Paper.LETTER if lang[-2:] in LETTER_COUNTRIES else Paper.A4
    return {
        "title": "How to write an article",
        "author": _own_name(),
        "lang": lang,
        "subject": OTHER,
        "paper": paper.value,
    }


def _own_name() -> str:
    """Return the full name of whoever is logged in; nothing when the system knows none."""
    try:
        name = pwd.getpwuid(os.getuid()).pw_gecos.split(",")[0].strip()
    except KeyError:
        return ""
    return name if " " in name else ""


def _system_language() -> str:
    """Return the tag of the system's language, if there are labels for it."""
    said = next((v for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(key))), "")
    tag = said.split(".")[0].replace("_", "-")
    return tag if tag and not _no_language(tag) else FALLBACK


def authors(line: str) -> list[dict[str, str]]:
    """Return the people in *line*, with ``;`` between them, as CSL names.

    "Ada Lovelace", "Lovelace, Ada", "World Health Organization".
    """
    names = [part.strip() for part in line.split(";") if part.strip()]
    try:
        people: list[Name] = TypeAdapter(Names).validate_python(names)
    except ValidationError:
        return []
    return [person.model_dump(exclude_defaults=True, by_alias=True) for person in people]


def front_matter(answers: Mapping[str, str], date: dt.date) -> dict[str, Any]:
    """Return the required keys in the order in which they are written."""
    return {
        "title": answers["title"],
        "author": authors(answers["author"]),
        "date": date.isoformat(),
        "lang": answers["lang"],
    }
