"""An article of another system: its text as it is, with the files that it names.

Chapbook reads the Markdown of pandoc, Quarto, MyST, JOSS and Manubot as it is, so nothing
is rewritten; only required keys that can be known are added to the front matter.
"""

import re
from pathlib import Path
from urllib.parse import unquote

from chapbook.begin import answers, folder
from chapbook.begin.options import Beginning
from chapbook.begin.starter import Started
from chapbook.errors import UsageError
from chapbook.frontmatter import REQUIRED_KEYS
from chapbook.load import dialects
from chapbook.tools import yaml

FRONT = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.M | re.S)
TITLE_BLOCK = re.compile(
    r"\A%[ \t]*(?P<title>[^\n]*)\n(?:%[ \t]*(?P<author>[^\n]*)\n)?(?:%[ \t]*(?P<date>[^\n]*)\n)?"
)
"""pandoc's title block: three lines that begin with a per cent sign."""
HEADING = re.compile(r"\A\s*#[ \t]+(?P<title>[^\n{]+?)[ \t]*#*[ \t]*(?:\{[^}\n]*\})?\n")

NAMED = re.compile(
    r"!\[(?:[^\]\[]|\[[^\]]*\])*\]\(\s*<?(?P<md>[^)>\s]+)"
    r"|<img[^>]*?\bsrc\s*=\s*[\"'](?P<html>[^\"']+)"
    r"|\\includegraphics(?:\[[^\]]*\])?\{(?P<tex>[^}]+)\}"
    r"|^```\{(?:figure|image)\}[ \t]*(?P<myst>\S+)"
    r"|\{\{<[ \t]*include[ \t]+(?P<include>\S+)[ \t]*>\}\}",
    re.M,
)
"""Where Markdown of every kind names a file beside it."""

FILE_KEYS = ("bibliography", "csl", "citation-style")
"""The keys of front matter that may name files."""


def begin(said: Beginning) -> Started:
    """Copy the article that is *said*, with the files it names, and complete its front matter.

    Raises:
        UsageError: It is not UTF-8, or a file is there already.
        OutputError: The folder cannot be written.
    """
    path = said.source or Path()
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise UsageError(f'"{path}" is not UTF-8', fix="Save it as UTF-8.") from error
    front, body = _split(text)
    front = _completed(said, front, body)
    title = str(_keys(front).get("title") or path.stem)
    stem = folder.slug(title)
    where = said.folder if said.folder is not None else Path(stem)
    files, lost = _files(path.absolute().parent, f"{front}\n{body}", _keys(front))
    whole = f"---\n{front}---\n\n{body.lstrip(chr(10))}"
    made = folder.written(where, {f"{stem}.md": whole.encode("utf-8"), **files})
    return Started(article=made[0], files=made, remarks=tuple(lost))


def _split(text: str) -> tuple[str, str]:
    """Return the YAML of the front matter and the rest of *text*."""
    if front := FRONT.match(text):
        return front["yaml"], text[front.end() :]
    if block := TITLE_BLOCK.match(text):
        said = {str(key): value for key, value in block.groupdict().items() if value}
        return yaml.dump(said), text[block.end() :]
    if heading := HEADING.match(text):
        return yaml.dump({"title": heading["title"]}), text[heading.end() :]
    return "", text


def _keys(front: str) -> dict[str, object]:
    """Return the keys of front matter by our names; none when it is not YAML."""
    try:
        data = yaml.load(front).data
    except yaml.YamlSyntaxError:
        return {}  # the finding about it comes when the article is read
    if not isinstance(data, dict):
        return {}
    ours = dialects.known_as(data)
    return {str(ours.get(key, key)): value for key, value in data.items()}


def _completed(said: Beginning, front: str, body: str) -> str:
    """Return *front* with the required keys that it lacks, as far as they can be known."""
    keys = _keys(front)
    ask = None if said.yes else answers.terminal()
    there = {key for key in REQUIRED_KEYS if keys.get(key)}
    lacking = Beginning(
        answers={**{k: str(keys[k]) for k in there - {"author", "lang"}}, **said.answers},
        yes=said.yes,
    )
    offered = {"subject": answers.OTHER, "paper": answers.offered()["paper"]}
    offered |= {"author": "?"} if "author" in there else {}
    offered |= {"lang": str(keys["lang"])} if "lang" in there else {}
    if ask is None or there >= {"title", "author", "lang"}:
        found = dict(said.answers)
    else:
        found = answers.given(lacking, offered, ask)
    added: dict[str, object] = {k: found[k] for k in ("title", "lang") if k in found}
    if "author" in found:
        added["author"] = answers.authors(found["author"])
    added = {key: value for key, value in added.items() if key not in there}
    return (front if not front or front.endswith("\n") else f"{front}\n") + (
        yaml.dump(added) if added else ""
    )


def _files(root: Path, text: str, keys: dict[str, object]) -> tuple[dict[str, bytes], list[str]]:
    """Return the files below *root* that *text* names, and what was not found."""
    names = [next(filter(None, match.groups())) for match in NAMED.finditer(text)]
    for key in FILE_KEYS:
        value = keys.get(key)
        names += [str(name) for name in (value if isinstance(value, list) else [value]) if name]
    files: dict[str, bytes] = {}
    lost = []
    for name in dict.fromkeys(names):
        if re.match(r"(?:[a-z][a-z0-9+.-]*:|//)", name, re.I):
            continue
        path = (root / unquote(name)).resolve()
        if path.is_file() and path.is_relative_to(root.resolve()):
            files[path.relative_to(root.resolve()).as_posix()] = path.read_bytes()
        elif "." in Path(name).name:
            lost.append(f'not found beside the document: "{name}"')
    return files, lost
