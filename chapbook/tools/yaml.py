"""YAML with the line and column of every key and value."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedBase, CommentedMap, CommentedSeq
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.scalarstring import LiteralScalarString

Path_ = tuple[str | int, ...]


class _Constructor(RoundTripConstructor):
    """Leaves dates and decimal numbers as they are typed.

    An impossible date is the reader's finding, with a place, and not a fault of YAML
    without one; and version 1.10 is not version 1.1.
    """


for _tag in ("timestamp", "float"):
    _Constructor.add_constructor(
        f"tag:yaml.org,2002:{_tag}", RoundTripConstructor.construct_yaml_str
    )


class YamlSyntaxError(Exception):
    """The text is not YAML.

    Attributes:
        line: 0-based line of the fault.
        column: 0-based column of the fault.
    """

    def __init__(self, problem: str, line: int, column: int) -> None:
        super().__init__(problem)
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlDocument:
    """Plain data and where each part of it stands."""

    data: Any
    """Dicts, lists and scalars; a date or decimal number is the text that was typed."""
    tree: Any
    """The same with positions, as ruamel.yaml holds it."""

    def position(self, path: Path_) -> tuple[int, int]:
        """Return the 0-based (line, column) of the value at *path*.

        A path that leads nowhere gives the position of its longest part that does.
        """
        node, found = self.tree, (0, 0)
        for step in path:
            here = _child_position(node, step)
            if here is None:
                return found
            found, node = here, node[step]
        return found

    def key_position(self, path: Path_) -> tuple[int, int]:
        """Return the 0-based (line, column) of the key that *path* ends in."""
        node = self.tree
        for step in path[:-1]:
            node = node[step]
        for key in node:
            if str(key) == str(path[-1]):
                try:
                    line, column = node.lc.key(key)
                except KeyError:
                    # ruamel.yaml keeps no place for a key that is itself a list.
                    break
                return int(line), int(column)
        return 0, 0

    def is_literal(self, path: Path_) -> bool:
        """Tell whether the text at *path* is a literal block (YAML 1.2.2, 8.1.2)."""
        node = self.tree
        for step in path:
            node = node[step]
        return isinstance(node, LiteralScalarString)


def _child_position(node: Any, step: str | int) -> tuple[int, int] | None:
    """Return where the value *step* of *node* begins, if there is one."""
    if isinstance(node, CommentedMap) and step in node:
        # ruamel.yaml keeps no place for a key that a merge (``<<``) brought.
        return tuple(node.lc.value(step)) if step in (node.lc.data or {}) else None
    if isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
        return tuple(node.lc.item(step))
    return None


def _plain(node: Any, done: dict[int, Any]) -> Any:
    """Return *node* as plain data.

    Args:
        node: A part of what ruamel.yaml holds.
        done: The plain form of lists and maps by their id, ``None`` while it is being
            made, so that an alias is followed once.

    Raises:
        YamlSyntaxError: A list or map holds itself.
    """
    if isinstance(node, dict | list):
        if id(node) in done:
            if done[id(node)] is None:
                raise YamlSyntaxError("an alias stands inside of what it names", 0, 0)
            return done[id(node)]
        done[id(node)] = None
        done[id(node)] = (
            {str(_plain(key, done)): _plain(value, done) for key, value in node.items()}
            if isinstance(node, dict)
            else [_plain(value, done) for value in node]
        )
        return done[id(node)]
    if isinstance(node, CommentedBase):
        return str(node)
    for kind in (bool, int, float, str):
        if isinstance(node, kind):
            return kind(node)
    return node


def dump(data: Mapping[str, Any]) -> str:
    """Return *data* as a YAML 1.2 document, keys in their order, no line broken, no alias."""
    writer = YAML(typ="rt", pure=True)
    writer.default_flow_style = False
    writer.width = 1_000_000
    writer.representer.ignore_aliases = lambda _: True
    out = StringIO()
    writer.dump(dict(data), out)
    return out.getvalue()


def load(text: str) -> YamlDocument:
    """Read *text*, which holds one YAML 1.2 document.

    Raises:
        YamlSyntaxError: It is not YAML, or a key is given twice.
    """
    reader = YAML(typ="rt", pure=True)
    # A name may be given again (YAML 1.2.2, 3.2.2.2); the warning would reach the terminal.
    reader.composer.warn_double_anchors = False
    reader.Constructor = _Constructor
    try:
        tree = reader.load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlSyntaxError(
            (error.problem or str(error)).strip(),
            mark.line if mark else 0,
            mark.column if mark else 0,
        ) from error
    except RecursionError as error:
        raise YamlSyntaxError("it is nested too deeply", 0, 0) from error
    except (YAMLError, ValueError) as error:
        raise YamlSyntaxError(str(error).strip(), 0, 0) from error
    return YamlDocument(data=_plain(tree, {}), tree=tree)
