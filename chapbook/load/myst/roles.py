"""MyST's roles: a name in braces before code, ``{sub}`2` ``.

Source: https://mystmd.org/guide/roles, https://www.sphinx-doc.org/en/master/usage/restructuredtext/roles.html
and https://sphinxcontrib-bibtex.readthedocs.io/en/latest/usage.html#roles-and-directives
"""

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass

from chapbook.load.myst import glossary, names
from chapbook.load.myst.desk import Desk
from chapbook.model import Line


@dataclass(frozen=True, slots=True)
class At:
    """Where a role stands."""

    line: Line
    desk: Desk


Role = Callable[[str, At], str]

PLACE_OF_NUMBER = re.compile(r"%s|\{(?:number|name)\}")
"""Where a reference's own words want the number or the title of what it leads to."""

WITH_TARGET = re.compile(r"(?P<words>.*?\S)\s*<(?P<target>[^<>]+)>\s*", re.S)
CITED = re.compile(
    r"(?:\{(?P<before>[^{}]*)\})?(?P<key>[^,{}\s][^,{}]*?)(?:\{(?P<after>[^{}]*)\})?\s*(?:,|;|$)\s*"
)
"""One work of a citation: ``{see}key{p. 5}``."""

ABBREVIATED = re.compile(r"(?P<short>[^()]+?)\s*\((?P<long>.+)\)\s*", re.S)


def literal(text: str) -> str:
    """Return *text* so that pandoc reads every sign of it as itself."""
    return re.sub(r"([\\`*_{}\[\]()#+!|~^$@<>\"'])", r"\\\1", text)


def reference(desk: Desk, identifier: str, words: str = "") -> str:
    """Return a link to *identifier*; without *words* it takes the name of what it leads to."""
    words = words or names.printed(desk.names, desk.words, identifier)
    if not words:
        return f"[](#{identifier})"
    return f"[{words}](#{identifier}){numbered(words)}"


def numbered(words: str) -> str:
    """Return the mark of a reference whose *words* have a place for the number."""
    return "{.numref}" if PLACE_OF_NUMBER.search(words) else ""


def written(name: str, content: str, at: At) -> str:
    """Return what the role *name* makes of *content*."""
    role = ROLES.get(name.lower()) or (_shown_as_code if ":" in name else None)
    if role is not None:
        return role(content, at)
    near = difflib.get_close_matches(name.lower(), sorted(ROLES), 1, cutoff=0.7)
    fix = f"Did you mean {{{near[0]}}}?" if near else ""
    message = f'"{{{name}}}" is not a role that is known; its words are kept'
    at.desk.find(at.line, "directive-unknown", message, fix)
    return literal(content)


def _parted(content: str) -> tuple[str, str]:
    """Return words and target of ``words <target>``; the target alone without words."""
    found = WITH_TARGET.fullmatch(content.strip())
    return (found["words"], found["target"].strip()) if found else ("", content.strip())


def _ref(content: str, at: At) -> str:
    words, target = _parted(content)
    identifier = at.desk.names.identifier(target.lstrip("!~#"))
    return reference(at.desk, identifier, at.desk.inline(words, [at.line]) if words else "")


def _eq(content: str, at: At) -> str:
    return ", ".join(_ref(target, at) for target in content.split(","))


def _term(content: str, at: At) -> str:
    words, target = _parted(content)
    identifier = glossary.term_id(target)
    shown = literal(words or target)
    known = identifier in at.desk.names.terms
    return f"[{shown}](#{identifier})" if known else shown


def _doc(content: str, at: At) -> str:
    words, target = _parted(content)
    message = f'the page "{target}" is not part of this article; only the words are kept'
    at.desk.find(at.line, "page-elsewhere", message)
    return f"[{literal(words or target)}]{{.other-page}}"


def _download(content: str, at: At) -> str:
    words, target = _parted(content)
    if re.match("https?://", target):
        return f"[{literal(words or target)}]({target})"
    return f"{literal(words)} ({_code(target)})" if words else _code(target)


def _button(content: str, at: At) -> str:
    words, target = _parted(content)
    if re.match("https?://", target):
        return f"[{literal(words or target)}]({target})"
    if target.startswith("#"):
        return _ref(content, at)
    return literal(words or target)


def _citation(content: str, at: At) -> str:
    return _cited(content, "@", "[", "]", "; ")


def _citation_in_text(content: str, at: At) -> str:
    return _cited(content, "@", "", "", ", ")


def _citation_of_year(content: str, at: At) -> str:
    return _cited(content, "-@", "[", "]", "; ")


def _cited(content: str, mark: str, *around: str) -> str:
    """Return the citation of the works in *content*; *around* opens, closes and joins."""
    opens, closes, joins = around
    works = []
    for work in CITED.finditer(" ".join(content.split())):
        before = f"{work['before'].strip()} " if work["before"] else ""
        behind = (work["after"] or "").strip()
        after = "" if not behind else f", {behind}" if opens else f" [{behind}]"
        works.append(f"{before}{mark}{_key(work['key'].strip())}{after}")
    return f"{opens}{joins.join(works)}{closes}" if works else literal(content)


def _key(key: str) -> str:
    """Return *key* as pandoc reads it behind an at sign."""
    key = re.sub(r"^https?://(?:dx\.)?doi\.org/", "", key.lstrip("@"))
    return key if re.fullmatch(r"\w(?:[\w:.#$%&+?<>~/-]*\w)?", key) else f"{{{key}}}"


def _abbreviation(content: str, at: At) -> str:
    found = ABBREVIATED.fullmatch(content.strip())
    return literal(f"{found['short']} ({found['long']})" if found else content)


def _code(text: str) -> str:
    """Return *text* as code in a line."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    ticks = "`" * (longest + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{space}{text}{space}{ticks}"


def _shown_as_code(content: str, at: At) -> str:
    words, target = _parted(content)
    return _code((words or target).lstrip("~!"))


def _evaluated(content: str, at: At) -> str:
    message = f'"{content}" is code, which is never run'
    at.desk.find(at.line, "code-executable", message, "Type the result.")
    return _code(content)


def _quantity(content: str, at: At) -> str:
    r"""Return ``4 <\kg\per\m>`` as siunitx writes it; what reads TeX reads that too."""
    words, target = _parted(content)
    return f"\\SI{{{words}}}{{{target}}}" if words else literal(content)


def _substance(content: str, at: At) -> str:
    return re.sub(r"(?<=[A-Za-z)\]])(\d+)", r"~\1~", literal(content))


def _menu(content: str, at: At) -> str:
    """Return a way through menus, ``File --> Open``, with arrows."""
    steps = [step.strip() for step in re.split(r"-->|→", content)]
    return f"**{' → '.join(map(literal, steps))}**"


def _substituted(content: str, at: At) -> str:
    return at.desk.inline(f"{{{{ {content.strip()} }}}}", [at.line])


def _numbered_text(name: str, address: str) -> Role:
    def role(content: str, at: At) -> str:
        words, target = _parted(content)
        return f"[{literal(words or f'{name} {target}'.strip())}]({address.format(target)})"

    return role


def _between(opens: str, closes: str, *, keeps_spaces: bool = False) -> Role:
    def role(content: str, at: At) -> str:
        shown = literal(content.strip())
        if keeps_spaces:
            shown = re.sub(r"\s", r"\\ ", shown)
        return f"{opens}{shown}{closes}"

    return role


def _each(role: Role, *known: str) -> dict[str, Role]:
    return dict.fromkeys(known, role)


ROLES: dict[str, Role] = {
    **_each(_ref, "ref", "numref", "std:ref", "any", "prf:ref", "proof:ref", "keyword"),
    **_each(_eq, "eq", "math:numref"),
    **_each(_term, "term"),
    **_each(_doc, "doc", "std:doc", "embed"),
    **_each(_download, "download"),
    **_each(_button, "button", "link"),
    **_each(_citation, "cite", "cite:p", "cite:ps", "citep", "cite:alp", "cite:alps", "cite:cp"),
    **_each(_citation, "footcite", "footcite:p", "footcite:ps", "cite:fullcite", "footfullcite"),
    **_each(
        _citation_in_text, "cite:t", "cite:ts", "cite:ct", "cite:cts", "citet", "cite:labelpar"
    ),
    **_each(_citation_in_text, "cite:author", "cite:authors", "cite:authorpar", "cite:cauthor"),
    **_each(_citation_in_text, "footcite:t", "footcite:ts", "footcite:ct", "cite:label"),
    **_each(_citation_of_year, "cite:year", "cite:years", "cite:yearpar", "citeyear"),
    **_each(_abbreviation, "abbr", "abbreviation", "acronym"),
    **_each(_between("~", "~", keeps_spaces=True), "sub", "subscript"),
    **_each(_between("^", "^", keeps_spaces=True), "sup", "superscript"),
    **_each(_between("[", "]{.kbd}"), "kbd", "keyboard"),
    **_each(_between("[", "]{.underline}"), "u", "underline"),
    **_each(_between("[", "]{.smallcaps}"), "sc", "smallcaps"),
    **_each(_between("~~", "~~"), "del", "delete", "strike", "deletion"),
    **_each(_between("*", "*"), "dfn", "emphasis", "title-reference", "title", "t", "cite-title"),
    **_each(_between("**", "**"), "strong", "guilabel"),
    **_each(_menu, "menuselection"),
    **_each(_between("", ""), "span", "text", "index", "newterm", "abbreviations"),
    **_each(lambda content, _: f"${content.strip()}$", "math", "m"),
    **_each(_shown_as_code, "code", "literal", "samp", "file", "command", "program", "option"),
    **_each(_shown_as_code, "envvar", "makevar", "mimetype", "regexp", "func", "class", "mod"),
    **_each(_shown_as_code, "meth", "attr", "obj", "data", "exc", "token", "manpage", "raw"),
    **_each(
        _evaluated, "eval", "eval-rst", "glue", "glue:any", "glue:text", "glue:math", "nb-glue"
    ),
    **_each(_quantity, "si"),
    **_each(_substance, "chem", "chemicalformula"),
    **_each(_substituted, "sub-ref"),
    **_each(_numbered_text("RFC", "https://www.rfc-editor.org/rfc/rfc{}"), "rfc"),
    **_each(_numbered_text("PEP", "https://peps.python.org/pep-{}/"), "pep"),
    **_each(_numbered_text("", "https://en.wikipedia.org/wiki/{}"), "wiki"),
    **_each(lambda _, __: "", "octicon", "fa", "fab", "fas", "far", "material-regular", "bdg"),
}
"""What each role makes of its words.  Icons are decoration and print nothing."""
