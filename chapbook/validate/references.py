"""The works of the bibliography: doubtful ones, doubles, and those that nobody cites.

Only what is printed can stop a build.  A bibliography that was collected over years
holds works with many faults; those that the article does not cite are told in a note.
"""

from collections.abc import Iterator
from dataclasses import replace

from chapbook.findings import Finding, Replacement
from chapbook.model import Manuscript, Reference
from chapbook.tools import entry
from chapbook.validate import citations, works
from chapbook.validate.works import letters
from chapbook.validate.works.problem import Problem, Setting
from chapbook.validate.works.twins import twins


def findings(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield what is wrong with the cited works, and a note on each of the others."""
    keys = citations.cited(manuscript)
    metadata = manuscript.metadata
    setting = Setting(year=metadata.date.year, lang=metadata.lang)
    printed = [work for work in manuscript.references if work.key in keys or "*" in keys]
    for work in printed:
        for problem in works.problems(work.item, setting):
            yield _finding(work, problem)
    for first, work in twins(printed):
        message = f'"{work.key}" is the same work as "{first.key}" ({first.place})'
        fix = f"Cite @{first.key} in its place, and remove the entry."
        at = entry.place(work, "", work.key)
        yield Finding(code="work-duplicate", place=at, message=message, fix=fix)
    same = {work.key: first.key for first, work in twins(manuscript.references)}
    for work in manuscript.references:
        if work.key not in keys and "*" not in keys:
            yield _uncited(work, setting, same.get(work.key))


def _finding(work: Reference, problem: Problem) -> Finding:
    """Return what is to be said about the *problem* of *work*, at the field that has it."""
    old, new = problem.value, problem.better
    at = work.place if problem.lacks else entry.place(work, problem.variable, old)
    line, fix = entry.line(work, at), problem.fix
    if problem.lacks:
        value = "{Name of the organisation}" if problem.variable == "author" else "..."
        fix = f"Add the line  {entry.field(work, problem.variable, value)}"
    elif problem.code == "encoding-broken" and (broken := letters.MISREAD.search(line)):
        # All letters of the line at once, whichever comes first in it.
        at = replace(at, column=broken.start() + 1)
        old, fix = line[broken.start() :], letters.mended(line).strip()
        new = letters.mended(old)
    elif new and not fix:
        old, new = entry.as_written(line, at, old, new)
        start = at.column - 1
        known = start >= 0 and line.startswith(old, start)
        fix = f"{line[:start]}{new}{line[start + len(old) :]}".strip() if known else f"Write {new}"
    return Finding(
        code=problem.code,
        place=at,
        message=f'"{work.key}" {problem.says}',
        fix=fix,
        excerpt=line,
        replacement=Replacement(old=old, new=new) if new else None,
    )


def _uncited(work: Reference, setting: Setting, same: str | None) -> Finding:
    """Return the note on a work that is not cited, with what would be wrong if it were."""
    rest = [problem.says for problem in works.problems(work.item, setting)]
    if same:
        rest.append(f'is the same work as "{same}"')
    faults = f"; it also {', '.join(rest)}" if rest else ""
    message = f'"{work.key}" is not cited{faults}'
    return Finding(code="reference-uncited", place=work.place, message=message)
