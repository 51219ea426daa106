"""Where everything in a report comes from, as PROV-O in Turtle; needs ``provenance[prov]``."""

import hashlib
import warnings
from typing import TYPE_CHECKING

from provenance.errors import ConfigError
from provenance.model import Report
from provenance.report.prov_json import render_prov

if TYPE_CHECKING:
    from rdflib import BNode, Graph
    from rdflib.term import Node


def render_prov_turtle(report: Report) -> str:
    """The PROV of :func:`~provenance.report.prov_json.render_prov`, as PROV-O in Turtle.

    Blank nodes are named by what is said with them, so that the same report gives the same bytes.

    Raises:
        ConfigError: the libraries of the extra are not there.
    """
    try:
        from prov.model import ProvDocument  # noqa: PLC0415 - an optional extra
        from rdflib import BNode, Graph  # noqa: PLC0415 - likewise
    except ImportError as error:
        raise ConfigError(
            "prov-turtle needs two more libraries; run pip install 'provenance[prov]', or take "
            "'-f prov', which needs none"
        ) from error
    told = ProvDocument.deserialize(content=render_prov(report), format="json")
    with warnings.catch_warnings():
        # prov calls what rdflib will drop; neither says anything of our report.
        warnings.simplefilter("ignore", DeprecationWarning)
        turtle = told.serialize(format="rdf", rdf_format="turtle")
    graph = Graph().parse(data=turtle, format="turtle")
    blank = {node for triple in graph for node in triple if isinstance(node, BNode)}
    names: dict[Node, BNode] = {node: BNode(_name_of(node, graph)) for node in blank}
    steady = Graph()
    for prefix, namespace in graph.namespaces():
        steady.bind(prefix, namespace)
    for one, word, other in graph:
        steady.add((names.get(one, one), word, names.get(other, other)))
    return str(steady.serialize(format="turtle"))


def _name_of(node: "BNode", graph: "Graph") -> str:
    """A name from every statement with ``node``; none of ours has two blank nodes."""
    said = [f"> {word.n3()} {other.n3()}" for word, other in graph.predicate_objects(node)]
    told = [f"< {one.n3()} {word.n3()}" for one, word in graph.subject_predicates(node)]
    return "b" + hashlib.sha256("\n".join(sorted(said + told)).encode("utf-8")).hexdigest()[:32]
