"""The JSON Schema of a report (draft 2020-12), and the reference page written from it."""

import json
from importlib import resources
from typing import Any, TypeAlias

Schema: TypeAlias = dict[str, Any]

_INTRODUCTION = """# The JSON report

<!-- Written by provenance.report.schema.render_schema_page; a test keeps it equal. -->

`provenance report -f json` writes one object of this form.
`provenance extract -f json` writes an [`Extract`](#extract).
`provenance verify -f json` writes an [`Assessment`](#assessment).
The JSON Schema (draft 2020-12) ships in the package: `provenance/report/schema/report.schema.json`.

- Offsets count Unicode code points, end exclusive.
  Those of `articles`, `sentence`, `span` and `quotes[].start` point into `articles[].text`.
  Those named `source_…` and those of `evidence` point into the document.
- The text of a document is not in the report.
- Keys are sorted and scores are rounded to two places.
- There is no clock: the same input gives the same bytes.
- Readers should ignore keys they do not know: keys may be added within `1.x`.
- A report written without text (`--no-text`) has the same form.
  Every word of others is an empty string or `null`, and offsets stay.
- A saved report renders as HTML byte for byte as the run that wrote it.
"""


def load_schema() -> Schema:
    """The shipped schema; ``$defs/Extract`` is the form of ``extract -f json``."""
    file = resources.files(__package__).joinpath("report.schema.json")
    schema: Schema = json.loads(file.read_text("utf-8"))
    return schema


def render_schema_page() -> str:
    """``docs/reference/json.md``: every object and closed list of the schema."""
    schema = load_schema()
    parts = [_INTRODUCTION, _object_section("The report", schema)]
    definitions = schema["$defs"]
    objects = {name: one for name, one in definitions.items() if "properties" in one}
    lists = {name: one for name, one in definitions.items() if "enum" in one}
    parts += [_object_section(name, one) for name, one in objects.items()]
    parts.append("## Closed lists\n")
    parts += [_list_section(name, one) for name, one in lists.items()]
    return "\n".join(parts)


def _object_section(name: str, schema: Schema) -> str:
    rows = [
        f"| `{key}` | {_kind(one)} | {one.get('description', '')} |"
        for key, one in schema["properties"].items()
    ]
    head = ["| key | is | says |", "| --- | --- | --- |"]
    return "\n".join([f"## {name}\n", f"{schema['description']}\n", *head, *rows, ""])


def _list_section(name: str, schema: Schema) -> str:
    values = " · ".join(f"`{json.dumps(value).strip(chr(34))}`" for value in schema["enum"])
    return "\n".join([f"### {name}\n", f"{schema['description']}\n", f"{values}\n"])


_PLAIN = {"Digest": "`sha256:` and 64 hexadecimal digits"}
"""Types too small for a section of their own."""


def _kind(schema: Schema) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return _PLAIN.get(name) or f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(_kind(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}"
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return " or ".join(kinds)
