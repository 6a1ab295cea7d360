"""Works to publish, and what a published folder is held against."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from chapbook import publish

Files = Mapping[str, bytes]


def edition(desk: Path, name: str, files: Files, fingerprint: str = "f") -> publish.MadeEdition:
    """Write *files* to *desk* and return the edition they make."""
    made = []
    for file_name, content in files.items():
        path = desk / name / file_name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        made.append(publish.MadeFile(path=path, name=file_name, purpose="To read", pages=3))
    return publish.MadeEdition(name=name, fingerprint=fingerprint, files=tuple(made))


def article(
    stem: str,
    *editions: publish.MadeEdition,
    source: str | None = None,
    kind: publish.Kind = publish.Kind.ARTICLE,
    dropped: frozenset[str] = frozenset(),
) -> publish.Publication:
    """Return a work of *editions*."""
    source = source or f"source/{stem}.md"
    return publish.Publication(
        kind=kind,
        stem=stem,
        source=source,
        title=stem.title(),
        editions=editions,
        dropped=dropped,
        inputs={source: hashlib.sha256(stem.encode()).hexdigest()},
        tools={"pandoc": "3.9"},
    )


def publish_one(output: Path, stem: str, editions: Mapping[str, Files], print_: str = "f") -> None:
    """Publish one article with *editions*, and an index of all works."""
    with publish.desk(output) as desk:
        made = [edition(desk, name, files, print_) for name, files in editions.items()]
        publish.release(
            output, desk, [article(stem, *made)], root=output.parent, shared=index_on(desk)
        )


def index_on(desk: Path) -> Callable[[publish.Manifest], list[publish.MadeFile]]:
    """Return the maker of an ``index.html`` that names every file."""

    def index(manifest: publish.Manifest) -> list[publish.MadeFile]:
        path = desk / "index.html"
        works = [*manifest.articles.values(), *manifest.packs.values()]
        listed = sorted(n for work in works for e in work.editions.values() for n in e.files)
        path.write_text("\n".join(listed), encoding="utf-8")
        return [publish.MadeFile(path=path, name="index.html", purpose="To find the others")]

    return index


def tree(folder: Path) -> dict[str, bytes | None]:
    """Return every file below *folder* with its content, and every folder with None."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def disagreements(output: Path) -> list[str]:
    """Return where *output* and its manifest differ: files, sizes, hashes, modes, leftovers."""
    manifest = publish.read_manifest(output)
    assert manifest is not None
    records = dict(manifest.shared)
    for work in [*manifest.articles.values(), *manifest.packs.values()]:
        for made in work.editions.values():
            records.update(made.files)
    found = []
    for name, content in tree(output).items():
        path = output / name
        if path.stat().st_mode & 0o777 != (0o755 if content is None else 0o644):
            found.append(f"{name}: mode {path.stat().st_mode:o}")
        if content is None or name == publish.MANIFEST_NAME:
            continue
        record = records.pop(name, None)
        seen = (hashlib.sha256(content).hexdigest(), len(content))
        if record is None or (record.sha256, record.size_bytes) != seen:
            found.append(f"{name}: not as recorded")
    return [*found, *(f"{name}: missing" for name in records)]
