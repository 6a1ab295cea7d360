"""Credits of images: who made one, under which licence, where it comes from."""

from collections.abc import Mapping

from chapbook.licences import LICENCES
from chapbook.model import Node
from chapbook.tools.pandoc import ast

KEYS = {"credit", "licence", "license", "source"}
"""The attributes of an image that its credit is made of."""


def credited(blocks: list[Node], labels: Mapping[str, str]) -> list[Node]:
    """Return *blocks* with the credits of images at the end of their figure's caption."""

    def visit(node: Node) -> Node:
        if node["t"] != "Figure":
            return node
        images = [inner for inner in ast.nodes(node) if inner["t"] == "Image"]
        credits = [line for image in images if (line := _credit(image, labels))]
        return _with(node, credits) if credits else node

    done: list[Node] = ast.changed(blocks, visit)
    return done


def _credit(image: Node, labels: Mapping[str, str]) -> list[Node]:
    """Return the credit of *image* as inlines; nothing without one."""
    credit = ast.value(image, "credit")
    if not credit:
        return []
    licence = ast.value(image, "licence") or ast.value(image, "license")
    name = LICENCES.get(licence or "", (licence, None))[0]
    key = "credit-licensed" if licence else "credit"
    words = ast.string(labels[key].format(credit=credit, licence=name))
    source = ast.value(image, "source")
    return [ast.link(words, source)] if source else words


def _with(figure: Node, credits: list[list[Node]]) -> Node:
    """Return *figure* with *credits* in its caption and no longer at its images."""

    def visit(node: Node) -> Node:
        if node["t"] != "Image":
            return node
        (identifier, classes, pairs), *rest = node["c"]
        kept = [[key, value] for key, value in pairs if key not in KEYS]
        return {**node, "c": [[identifier, classes, kept], *rest]}

    attributes, (short, caption), content = figure["c"]
    spans = [ast.span(credit, ast.attr("", ["credit"])) for credit in credits]
    *before, last = caption or [ast.plain([])]
    inlines = list(last["c"])
    for span in spans:
        inlines += [{"t": "Space"}, span] if inlines else [span]
    body: list[Node] = ast.changed(content, visit)
    return {**figure, "c": [attributes, [short, [*before, {**last, "c": inlines}]], body]}
