r"""LaTeX as the classes of journals want it, made into LaTeX that pandoc reads.

Only what would be lost otherwise is changed, and lines stay as many as they were:
``\IEEEPARstart{P}{ulse}`` is a word, ``S[table-format=2.1]`` a column, ``table*`` a table.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

INCLUDED = re.compile(r"^([^%\n]*?)\\(?:input|include|subfile)\s*\{([^}]+)\}", re.M)
DEEPEST = 8
"""How deep files may include each other."""

BABEL = re.compile(r"\\usepackage\[([^\]]+)\]\{babel\}|\\setmainlanguage\{([^}]+)\}")
LANGUAGES = {
    "english": "en-GB",
    "british": "en-GB",
    "UKenglish": "en-GB",
    "american": "en-US",
    "USenglish": "en-US",
    "german": "de",
    "ngerman": "de",
    "french": "fr",
    "francais": "fr",
    "spanish": "es",
    "portuguese": "pt",
    "brazilian": "pt-BR",
    "italian": "it",
    "dutch": "nl",
    "polish": "pl",
    "swedish": "sv",
    "ukrainian": "uk",
    "greek": "el",
    "arabic": "ar",
}
"""The names of languages in babel and polyglossia, as far as there are labels."""

FOLDERS = re.compile(r"\\graphicspath\s*\{((?:\s*\{[^{}]*\})+)\s*\}")
COMMENTED = re.compile(r"^[ \t]*%.*$", re.M)
AUTHOR = re.compile(r"\\author\*?\s*(?:\[[^\]]*\])?\s*(?=\{)")
AFFILIATION = re.compile(
    r"\\(?:IEEEauthorblockA|affil|affiliation|address|institute|icmlaffiliation)\*?\s*(?:\[[^\]]*\])?(?=\{)"
)
BARE = re.compile(r"\\(?:IEEEauthorblockN|fnm|sur|IEEEmembership)\s*(?=\{)")
MARK = re.compile(r"\\(?:inst|orcidID|orcidlink|corref|fnref|authorref|email)\s*\{[^{}]*\}")
INITIAL = re.compile(r"\\(?:IEEEPARstart|lettrine)(?:\[[^\]]*\])?\{([^{}]*)\}\{([^{}]*)\}")
KEYWORDS = re.compile(
    r"\\begin\{(IEEEkeywords|keywords?)\}(?P<inside>.*?)\\end\{\1\}|\\keywords\s*\{(?P<given>[^{}]*)\}",
    re.S,
)
SEPARATOR = re.compile(r"\s*(?:[,;·•]|\\sep\b|\\and\b|\\\\)\s*")
STARRED = re.compile(r"\\(begin|end)\{(table|figure|sidewaystable|sidewaysfigure)\*\}")
TABULAR = re.compile(r"\\begin\{(?:tabular|longtable|tabu)\}\s*(?:\[[^\]]*\])?\s*(?=\{)")
NUMERIC = re.compile(r"S(?:\[[^\]]*\])?|[Dd](?:\{[^{}]*\}){1,3}")
"""Columns of siunitx and dcolumn, which hold numbers."""

NOTE_MARK = re.compile(r"\\footnotemark(?:\[[^\]]*\])?(?:\{\})?[ \t]?")
NOTE_TEXT = re.compile(r"\\footnotetext(?:\[[^\]]*\])?\s*(?=\{)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A LaTeX document that pandoc reads without losing what it says."""

    text: str
    keywords: tuple[str, ...]
    folders: tuple[str, ...]
    """Where its pictures may lie, as seen from the document."""
    lang: str
    """The language that it loads hyphenation for; nothing when unknown."""
    remarks: tuple[str, ...]
    """What it says that has no place in an article by itself."""


def prepared(path: Path) -> Prepared:
    """Read the LaTeX file *path* with the files beside it that it includes."""
    text = COMMENTED.sub("%", _included(path, path.absolute().parent))
    babel = BABEL.search(text)
    name = (babel[1] or babel[2]).split(",")[-1].strip() if babel else ""
    folders = [
        part for match in FOLDERS.finditer(text) for part in re.findall(r"{([^{}]*)}", match[1])
    ]
    keywords = [word for match in KEYWORDS.finditer(text) for word in _keywords(match)]
    affiliations = [_inner(text, match) for match in AFFILIATION.finditer(text)]
    told = (" ".join(re.sub(r"\\\w+|\\\\|[{}~]", " ", said).split()) for said in affiliations)
    return Prepared(
        text=_changed(text),
        keywords=tuple(dict.fromkeys(keywords)),
        folders=tuple(folder.strip() for folder in folders),
        lang=LANGUAGES.get(name, ""),
        remarks=tuple(
            f'affiliation, for the author\'s key of that name: "{said}"' for said in told
        ),
    )


def _included(path: Path, root: Path, depth: int = 0) -> str:
    """Return the LaTeX file *path* with the files below *root* that it includes."""
    text = path.read_bytes().decode("utf-8", "replace")

    def filled(match: re.Match[str]) -> str:
        name = match[2].strip()
        near = [(folder / name).resolve() for folder in (path.parent, root)]
        near = [inner if inner.suffix else inner.with_suffix(".tex") for inner in near]
        for inner in near:
            if depth < DEEPEST and inner.is_file() and inner.is_relative_to(root.resolve()):
                return match[1] + _included(inner, root, depth + 1)
        return match[0]

    return INCLUDED.sub(filled, text)


def _changed(text: str) -> str:
    """Return *text* with what pandoc would drop in forms that it reads."""
    text = KEYWORDS.sub(lambda match: _lines(match[0]), text)
    text = INITIAL.sub(r"\1\2", text)
    text = STARRED.sub(r"\\\1{\2}", text)
    text = _with_argument(text, TABULAR, lambda head, spec: f"{head}{{{NUMERIC.sub('r', spec)}}}")
    text = _with_argument(text, AFFILIATION, lambda head, inner: _lines(f"{head}{inner}"))
    text = _with_argument(text, BARE, lambda _, inner: f" {inner}")
    return _one_author_list(_with_notes(MARK.sub("", text)))


def _one_author_list(text: str) -> str:
    r"""Return *text* with one ``\author`` for all, of which pandoc keeps the last only."""
    names = [_inner(text, match) for match in AUTHOR.finditer(text)]
    if len(names) < 2:
        return text
    joined = r" \and ".join(" ".join(name.split()) for name in names)
    whole = iter([f"\\author{{{joined}}}"])
    return _with_argument(text, AUTHOR, lambda _, inner: next(whole, "") + _lines(inner))


def _with_notes(text: str) -> str:
    r"""Return *text* with the text of each ``\footnotetext`` at its ``\footnotemark``."""
    notes = [_inner(text, match) for match in NOTE_TEXT.finditer(text)]
    if not notes or len(NOTE_MARK.findall(text)) != len(notes):
        return text
    waiting = iter(notes)
    text = _with_argument(text, NOTE_TEXT, lambda _, inner: _lines(inner))
    return NOTE_MARK.sub(lambda _: rf"\footnote{{{' '.join(next(waiting).split())}}}", text)


def _keywords(match: re.Match[str]) -> Iterator[str]:
    """Yield the words of a list of keywords."""
    for word in SEPARATOR.split(match["inside"] or match["given"] or ""):
        if plain := " ".join(re.sub(r"\\\w+|[{}]", "", word).split()).rstrip("."):
            yield plain


def _lines(text: str) -> str:
    """Return as many line ends as *text* has, and no empty line, which would part paragraphs."""
    return "%\n" * text.count("\n")


def _end(text: str, start: int) -> int:
    """Return the index behind the brace that closes the one at *start*; the end without one."""
    depth = 0
    for match in re.finditer(r"\\.|[{}]", text[start:], re.S):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return start + match.end()
    return len(text)


def _inner(text: str, match: re.Match[str]) -> str:
    """Return the argument in braces that follows *match*."""
    return text[match.end() + 1 : _end(text, match.end()) - 1]


def _with_argument(text: str, pattern: re.Pattern[str], made: Callable[[str, str], str]) -> str:
    """Return *text* with each *pattern* and its argument in braces as *made* writes them."""
    out, done = [], 0
    for match in pattern.finditer(text):
        if match.start() >= done:
            out += [text[done : match.start()], made(match[0], _inner(text, match))]
            done = _end(text, match.end())
    return "".join([*out, text[done:]])
