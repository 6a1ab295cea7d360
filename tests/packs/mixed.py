"""A pack with other people's PDFs, made anew wherever a test needs it."""

import shutil
import subprocess
import sys
from pathlib import Path

SMALL = Path(__file__).parent / "small"

STORY = """<html{lang}><title>A story</title>
<style>@page {{ size: {size}; @bottom-center {{ content: counter(page) }} }}
h2 {{ break-before: page }}</style>
<h1>A story</h1><p>It begins. <a href="#c3">To the third chapter</a>,
<a href="https://example.org/">to the web</a>.</p>{chapters}</html>"""

CHAPTER = '<h2 id="c{number}">Chapter {number}</h2><p>What happens in chapter {number}.</p>'

PACK = """\
title: A mixed reader
instructor: Ada Lovelace
date: 2026-09-01
lang: en
parts:
  - title: Week 1
    readings:
      - article: tea.md
      - pdf: tagged.pdf
        title: A story with tags
        author: {given: Joan, family: Kirk}
        pages: 1, 3-4
        instructions: Read it after [](pack:tea).
        item:
          type: chapter
          title: A story with tags
          author: [{given: Joan, family: Kirk}]
          container-title: Stories
          publisher: Example Press
          issued: {date-parts: [[2001]]}
        rights:
          permission: Reprinted with permission of Example Press, letter of 1 July 2026.
          holder: Example Press
          source: "Kirk, J. (2001). Stories. Example Press."
          credits: ["Drawing on page 3: Joan Kirk"]
  - title: Week 2
    readings:
      - pdf: untagged.pdf
        id: old-story
        title: A story without tags
        author: {given: Joan, family: Kirk}
        lang: en
        due: 2026-09-21
        rights: {licence: CC-BY-NC-ND-4.0, holder: Joan Kirk}
      - note: welcome.md
      - article: salt/salt.md
"""


def made(folder: Path) -> Path:
    """Write the pack and its readings below *folder* and return its file.

    ``tagged.pdf`` has six pages of A5, ``untagged.pdf`` three of US Letter in landscape; both have
    bookmarks, a link inside and one to the web.
    """
    below = folder / "mixed"
    shutil.copytree(SMALL, below)
    _pdf(below / "tagged.pdf", 5, "A5", tags=True)
    _pdf(below / "untagged.pdf", 2, "letter landscape", tags=False)
    path = below / "coursepack.yaml"
    path.write_text(PACK, "utf-8")
    return path


WRITE = """
import sys
import weasyprint

weasyprint.HTML(string=sys.stdin.read()).write_pdf(sys.argv[1], pdf_tags=sys.argv[2] == "True")
"""


def _pdf(path: Path, chapter_count: int, size: str, *, tags: bool) -> None:
    """Write a story as a PDF, which says its language if it has tags."""
    chapters = "".join(CHAPTER.format(number=n) for n in range(2, chapter_count + 2))
    lang = ' lang="en"' if tags else ""
    story = STORY.format(lang=lang, size=size, chapters=chapters)
    # In a process of its own: in this one our tags may have taken the place of WeasyPrint's.
    subprocess.run(
        [sys.executable, "-c", WRITE, str(path), str(tags)], input=story, text=True, check=True
    )
