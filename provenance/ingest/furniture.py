"""Is a line furniture of the page: menu, form, appeal, caption, pointer? Words and shape only.

Everything here looks at one line; what its place in the article adds is judged in ``blocks``.
A claim that is swallowed is lost for good, so each test wants a phrase that no reporter writes
about the world, or two weak signs together.
"""

import re
from enum import Enum

from provenance.ingest.lexicon import lexicon, plain

_TERMINAL = re.compile(r"""[.!?…。！？][\s"'”’»“)\]*_]*$""")
_SEPARATED = re.compile(r"\s+[|/›»>·•:]{1,2}\s+")
_WORD = re.compile(r"[^\W_][\w'’.-]*")
_EMAIL_OR_FORM = re.compile(
    r"^\W*[\w.+-]+@[\w-]+\.[\w.]+\W*$|^\W*\[email.protected\]\W*$|%s|^\W*©|\(c\) ?(?:19|20)\d\d"
)
_COUNTER = re.compile(
    r"^\W*\d+\W+(?:comments?|kommentare?|commentaires?|comentarios?|komentarz\w*|коментар\w*"
    r"|комментари\w*|shares?|views?|min read|min)\W*$"
)
_RULE = re.compile(r"^[\W_]+$")
_LOOKED_AT = 1600
"""Characters of a unit in which phrases are sought: the longest appeal of the seeds has 750."""
_LONGEST_OPENING = 30
_LONGEST_APPEAL = 32
_LONGEST_CAPTION = 40
_LONGEST_WALL = 60


class Place(Enum):
    """Where in the article a line stands; furniture gathers at both ends."""

    HEAD = "head"
    BODY = "body"
    FOOT = "foot"


def ends_sentence(text: str) -> bool:
    """Whether ``text`` closes like a sentence."""
    return bool(_TERMINAL.search(text[-12:]))


def count_words(text: str) -> int:
    """How many words ``text`` has, counted to a thousand."""
    return len(text[:8000].split())


def has_more_words(text: str, most: int) -> bool:
    """Whether ``text`` has more than ``most`` words, without a look at the others."""
    return len(text[:8000].split(None, most)) > most


def is_furniture(text: str, place: Place, *, notice: bool = False) -> bool:
    """Whether ``text`` (one line or paragraph) is furniture.

    Args:
        text: the words.
        place: at either end weaker signs suffice.
        notice: the markup calls it a notice.
    """
    line = plain(text[:_LOOKED_AT])
    bare = line.strip(" .:!?|›>»-*_…\"'")
    parts = line.split()
    words = len(parts)
    if not bare or _RULE.match(line):
        return True
    if (
        bare in lexicon().whole
        or _COUNTER.match(line)
        or (words <= 8 and _EMAIL_OR_FORM.search(line))
    ):
        return True
    if _opens_like_furniture(line, place, words) or lexicon().inside.stand_in(line, parts):
        return True
    if _is_appeal(line, place, words):
        return True
    return (notice and (words <= _LONGEST_APPEAL or place is not Place.BODY)) or is_menu(text)


def is_menu(text: str) -> bool:
    """Whether ``text`` is a row of sections, a breadcrumb or a share bar."""
    if ends_sentence(text) or len(text) > 300:
        return False
    line = plain(text)
    parts = [p.strip() for p in _SEPARATED.split(line) if p.strip()]
    menu = lexicon().mark_sets["menu"]
    if len(parts) >= 3 and all(len(p.split()) <= 4 for p in parts):
        return any(p in menu or p in lexicon().whole for p in parts)
    words = _WORD.findall(line)
    known = sum(w in menu for w in words)
    return known >= 2 and known * 2 > len(words)


def _opens_like_furniture(line: str, place: Place, words: int) -> bool:
    opened = line.lstrip(" -*•>»›|\"'[_")
    if not opened.startswith(lexicon().opening.get(opened[:2], ())):
        return False
    # In the middle of a story a long sentence is more likely the reporter's.
    return words <= (16 if place is Place.BODY else _LONGEST_OPENING) or opened.startswith(_STRONG)


_STRONG = ("copyright", "©", "(reporting by", "an earlier version of this", "this article was")


def _is_appeal(line: str, place: Place, words: int) -> bool:
    """An imperative and a thing of the newspaper's own, in one short line at either end."""
    if words > _LONGEST_APPEAL or (place is Place.BODY and words > 20) or '"' in line:
        return False
    marks = lexicon().mark_sets
    tokens = [t.strip(".,!?:;()*_") for t in line.split()]
    first = next((t for t in tokens if t), "")
    things = sum(t in marks["appeal_things"] for t in tokens)
    owned = any(t in marks["ours"] for t in tokens)
    if first in marks["appeal_verbs"]:
        return things >= 2 or (things >= 1 and (owned or place is not Place.BODY))
    return False


def is_caption(text: str) -> bool:
    """Whether ``text`` carries the words of a caption or of a picture credit."""
    if has_more_words(text[:400], _LONGEST_CAPTION):
        return False
    line = plain(text[:400])
    words = line.split()
    opened = line.lstrip(" (*_[")
    captions = lexicon().marks["captions"]
    if opened.startswith(captions):
        return not ends_sentence(text) or len(words) <= 25
    if len(words) > 25:
        return False
    ends = line.rstrip(" .)*_]").endswith(lexicon().captions_last)
    return ends or lexicon().captions_inside.stand_in(line, words)


def is_stub(text: str) -> bool:
    """Whether ``text`` only points elsewhere: "Read the transcript here."."""
    if "," in text[:200]:
        return False
    line = plain(text[:200]).strip(" -*•>»›[]().:!")
    if not 1 < count_words(line) <= 9:
        return False
    marks = lexicon().marks
    opened = next((v for v in marks["stub_verbs"] if line.startswith(v + " ")), None)
    if opened is None:
        return False
    # "Read said he had seen the transcript." is about a Mr Read.
    following = line[len(opened) :].split()[0]
    padded = f" {line} "
    return following in lexicon().mark_sets["stub_seconds"] and any(
        f" {o} " in padded for o in marks["stub_objects"]
    )


def is_wall(text: str) -> bool:
    """Whether ``text`` says that the rest is for subscribers, or was cut."""
    shown = text[:600]
    if has_more_words(shown, _LONGEST_WALL) and "[" not in shown:
        return False
    line = plain(shown)
    parts = line.split()
    if len(parts) > 5 and line.endswith(("[...]", "[…]")):
        return True
    return len(parts) <= _LONGEST_WALL and lexicon().walls.stand_in(line, parts)


def opens_comment_form(text: str) -> bool:
    """Whether reader comments begin here."""
    line = plain(text[:120]).strip(" .:!*_#")
    return count_words(line) <= 8 and line.startswith(lexicon().marks["comment_forms"])


def heads_related(text: str) -> bool:
    """Whether ``text`` alone is the heading of a list of other stories."""
    return plain(text[:80]).strip(" .:!*_#") in lexicon().mark_sets["related"]


def without_title_prefix(text: str) -> int:
    """How many characters of ``text`` are a reading bar's words before the headline; 0 for none."""
    head = text[:60]
    line = plain(head)
    for prefix in lexicon().marks["title_prefixes"]:
        if line.startswith(prefix) and ":" in head:
            return (
                head.index(":")
                + 1
                + (len(head[head.index(":") + 1 :]) - len(head[head.index(":") + 1 :].lstrip()))
            )
    return 0
