"""What a file is as a whole: a portfolio, a form that draws itself, one with scripts or signed."""

from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf
from pikepdf import Dictionary

from chapbook.tools.pdf.foreign.reasons import Refusal, problem
from chapbook.tools.pdf.foreign.report import Problem

_RUNS = {
    *("/JavaScript", "/SubmitForm", "/ResetForm", "/ImportData", "/Rendition", "/Sound", "/Movie"),
    *("/Hide", "/SetOCGState", "/GoTo3DView", "/RichMediaExecute", "/Trans"),
}
"""Actions that do something else than lead to a place (ISO 32000-2, table 201)."""

_MOST_BOOKMARKS = 100_000


def check(file: pikepdf.Pdf, pages: Mapping[int, Any]) -> None:
    """Refuse what is no document of pages, or what hides words that can be read all the same.

    Raises:
        Refusal: It is such a file.
    """
    root: Any = file.Root
    if "/Collection" in root:
        raise Refusal(problem("portfolio"))
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form and _draws_itself(file, form):
        raise Refusal(problem("xfa"))
    marked = [
        index + 1
        for index, page in pages.items()
        if any(note.get("/Subtype") == "/Redact" for note in annotations(page))
    ]
    if marked:
        raise Refusal(problem("redaction", marked))


def mend(file: pikepdf.Pdf, pages: Mapping[int, Any]) -> Iterator[Problem]:
    """Take out of *file* whatever runs, and say what it loses."""
    _sound_intents(file.Root)
    count = _without_scripts(file.Root) + _without_bookmark_scripts(file.Root)
    numbers = []
    for index, page in pages.items():
        if taken := _without_actions(page):
            count += taken
            numbers.append(index + 1)
    if count:
        yield problem("javascript", numbers, count=count)


def annotations(page: Any) -> list[Any]:
    """Return what stands on *page* as annotations that can be understood."""
    held = page.get("/Annots")
    notes = list(held) if isinstance(held, pikepdf.Array) else []
    return [note for note in notes if isinstance(note, pikepdf.Dictionary)]


def _draws_itself(file: pikepdf.Pdf, form: Any) -> bool:
    """Tell whether the pages of a form with XFA are there to say that a viewer cannot show it."""
    if bool(form.get("/NeedsRendering", False)) or bool(file.Root.get("/NeedsRendering", False)):
        return True
    notes = (note for page in file.pages for note in annotations(page.obj))
    return not any(note.get("/Subtype") == "/Widget" for note in notes)


def _sound_intents(root: Any) -> None:
    """Leave out what says how colours are meant if it cannot be read (ISO 32000-2, 14.11.5)."""
    held = root.get("/OutputIntents")
    if held is None:
        return
    try:
        is_sound = all(
            not (profile := intent.get("/DestOutputProfile")) or profile.read_bytes()
            for intent in held
        )
    except (pikepdf.PdfError, AttributeError, TypeError):
        is_sound = False
    if not is_sound:
        del root["/OutputIntents"]


def _without_scripts(root: Any) -> int:
    """Take out what runs when the file is opened, saved or printed; return how many did."""
    count = 0
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        for key in ("/JavaScript", "/Renditions"):
            if key in names:
                del names[key]
                count += 1
    opening = root.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary) and _is_running(opening):
        count += 1
    count += "/AA" in root
    for key in ("/OpenAction", "/AA"):
        if key in root:
            del root[key]
    return count


def _without_bookmark_scripts(root: Any) -> int:
    """Let bookmarks that run something do nothing; return how many did."""
    count, seen = 0, set[Any]()
    waiting = [root.get("/Outlines")]
    while waiting and len(seen) < _MOST_BOOKMARKS:
        entry = waiting.pop()
        if not isinstance(entry, pikepdf.Dictionary) or entry.objgen in seen:
            continue
        seen.add(entry.objgen)
        count += _tamed(entry)
        waiting += [entry.get("/Next"), entry.get("/First")]
    return count


def _without_actions(page: Any) -> int:
    """Take out what *page* and its annotations run; return how many did."""
    count = 0
    for thing in (page, *annotations(page)):
        if "/AA" in thing:
            del thing["/AA"]
            count += 1
        if thing is not page:
            count += _tamed(thing)
    return count


def _tamed(holder: Any) -> int:
    """Take out of *holder* an action that runs something; return how many were."""
    action = holder.get("/A")
    if not isinstance(action, pikepdf.Dictionary):
        return 0
    if _is_running(action) or _opens_a_program(action):
        del holder["/A"]
        return 1
    if "/Next" in action:
        kept = Dictionary({key: value for key, value in action.items() if key != "/Next"})
        holder.A = kept
        return int(_has_running(action.Next))
    return 0


def _has_running(then: Any) -> bool:
    actions = list(then) if isinstance(then, pikepdf.Array) else [then]
    return any(isinstance(each, pikepdf.Dictionary) and _is_running(each) for each in actions)


def _is_running(action: Any) -> bool:
    return str(action.get("/S")) in _RUNS


def _opens_a_program(action: Any) -> bool:
    """Tell whether *action* opens something else than a PDF, which may be another reading."""
    if action.get("/S") != "/Launch":
        return False
    where = action.get("/F")
    if isinstance(where, pikepdf.Dictionary):
        where = where.get("/UF", where.get("/F"))
    return not str(where or "").lower().endswith(".pdf")
