"""Credit lines glued behind a quotation by an extraction that lost the line break."""

import re

from provenance.ingest.furniture import count_words, ends_sentence
from provenance.ingest.lexicon import lexicon

_UPPER = "A-ZÀ-ÖØ-ÞĄĆĘŁŃŚŹŻА-ЯЁІЇЄҐ"
_NAME_RUN = re.compile(
    rf"(?<=[\w”\"»])[ \u00a0]((?:[{_UPPER}][\w'’-]*[ \u00a0]){{2,5}})([^\W\d_]+)"
)
_AFTER_QUOTE = re.compile(rf"[”»\"“][ \u00a0]+(?:[–—-][ \u00a0]*)?(?=[{_UPPER}])")
_LONGEST_CREDIT = 16
_SHORTEST_QUOTE = 8
_VERBISH = re.compile(
    r"(?<!\w)(?:said|says|told|added|wrote|is|was|are|were|has|had|sagte|erklärte|a déclaré|dijo"
    r"|powiedział\w*|сказа\w*|заяви\w*)(?!\w)",
    re.I,
)


def credit_start(words: str) -> int | None:
    """Where in an unclosed paragraph the credit begins: "… measures | NATO Council statement on …".

    Only a paragraph that no full stop closes can have one, and only at its very end.
    """
    tail_at = max(0, len(words) - 240)
    if ends_sentence(words) or words.rstrip().endswith((":", ",")):
        return None
    return _after_quotation(words, tail_at) or _after_bare_words(words, tail_at)


def _after_quotation(words: str, tail_at: int) -> int | None:
    for found in _AFTER_QUOTE.finditer(words, tail_at):
        credit = words[found.end() :]
        if found.start() > 20 and count_words(credit) <= 12 and not _VERBISH.search(credit):
            return (
                found.end()
                if "–" not in found[0] and "—" not in found[0]
                else found.start() + 1 + _blank(found[0])
            )
    return None


def _blank(separator: str) -> int:
    return len(separator[1:]) - len(separator[1:].lstrip())


def _after_bare_words(words: str, tail_at: int) -> int | None:
    for found in _NAME_RUN.finditer(words, tail_at):
        noun = found[2].lower()
        before = words[: found.start()].rsplit(None, 1)
        last = before[-1].lower() if before else ""
        credit = words[found.start(1) :]
        if (
            noun not in lexicon().mark_sets["credit_nouns"]
            or last in lexicon().mark_sets["credit_joins"]
        ):
            continue
        if not last[:1].isalpha() or count_words(words[: found.start()]) < _SHORTEST_QUOTE:
            continue
        if count_words(credit) <= _LONGEST_CREDIT and not re.search(r"[.!?,;:”]", credit):
            return found.start(1)
    return None
