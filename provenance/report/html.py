"""A report as one self-contained HTML page: no network, one script of ours, all escaped."""

import base64
import functools
import hashlib
import re
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from provenance.checks.grounds import without_targets
from provenance.model import Report
from provenance.report import phrases
from provenance.report.cards import DECISIONS, SUPPRESSED
from provenance.report.drifts import PROXIED, drift_words, later_words, version_words
from provenance.report.marks import Mark, shortened
from provenance.report.page import page_of
from provenance.report.references import INNER
from provenance.report.sayings import BY_RULES, is_by_rules, occasion_words, speaker_words
from provenance.report.sureness import sureness
from provenance.report.visible import one_line, visible

_BREAKS_OUT = frozenset(" <>\"'`\\")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_WIDE = re.compile("[^\x00-\xff]")
_OPTION = re.compile(r"--[a-z]+")

_SHORT_DIGEST = len("sha256:") + 12


def render_html(report: Report, *, live: str | None = None) -> str:
    """``report`` as a page: what to look at first, every article marked, what was read.

    It reads without its script and asks the network for nothing; its policy allows one style sheet
    and one script, by digest. The words of others are escaped, and characters that hide or reorder
    text are shown.

    Args:
        report: what to show.
        live: the number of this edition, where :mod:`provenance.serving` serves it: the page then
            sends decisions to its own server, and asks it whether there is a newer edition.
    """
    css, script = _ours("report.css"), _ours("report.js")
    live_script = _ours("live.js") if live is not None else None
    if live is not None:
        css += _ours("live.css")
    template = _environment().get_template("report.html.j2")
    page = template.render(
        page=page_of(report),
        css=css,
        style_digest=_digest(css),
        script=script,
        script_digest=_digest(script),
        live=live,
        live_script=live_script,
        live_digest=_digest(live_script) if live_script else None,
    )
    return page.strip() + "\n"


def is_followable(url: str | None) -> bool:
    """Whether an address may be a link: http or https, and no character that could break out."""
    if url is None or not url.startswith(("http://", "https://")):
        return False
    return url.isprintable() and not _BREAKS_OUT & set(url)


@functools.cache
def _environment() -> Environment:
    """Made once: its templates are then compiled once."""
    environment = Environment(
        loader=PackageLoader("provenance.report"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        show=show,
        prose=lambda words: show(without_targets(words)),
        language=_language,
        short_digest=lambda digest: digest[:_SHORT_DIGEST],
        score=lambda value: f"{value:.2f}",
        flat=one_line,
        plain=lambda words: one_line(without_targets(words)),
        options=_options,
        whole_words=_whole_words,
        speaker=speaker_words,
        occasion=occasion_words,
        by_rules=is_by_rules,
        as_set=frozenset,
        sureness=sureness,
        shortened=shortened,
        unhidden=visible,
        inner=lambda words: words.translate(INNER),
        narrow=_narrow,
    )
    environment.tests["followable"] = is_followable
    environment.globals.update(
        phrases=phrases, ONLY_HERE=Mark.ONLY_HERE, PROXIED=PROXIED, BY_RULES=BY_RULES
    )
    environment.globals.update(DECISIONS=DECISIONS, SUPPRESSED=SUPPRESSED)
    environment.globals.update(
        drift_words=drift_words, later_words=later_words, version_words=version_words
    )
    return environment


def show(words: str) -> Markup:
    """``words`` escaped, with hidden characters made visible and set apart."""
    return Markup(visible(str(escape(words)), mark=_set_apart))  # noqa: S704  # escaped just here


def _set_apart(picture: str) -> str:
    return f'<span class="hidden-character">{picture}</span>'


def _whole_words(context: str, first: bool) -> str:  # noqa: FBT001 - a filter of a template
    """Words around a passage without the one that was cut, at the far end."""
    if first:
        return context.rpartition(" ")[0]
    return context.partition(" ")[2]


def _options(advice: str) -> Markup:
    """``advice`` with the options of the command line set apart."""
    return Markup(_OPTION.sub(r"<code>\g<0></code>", str(escape(advice))))  # noqa: S704  # escaped


def _language(language: str) -> str | None:
    """A language tag fit for an attribute; ``None`` where the language is not known."""
    known = language != "und" and _LANGUAGE.fullmatch(language)
    return language if known else None


def _narrow(markup: Markup) -> Markup:
    """``markup`` with what is beyond Latin-1 as references, where that takes a browser less room.

    A browser keeps a text in one byte a character, or all of it in two; a reference has eight.
    """
    wide = _WIDE.findall(markup)
    if 8 * len(wide) > len(markup):
        return markup
    return Markup(_WIDE.sub(lambda match: f"&#{ord(match.group())};", markup))  # noqa: S704  # escaped


def _ours(name: str) -> Markup:
    """A file of this package, to stand on the page as it is."""
    return Markup(resources.files(__package__).joinpath(name).read_text("utf-8"))  # noqa: S704  # our own


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
