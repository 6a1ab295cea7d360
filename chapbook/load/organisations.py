"""Organisations among the names of programs that know only families and given names."""

from chapbook.model import Item

ROLES = ("author", "editor", "translator", "container-author", "collection-editor")


def with_organisations(item: Item) -> Item:
    """Return *item* with every name of a family alone and several words as one that is whole."""
    changed = {
        role: [_whole(name) for name in item[role]]
        for role in ROLES
        if isinstance(item.get(role), list)
    }
    return {**item, **changed}


def _whole(name: Item) -> Item:
    """Return *name* as a literal when it is an organisation's."""
    alone = set(name) == {"family"} and " " in name["family"]
    return {"literal": name["family"]} if alone else name
