"""Who rests on whom, as a graph other programs draw (GraphML 1.0): reports, claims and origins."""

import re
from typing import Any

from lxml import etree

from twosource.model.comparison import Comparison

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_INVALID = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KEYS = (
    ("kind", "node", "string"),
    ("label", "node", "string"),
    ("origin_kind", "node", "string"),
    ("standing", "node", "string"),
    ("relation", "edge", "string"),
)


def origins_graphml(comparison: Comparison) -> str:
    """A directed graph: each report `makes` claims, each claim `rests_on` its origins. Nodes have a `kind` (report,
    claim or origin) and a `label`; origins of one kind and name are one node."""
    root = etree.Element(f"{{{NAMESPACE}}}graphml", nsmap={None: NAMESPACE})
    for name, domain, type_ in _KEYS:
        _add(root, "key", id=name, attrib={"for": domain, "attr.name": name, "attr.type": type_})
    graph = _add(root, "graph", id="origins", attrib={"edgedefault": "directed"})
    reports = {one.article.id: f"report-{number}" for number, one in enumerate(comparison.articles)}
    for one in comparison.articles:
        _node(graph, reports[one.article.id], kind="report", label=one.article.name)
    keys = sorted({(origin.kind, origin.name) for claim in comparison.claims for origin in claim.origins})
    origins = {key: f"origin-{number}" for number, key in enumerate(keys)}
    for (kind, name), node in origins.items():
        _node(graph, node, kind="origin", label=name, origin_kind=kind)
    for number, claim in enumerate(comparison.claims):
        node = f"claim-{number}"
        _node(graph, node, kind="claim", label=claim.text, standing=claim.standing)
        for article in sorted({mention.article for mention in claim.mentions}):
            _edge(graph, reports[article], node, "makes")
        for key in sorted({(origin.kind, origin.name) for origin in claim.origins}):
            _edge(graph, node, origins[key], "rests_on")
    document: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return document.decode()


def _node(graph: "etree._Element", id: str, **data: str) -> None:
    node = _add(graph, "node", id=id)
    for key, value in data.items():
        _add(node, "data", attrib={"key": key}).text = _INVALID.sub("\ufffd", value)


def _edge(graph: "etree._Element", source: str, target: str, relation: str) -> None:
    edge = _add(graph, "edge", attrib={"source": source, "target": target})
    _add(edge, "data", attrib={"key": "relation"}).text = relation


def _add(parent: "etree._Element", name: str, *, attrib: dict[str, str] | None = None, **attributes: str) -> Any:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", {**attributes, **(attrib or {})})
