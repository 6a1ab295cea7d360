r"""LaTeX in BibTeX fields that pandoc 3.9 would lose.

It drops ``\foo{word}`` together with the word, and makes ``\emph{Candida}`` small although
BibTeX leaves alone what stands in braces.
"""

import json
import re

from chapbook.tools.pandoc.program import run

COMMAND = re.compile(r"\$[^$]*\$|\\(?P<name>[A-Za-z]{2,})")
"""A formula, whose commands are its own, or a command."""

EMPHASIS = re.compile(
    r"\\(?:emph|textit|textsl|mkbibemph)\s*"
    r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
)
"""Emphasis with its words, which may hold two more pairs of braces."""

SORTING = {"noopsort", "sortnoop", "singleletter", "switchargs", "relax"}
"""Commands that people define to print nothing and sort by."""


def protected(raw: str) -> str:
    """Return BibTeX entries with braces around emphasis, so that its capitals stay."""
    return EMPHASIS.sub(lambda match: f"{{{match[0]}}}", raw)


def kept(raw: str, preamble: str) -> str:
    """Return BibTeX entries with each unknown command as the letters that it is written in.

    Args:
        raw: The entries as they stand.
        preamble: The file's ``@preamble``; what it names is known.
    """
    named = {match["name"] for match in COMMAND.finditer(raw)} - {None, *SORTING}
    unknown = _unknown(sorted(name for name in named if f"\\{name}" not in preamble))
    if not unknown:
        return raw

    def written(match: re.Match[str]) -> str:
        name = match["name"]
        return f"\\textbackslash{{}}{name}" if name in unknown else match[0]

    return COMMAND.sub(written, raw)


def _unknown(names: list[str]) -> set[str]:
    """Return those of the commands *names* that pandoc does not know."""
    if not names:
        return set()
    text = "\n\n".join(f"x\\{name}{{}}x" for name in names)
    out, _ = run(["--from=latex+raw_tex", "--to=json", "--sandbox"], text)
    return {name for name in names if f'"{_raw(name)}' in out.decode("utf-8")}


def _raw(name: str) -> str:
    """Return how pandoc's JSON holds the raw command *name*."""
    return json.dumps(f"\\{name}")[1:-1] + "{"
