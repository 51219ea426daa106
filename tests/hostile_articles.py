"""Texts that no reporter writes, of any length. All are ours."""

from collections.abc import Callable


def _name(number: int) -> str:
    return "".join(letter.title() for letter in f"{chr(97 + number % 26)}orbe")


ARABIC = "قال رئيس المجلس: «سنبدأ العمل غداً». وأضاف أن الميناء مغلق. "
CHINESE = "港务局长李明说：“我们五月开始疏浚。”他补充说码头关闭。"
HINDI = "महापौर ने कहा, “हम मई में काम शुरू करेंगे।” उन्होंने जोड़ा कि घाट बंद है। "
GREEK = "Η δήμαρχος είπε: «Θα αρχίσουμε τον Μάιο.» Πρόσθεσε ότι το λιμάνι έκλεισε. "
THAI = "นายกเทศมนตรีกล่าวว่า “เราจะเริ่มในเดือนพฤษภาคม” เธอเสริมว่าท่าเรือปิด "
HEBREW = "ראש העיר אמר: ”נתחיל במאי”. היא הוסיפה כי הנמל סגור. "
RUSSIAN = "— Мы начнём в мае, — сказал мэр Олег Вяземцев. — Порт закрыт. "
PARAGRAPH = "\n\n"

TEXTS: dict[str, Callable[[int], str]] = {
    # Quotations
    "quotations in a row": lambda n: " ".join(f"“We dredge pier {i}.”" for i in range(n)),
    "quotations in a row, each with its speaker": lambda n: " ".join(
        f"“We dredge pier {i},” Mara Holt said." for i in range(n)
    ),
    "a paragraph a quotation": lambda n: PARAGRAPH.join(
        f"“We dredge pier {i},” said Mara Holt, the harbour master." for i in range(n)
    ),
    "one long quotation": lambda n: "“" + "we dredge the pier and " * n + "rest,” she said.",
    "one quotation of many sentences": lambda n: (
        "Mara Holt said: “" + "We dredge the pier. " * n + "” That is it."
    ),
    "one quotation of many paragraphs": lambda n: (
        "Mara Holt said:\n\n" + PARAGRAPH.join("“We dredge the pier. It is old." for _ in range(n))
    ),
    "a block quotation": lambda n: (
        "The board said in a statement:\n\n" + PARAGRAPH.join(["> We dredge the pier."] * n)
    ),
    "words in words in words": lambda n: (
        ("“‘" * 25 + "we dredge" + "’”" * 25 + " she said. ") * (n // 10 + 1)
    ),
    # Marks without sense
    "opened, never closed": lambda n: "She said “we dredge the pier. It is late. " * n,
    "closed, never opened": lambda n: "She said we dredge” the pier. It is late. " * n,
    "marks of every kind, unbalanced": lambda n: "“ we » said ' it „ is ’ so « \" ‚ no ‹ " * n,
    "only opening marks": lambda n: "“‘«„\"'" * n,
    "only closing marks": lambda n: "”’»“\"'" * n,
    "only straight marks": lambda n: '" ' * n,
    "only apostrophes": lambda n: "' ’ " * n,
    "a mark a paragraph": lambda n: PARAGRAPH.join("“" for _ in range(n)),
    # Forms
    "a screenplay": lambda n: PARAGRAPH.join(
        f"HARBOUR MASTER\n(leaning in)\nWe dredge pier {i}.\n\nCLERK\nNo." for i in range(n)
    ),
    "a list of posts": lambda n: PARAGRAPH.join(
        f'@mara_{i}: RT @arlo "dredge it" #pier https://t.example/{i}' for i in range(n)
    ),
    "an interview": lambda n: PARAGRAPH.join(
        f"Q: Will you dredge pier {i}?\n\nA: We will, as I said, “soon”." for i in range(n)
    ),
    "a play of dashes": lambda n: "\n".join(RUSSIAN for _ in range(n)),
    "lead-ins only": lambda n: PARAGRAPH.join("The board said:" for _ in range(n)),
    "words that speak of words before": lambda n: PARAGRAPH.join(
        "“We dredge.”\n\nThis was reported by the press service of the board." for _ in range(n)
    ),
    # Sentences
    "no full stop": lambda n: "the board said the pier would be dredged and she said it " * n,
    "no capitals": lambda n: "the board said it would dredge. she said no. " * n,
    "capitals only": lambda n: "THE BOARD SAID MARA HOLT WOULD DREDGE. “NO,” SHE SAID. " * n,
    "one sentence": lambda n: "The board, " + "a body of the port, " * n + "said so.",
    "one sentence of names": lambda n: "The Harbour Board Of Mara Holt And " * n,
    "a word a paragraph": lambda n: PARAGRAPH.join("dredged" for _ in range(n)),
    "a name a paragraph": lambda n: PARAGRAPH.join("Holt" for _ in range(n)),
    "he said he said": lambda n: "he said " * n,
    "he said, a sentence each": lambda n: "He said. She said. " * n,
    "according to according to": lambda n: "according to " * n,
    "a new speaker a sentence": lambda n: " ".join(
        f"{_name(i)} {_name(i // 26 + 7)}, who owns pier {i}, said that it is open."
        for i in range(n)
    ),
    "a new body a sentence": lambda n: " ".join(
        f"The {_name(i)} Port Agency said that pier {i} is open, adding that it will close."
        for i in range(n)
    ),
    "roles without names": lambda n: "The director said no. The minister said yes. " * n,
    "commas": lambda n: "said, " * n,
    "questions": lambda n: "Who said what? " * n,
    "abbreviations": lambda n: "Dr. U.S. J. " * n,
    "a word without end": lambda n: "Said" * n + " he said.",
    "hyphens and apostrophes": lambda n: "a-’s-" * n,
    # Scripts and signs
    "Arabic": lambda n: ARABIC * n,
    "Chinese": lambda n: CHINESE * n,
    "Chinese in English": lambda n: f"The board said: “{CHINESE}” It is late. " * n,
    "Hindi": lambda n: HINDI * n,
    "Greek": lambda n: GREEK * n,
    "Thai": lambda n: THAI * n,
    "Hebrew": lambda n: HEBREW * n,
    "Russian": lambda n: RUSSIAN * n,
    "emoji": lambda n: "🚢 “We dredge 🔥🔥,” she said 👩‍🚀. " * n,
    "combining characters": lambda n: "“We\u0301\u0302\u0303 dredge,” she\u0336 said\u0336. " * n,
    "one letter with many accents": lambda n: f"“We e{chr(0x301) * n} dredge,” she said.",
    "right-to-left marks": lambda n: "\u202e“We dredge,”\u202c she\u200f said\u200e. " * n,
    "zero-width characters": lambda n: "“We\u200b dre\u200ddge,”\u2060 she\ufeff said. " * n,
    "NUL in the text": lambda n: "The board\x00 said “we \x00dredge”. " * n,
    "half characters": lambda n: "The board \ud800 said “we \udfff dredge”. " * n,
    "odd line ends": lambda n: "“We dredge,”\u2028she said.\r\u0085\x0b\x0cHe said no. " * n,
}
