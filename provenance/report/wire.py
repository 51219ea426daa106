"""The converter between the nouns and the wire format (DESIGN 2.6): names, nesting, rounding."""

from typing import Any, TypeAlias

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from provenance import model
from provenance.terms import Completeness

Wire: TypeAlias = dict[str, Any]
"""A JSON object."""

_PLACES = 2
"""Decimal places of a score on the wire: coarse enough to be the same on any machine."""

_COMPLETE_ON_THE_WIRE: dict[Completeness, bool | str] = {
    Completeness.TRUE: True,
    Completeness.FALSE: False,
    Completeness.UNKNOWN: "unknown",
}


def wire_converter() -> Converter:
    """A converter that writes and reads every noun of a report as DESIGN 2.6 lays it down."""
    converter = Converter()
    _register_plain_values(converter)
    _register_spans(converter)
    _register_articles(converter)
    _register_the_rest(converter)
    return converter


def _register_plain_values(converter: Converter) -> None:
    converter.register_unstructure_hook(float, lambda value: round(float(value), _PLACES))
    converter.register_structure_hook(str, _strict_text)
    converter.register_structure_hook(bool, _strict_bool)
    converter.register_structure_hook(int, _strict_int)
    converter.register_structure_hook(float, _strict_float)
    converter.register_unstructure_hook(Completeness, lambda value: _COMPLETE_ON_THE_WIRE[value])
    converter.register_structure_hook(Completeness, _completeness)


def _register_spans(converter: Converter) -> None:
    """Flatten a block's and a link's span into ``start`` and ``end`` beside the other keys."""
    converter.register_unstructure_hook(
        model.Block,
        lambda block: {
            **converter.unstructure(block.span),
            "kind": block.kind.value,
            "level": block.level,
        },
    )
    converter.register_unstructure_hook(
        model.Link,
        lambda link: {
            **converter.unstructure(link.span),
            "url": link.url,
            "listed": link.listed,
        },
    )
    for noun in (model.Block, model.Link):
        read_flat = make_dict_structure_fn(noun, converter)
        converter.register_structure_hook(
            noun, lambda wire, kind, read=read_flat: read({**wire, "span": wire}, kind)
        )


def _register_articles(converter: Converter) -> None:
    converter.register_unstructure_hook(
        model.Article, lambda article: _article_to_wire(article, converter)
    )
    converter.register_structure_hook(
        model.Article, lambda wire, _: _article_from_wire(wire, converter)
    )


def _register_the_rest(converter: Converter) -> None:
    omitted, if_any = override(omit=True), override(omit_if_default=True)
    converter.register_unstructure_hook(
        model.ToolRecord, make_dict_unstructure_fn(model.ToolRecord, converter, proxied=if_any)
    )
    converter.register_unstructure_hook(
        model.Evidence,
        make_dict_unstructure_fn(model.Evidence, converter, drift=if_any, drifted_to=if_any),
    )
    converter.register_unstructure_hook(
        model.Document,
        make_dict_unstructure_fn(
            model.Document,
            converter,
            text=omitted,
            parts=omitted,
            archived_at=omitted,
            canonical=omitted,
            alternates=omitted,
            version_of=if_any,
            later=if_any,
        ),
    )
    one, other = override(rename="from"), override(rename="to")
    converter.register_unstructure_hook(
        model.CopyRelation,
        make_dict_unstructure_fn(model.CopyRelation, converter, from_article=one, to_article=other),
    )
    converter.register_structure_hook(
        model.CopyRelation,
        make_dict_structure_fn(model.CopyRelation, converter, from_article=one, to_article=other),
    )


def _article_to_wire(article: model.Article, converter: Converter) -> Wire:
    wire: Wire = converter.unstructure(article.metadata)
    wire.update(
        id=article.id,
        path=article.path,
        digest=article.digest,
        text=article.text,
        blocks=[converter.unstructure(block) for block in article.blocks],
        links=[converter.unstructure(link) for link in article.links],
    )
    return wire


def _article_from_wire(wire: Wire, converter: Converter) -> model.Article:
    text = converter.structure(wire["text"], str)
    path = converter.structure(wire["path"], str | None)  # type: ignore[arg-type]  # a union is no class
    return model.Article(
        id=converter.structure(wire["id"], str),
        path=path,
        digest=converter.structure(wire["digest"], str),
        text=text,
        # What was markup is not on the wire, and nothing that reads a report asks for it.
        prose=text,
        blocks=converter.structure(wire["blocks"], tuple[model.Block, ...]),
        links=converter.structure(wire.get("links", []), tuple[model.Link, ...]),
        metadata=converter.structure(wire, model.Metadata),
        source_map=model.SourceMap(path=path or "", anchors=()),
    )


def _strict_text(value: object, _kind: type) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a string is expected, not {type(value).__name__}")
    return value


def _strict_bool(value: object, _kind: type) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"true or false is expected, not {type(value).__name__}")
    return value


def _strict_int(value: object, _kind: type) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"a whole number is expected, not {type(value).__name__}")
    return value


def _strict_float(value: object, _kind: type) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"a number is expected, not {type(value).__name__}")
    return float(value)


def _completeness(value: object, _kind: type) -> Completeness:
    for member, written in _COMPLETE_ON_THE_WIRE.items():
        if value is written or (isinstance(value, str) and value == written):
            return member
    raise ValueError('true, false or "unknown" is expected')
