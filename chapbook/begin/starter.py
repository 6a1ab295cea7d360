"""A new article with one of everything, explained, from ``templates/new/``."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from chapbook.begin import answers, folder
from chapbook.begin.options import Beginning
from chapbook.settings import TEMPLATES
from chapbook.tools import jinja, labels, yaml

NEW = TEMPLATES / "new"

ENGLISH = "en"
"""The language of the starter for languages that have none of their own."""

FIGURE = "editions.svg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """What was written."""

    article: Path
    files: tuple[Path, ...]
    remarks: tuple[str, ...] = ()
    """What a person must know or do, one a line, with file and line where there is one."""

    def told(self) -> list[str]:
        """Return the lines that tell what was written, and what comes next."""
        lines = ["Written:", *(f"  {path}" for path in self.files)]
        if self.remarks:
            lines += ["", "To look at:", *(f"  {remark}" for remark in self.remarks)]
        return [*lines, "", "Next, type:", f"  {folder.next_command(self.article)}"]

    def data(self) -> dict[str, object]:
        """Return the same for programs."""
        return {
            "article": str(self.article),
            "files": [str(path) for path in self.files],
            "remarks": list(self.remarks),
            "next": folder.next_command(self.article),
        }


def languages() -> tuple[str, ...]:
    """Return the languages in which there is a starter."""
    return tuple(sorted(path.name.split(".")[0] for path in NEW.glob("*.md.jinja")))


def begin(said: Beginning) -> Started:
    """Ask what is not *said*, and write an article that builds in every edition.

    Raises:
        UsageError: An answer is missing or impossible, or a file is there already.
        OutputError: The folder cannot be written.
    """
    ask = None if said.yes else answers.terminal()
    # A title is offered to those who can look at it, or who ask for whatever is offered.
    offered = answers.offered()
    if not said.yes and ask is None:
        offered["title"] = offered["author"] = ""
    chosen = answers.given(said, offered, ask)
    stem = folder.slug(chosen["title"])
    where = said.folder if said.folder is not None else Path(stem)
    files = folder.written(
        where,
        {
            f"{stem}.md": text(chosen, dt.date.today()).encode("utf-8"),
            "references.bib": (NEW / "references.bib").read_bytes(),
            f"figures/{FIGURE}": (NEW / "figure.svg").read_bytes(),
        },
    )
    return Started(article=files[0], files=files, remarks=_remarks(chosen["lang"]))


def text(chosen: Mapping[str, str], date: dt.date) -> str:
    """Return the article that the answers *chosen* ask for."""
    required = yaml.dump(answers.front_matter(chosen, date)).rstrip("\n")
    template = f"new/{_language(chosen['lang']) or ENGLISH}.md.jinja"
    values = {
        "required": jinja.safe(required),
        "paper": chosen["paper"],
        "figure": FIGURE,
        "health": chosen["subject"] == answers.HEALTH,
    }
    return jinja.render(template, values)


def _language(lang: str) -> str | None:
    """Return the language of the starter for *lang*; nothing when it has none of its own."""
    base = lang.split("-")[0].lower()
    return base if base in languages() else None


def _remarks(lang: str) -> tuple[str, ...]:
    """Say so where the starter is not in the language that was chosen."""
    if _language(lang):
        return ()
    return (
        f"The text to begin with is in English: there is none in {labels.covers(lang)} yet. "
        "Replace it; what Chapbook prints of its own accord is in your language.",
    )
