"""Fields that are not there."""

from collections.abc import Iterator

from chapbook.model import Item
from chapbook.validate.works.problem import Problem, Setting

CONTAINERS = {
    "article-journal": "the journal",
    "article-magazine": "the magazine",
    "article-newspaper": "the newspaper",
    "chapter": "the book",
}
"""CSL types that nobody finds without what they are part of, and what that is."""

UNDATED = {"", "dataset", "entry", "manuscript", "post", "post-weblog", "software", "webpage"}
"""CSL types that style guides cite as "n.d." without more ado."""

SIGNED = {"article-journal", "book", "chapter", "paper-conference", "thesis"}
"""CSL types that hardly ever have no author."""

PEOPLE = ("author", "editor", "translator", "director", "container-author", "collection-editor")
"""CSL names, any of which may open an entry."""


def problems(item: Item, _: Setting) -> Iterator[Problem]:
    """Yield what is missing without which a reader cannot find the work, and a missing author."""
    for what, variable in _missing(item):
        says = f"does not say {what}"
        yield Problem(code="field-missing", says=says, variable=variable, lacks=True)
    if item.get("type") in SIGNED and not any(item.get(role) for role in PEOPLE):
        yield Problem(
            code="author-missing",
            says="has neither author nor editor",
            variable="author",
            lacks=True,
        )


def _missing(item: Item) -> Iterator[tuple[str, str]]:
    """Yield the name of each thing that a reader would need, and its CSL variable."""
    kind = str(item.get("type", ""))
    if not kind:
        yield "what type of work it is", "type"
    if not item.get("title"):
        yield "its title", "title"
    if kind in CONTAINERS and not item.get("container-title"):
        yield f"{CONTAINERS[kind]} that it is part of", "container-title"
    if kind == "thesis" and not item.get("publisher"):
        yield "its university", "publisher"
    if kind == "webpage" and not (item.get("URL") or item.get("DOI")):
        yield "its address", "URL"
    if kind not in UNDATED and not (item.get("issued") or item.get("status")):
        yield "its year", "issued"
