"""Whatever is thrown at it, a run ends with a code that tells, and with words that help.

Every message names the thing and the way out; a crash (code 4) is never an answer.
"""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import provenance
from provenance import cli
from provenance.ingest.encoding import MAX_BYTES
from provenance.report import render
from provenance.terms import InputStatus, Reason

STORY = (
    "The council met on Monday, 2 March 2026. It voted for the plan, the mayor said.\n\n"
    "“We will build the quay,” she said in a statement.\n"
)
RUSSIAN = (
    "Совет города Гаврилово в понедельник одобрил план строительства порта. "
    "«Мы построим причал», — заявила мэр Анна Петрова.\n"
)
BINARY = bytes(range(256)) * 8
WEIGH = """
import resource, sys
from provenance import cli
code = cli.main(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_SELF)
# ``ru_maxrss`` would count what the process that started this one held; ``VmHWM`` is our own.
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(code, used.ru_utime + used.ru_stime, int(status["VmHWM"].split()[0]) / 1024)
"""

SURROGATE = os.fsdecode(b"lone\xff\xfe.txt")
ODD_NAMES = [
    "two words.txt",
    "新聞 – été.txt",
    'quote\'d "twice".txt',
    "new\nline.txt",
    "tab\there.txt",
    "-dash.txt",
    "hash#query?100%20.txt",
    "[x].txt",
    "*.txt",
    "<b>&amp;.txt",
    "back\\slash.txt",
    SURROGATE,
]

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Run the command line; code, standard output, standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = cli.main(list(arguments))
        out, err = capsys.readouterr()
        return code, out, err

    return run


def put(name: str, content: str | bytes = STORY) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return name


def names_here() -> list[str]:
    return sorted(path.name for path in Path.cwd().iterdir())


def give(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


# One file, named on the command line


@pytest.mark.parametrize(
    ("name", "content", "trouble", "way_out", "reason"),
    [
        ("empty.txt", b"", "empty", "save the article's text", Reason.EMPTY),
        ("blank.md", b" \n\r\n\t \n", "empty", "save the article's text", Reason.EMPTY),
        ("mark.txt", b"\xef\xbb\xbf", "empty", "save the article's text", Reason.EMPTY),
        ("nul.txt", b"\x00" * 500, "empty", "save the article's text", Reason.EMPTY),
        ("noise.txt", BINARY, "binary", "give a .txt, .md or .html file", Reason.BINARY),
        ("paper.pdf", b"%PDF-1.7\n1 0 obj", "binary", "give a .txt", Reason.BINARY),
        ("picture.html", b"\x89PNG\r\n\x1a\n", "binary", "give a .txt", Reason.BINARY),
        ("squeezed.txt", b"\x1f\x8b\x08\x00", "binary", "give a .txt", Reason.BINARY),
        (
            "deep.html",
            "<p>It met.</p>" + "<div>" * 100_000 + "<p>It voted.</p>",
            "deep",
            "save the page from a browser",
            Reason.TOO_DEEP,
        ),
        (
            "bold.html",
            "<p>It met." + "<b>" * 100_000 + "It voted.</p>",
            "deep",
            "save the page from a browser",
            Reason.TOO_DEEP,
        ),
    ],
)
@pytest.mark.parametrize("verb", [("report", "--offline"), ("extract",)])
def test_a_named_file_that_cannot_be_read_is_exit_2(
    verb: tuple[str, ...],
    name: str,
    content: str | bytes,
    trouble: str,
    way_out: str,
    reason: Reason,
    say: Say,
) -> None:
    code, out, err = say(*verb, put(name, content))

    assert (cli.EXIT_USAGE, "") == (code, out)
    assert name in err
    assert trouble in err
    assert way_out in err
    assert [name] == names_here(), "nothing is written"
    with pytest.raises(provenance.InputError, match=name) as error:
        provenance.read(name)
    assert reason is error.value.reason


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("missing.txt", "there is no such file or folder; check the path"),
        ("story.txt/inside.txt", "check the path"),
        ("", "the path is empty; name a file or a folder"),  # an empty variable of a script
        ("x" * 5000, "check the path"),  # the article itself given for its path
        ("a\x00b.txt", "check the path"),
        ("round.txt", "check the path"),  # a link to itself
        ("dangling.txt", "check the path"),
        ("https://example.org/story", "save the page and give the file"),
        ("no-article.json", "give .txt, .md, .html, or .json with an articleBody"),
        ("broken.json", "give .txt, .md, .html, or .json with an articleBody"),
        ("deep.json", "give .txt, .md, .html, or .json with an articleBody"),
        ("old.warc", "give .txt, .md, .html, or .json with an articleBody"),
    ],
)
def test_a_path_that_leads_to_no_article_stops_the_run(path: str, said: str, say: Say) -> None:
    put("story.txt")
    put("no-article.json", '{"name": "x"}')
    put("broken.json", "{")
    put("deep.json", '{"articleBody": "It met.", "x": ' + "[" * 100_000)
    put("old.warc", b"WARC/1.0\r\n")
    Path("round.txt").symlink_to("round.txt")
    Path("dangling.txt").symlink_to("nowhere.txt")

    code, out, err = say("check", "story.txt", path)

    assert (cli.EXIT_USAGE, "") == (code, out)
    assert said in err
    assert path[:100] in err or "\x00" in path


def test_our_own_report_among_the_named_files_is_passed_over(say: Say) -> None:
    """A shell's ``*.md`` names the report of the last run too."""
    put("story.md", "The council met on Monday and voted for the plan.")
    say("report", "story.md", "--offline", "-f", "markdown", "-o", "report.md")

    code, out, _ = say("check", "story.md", "report.md")

    assert cli.EXIT_CLEAN == code
    assert "report.md" not in out


def test_our_own_report_alone_is_no_article(say: Say) -> None:
    put("story.txt")
    say("report", "story.txt", "--offline", "-f", "markdown", "-o", "report.md")

    code, _, err = say("check", "report.md")

    assert cli.EXIT_USAGE == code
    assert "report.md (own-output)" in err


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_exit_2(say: Say) -> None:
    Path(put("secret.txt")).chmod(0)

    code, _, err = say("check", "secret.txt")

    assert cli.EXIT_USAGE == code
    assert "cannot read 'secret.txt'" in err
    assert "check its permissions" in err


# Encodings and line ends


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("windows-1251.txt", RUSSIAN.encode("windows-1251")),
        (
            "koi8.txt",
            RUSSIAN.replace("«", '"').replace("»", '"').replace("—", "-").encode("koi8-r"),
        ),
        ("utf-16-le.txt", b"\xff\xfe" + RUSSIAN.encode("utf-16-le")),
        ("utf-16-be.txt", b"\xfe\xff" + RUSSIAN.encode("utf-16-be")),
        ("utf-16-bare.txt", RUSSIAN.encode("utf-16-le")),
        ("utf-32.txt", RUSSIAN.encode("utf-32")),
        ("utf-8-mark.txt", b"\xef\xbb\xbf" + RUSSIAN.encode()),
        ("undeclared.html", f"<h1>Порт</h1><p>{RUSSIAN}</p>".encode("windows-1251")),
        (
            "declared.html",
            f'<meta charset="windows-1251"><p>{RUSSIAN}</p>'.encode("windows-1251"),
        ),
        ("unknown.html", f'<meta charset="x-none"><p>{RUSSIAN}</p>'.encode("windows-1251")),
    ],
)
def test_russian_is_read_in_every_encoding(name: str, data: bytes) -> None:
    article = provenance.read(put(name, data))

    assert "Совет города Гаврилово" in article.text
    assert "заявила мэр Анна Петрова" in article.text
    assert not article.text.startswith("\ufeff")
    assert "ru" == article.metadata.language


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("windows-1252", "Le maire a déclaré : « L’école près de la forêt sera rebâtie à l’été »."),
        ("windows-1250", "„Zaczynamy w środę”, dodała burmistrz, mówiąc o źródłach pieniędzy."),
        ("windows-1251", "Міська рада ухвалила план. «Ми збудуємо причал», — сказала її голова."),
    ],
)
def test_undeclared_code_pages_of_our_languages_are_read_right(encoding: str, text: str) -> None:
    assert text == provenance.read(put("page.txt", text.encode(encoding))).text


def test_a_few_broken_bytes_do_not_change_the_alphabet() -> None:
    data = "The mayor said: “The quay is ours.”\n".encode() * 50 + b"caf\xe9\n"

    text = provenance.read(put("broken.txt", data)).text

    assert text.startswith("The mayor said: “The quay is ours.”")
    assert 1 == text.count("\ufffd")


def test_line_ends_stay_and_move_no_claim_to_another_line(say: Say) -> None:
    for name, end in (("unix.txt", "\n"), ("windows.txt", "\r\n"), ("old.txt", "\r")):
        put(name, STORY.replace("\n", end).encode())

        code, out, _ = say("check", name, "-f", "json")

        report = json.loads(out)
        assert cli.EXIT_CLEAN == code
        assert STORY.replace("\n", end) == report["articles"][0]["text"]
        assert [1, 1, 3] == [claim["location"]["line"] for claim in report["claims"]], name


# Standard input


def test_a_hyphen_reads_standard_input(monkeypatch: pytest.MonkeyPatch, say: Say) -> None:
    give(monkeypatch, STORY.encode())

    code, out, _ = say("check", "-", "-f", "json")

    report = json.loads(out)
    assert cli.EXIT_CLEAN == code
    assert [{"path": "-", "reason": None, "status": "read"}] == [
        {key: one[key] for key in ("path", "reason", "status")} for one in report["inputs"]
    ]
    assert STORY == report["articles"][0]["text"]


def test_a_page_on_standard_input_is_read_as_a_page(
    monkeypatch: pytest.MonkeyPatch, say: Say
) -> None:
    give(monkeypatch, b"<!doctype html><body><p>The council met on Monday.</p><!-- <p>No.</p> -->")

    _, out, _ = say("extract", "-", "-f", "json")

    assert "The council met on Monday." == json.loads(out)["articles"][0]["text"].strip()


@pytest.mark.parametrize(("data", "trouble"), [(b"", "empty"), (BINARY, "binary")])
def test_bad_standard_input_is_exit_2(
    data: bytes, trouble: str, monkeypatch: pytest.MonkeyPatch, say: Say
) -> None:
    give(monkeypatch, data)

    code, _, err = say("check", "-")

    assert cli.EXIT_USAGE == code
    assert "cannot read '-'" in err
    assert trouble in err


# Folders


def test_one_broken_article_in_a_folder_is_a_finding_and_the_others_go_on(say: Say) -> None:
    put("news/good.txt")
    put("news/deeper/noise.txt", BINARY)
    put("news/empty.md", b"")
    Path("news/round.txt").symlink_to("round.txt")
    Path("news/up").symlink_to("..")

    code, out, err = say("check", "news", "-f", "json")

    report = json.loads(out)
    assert cli.EXIT_CLEAN == code
    assert ["news/good.txt"] == [article["path"] for article in report["articles"]]
    assert {
        "news/deeper/noise.txt": "binary",
        "news/empty.md": "empty",
        "news/round.txt": "unreadable",
    } == {failure["input"]: failure["reason"] for failure in report["failures"]}
    assert {"news/deeper/noise.txt", "news/empty.md", "news/round.txt"} == {
        one["location"]["path"] for one in report["findings"] if one["rule"] == "PRV601"
    }
    assert "failed news/empty.md" in err
    assert str(Path.cwd()) not in out, "a report names no place of this machine"


def test_a_broken_article_fails_the_build_where_that_is_asked(say: Say) -> None:
    put("news/good.txt")
    put("news/empty.md", b"")

    code, _, _ = say("check", "news", "--fail-on", "warning")

    assert cli.EXIT_FINDINGS == code


@pytest.mark.parametrize("verb", [("check",), ("report", "--offline"), ("extract",), ("compare",)])
def test_a_folder_with_only_broken_articles_is_exit_2(verb: tuple[str, ...], say: Say) -> None:
    put("news/noise.txt", BINARY)
    put("news/empty.md", b"")

    code, out, err = say(*verb, "news")

    assert (cli.EXIT_USAGE, "") == (code, out)
    assert "'news'" in err
    assert "news/noise.txt (binary)" in err
    assert "news/empty.md (empty)" in err
    assert ["news"] == names_here()


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_folder_that_may_not_be_entered_is_reported(say: Say) -> None:
    put("news/good.txt")
    put("news/secret/story.txt")
    Path("news/secret").chmod(0)
    try:
        code, out, _ = say("check", "news", "-f", "json")
    finally:
        Path("news/secret").chmod(0o700)

    assert cli.EXIT_CLEAN == code
    assert ["news/secret"] == [failure["input"] for failure in json.loads(out)["failures"]]


@pytest.mark.parametrize("format_name", ["html", "json", "markdown", "text"])
def test_odd_names_of_files_go_through_every_format(format_name: str, say: Say) -> None:
    for name in ODD_NAMES:
        put(f"news/{name}", f"{name!a} is a file. The council met on Monday.\n")

    code, _, err = say("report", "news", "--offline", "-f", format_name, "-o", "out")

    text = Path("out").read_bytes().decode()
    assert cli.EXIT_CLEAN == code, err
    assert len(ODD_NAMES) <= text.count("council met")
    assert "<b>&amp;.txt" not in text or format_name != "html"


def test_a_finding_about_an_odd_name_stays_on_its_line(say: Say) -> None:
    for name in ODD_NAMES:
        put(f"news/{name}", "The council met on Monday.\n")

    _, out, _ = say("check", "news")

    assert len(ODD_NAMES) == len([line for line in out.splitlines() if " PRV101 note " in line])


@pytest.mark.parametrize("name", ["-dash.txt", "[x].txt", "*.txt", SURROGATE])
def test_odd_names_may_be_given_on_the_command_line(name: str, say: Say) -> None:
    put(name)
    put("xx.txt", b"")

    code, out, err = say("extract", "--", name)

    assert cli.EXIT_CLEAN == code, err
    assert "The council met" in out


def test_the_same_bytes_twice_are_two_articles_and_no_agreement(say: Say) -> None:
    put("news/a.txt")
    put("news/b.txt")

    _, out, _ = say("check", "news", "-f", "json")

    report = json.loads(out)
    first, second = (article["id"] for article in report["articles"])
    assert f"{first}-2" == second
    assert [] == report["disagreements"]
    assert [] == [claim for claim in report["claims"] if claim["corroborated_by"]]


def test_the_same_file_named_twice_is_read_once(say: Say) -> None:
    put("news/a.txt")

    _, out, _ = say("check", "news/a.txt", "./news/a.txt", "news", "-f", "json")

    assert 1 == len(json.loads(out)["articles"])


# Output


@pytest.mark.parametrize("place", ["missing/report.html", "story.txt/report.html", "/proc/r.html"])
def test_a_place_that_cannot_be_written_is_exit_2_and_leaves_nothing(place: str, say: Say) -> None:
    put("story.txt")

    code, _, err = say("report", "story.txt", "--offline", "-f", "text", "-o", place)

    assert cli.EXIT_USAGE == code
    assert f"cannot write '{place}'" in err
    assert "choose a place" in err
    assert ["story.txt"] == names_here()


def test_a_report_replaces_the_old_one_whole_or_not_at_all(say: Say) -> None:
    put("story.txt")
    put("report.html", "the old report")

    code, _, _ = say("report", "empty.txt", "--offline", "-o", "report.html")
    assert cli.EXIT_USAGE == code
    assert "the old report" == Path("report.html").read_text()

    say("report", "story.txt", "--offline", "-o", "report.html")
    assert Path("report.html").read_text().rstrip().endswith("</html>")
    assert ["report.html", "story.txt"] == names_here()


def test_a_link_to_a_report_stays_a_link(say: Say) -> None:
    put("story.txt")
    Path("latest.html").symlink_to("today.html")

    say("report", "story.txt", "--offline", "-f", "text", "-o", "latest.html")

    assert Path("latest.html").is_symlink()
    assert Path("today.html").is_file()


def test_a_pipe_is_written_to_and_not_replaced(say: Say) -> None:
    put("story.txt")
    os.mkfifo("pipe")
    with subprocess.Popen(["cat", "pipe"], stdout=subprocess.PIPE) as reader:  # noqa: S607 - any cat will do
        code, _, _ = say("check", "story.txt", "-o", "pipe")
        told, _ = reader.communicate(timeout=20)

    assert cli.EXIT_CLEAN == code
    assert b"story.txt:1:1" in told
    assert Path("pipe").is_fifo()


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs /dev/full")
def test_a_full_disk_behind_standard_output_is_no_bug_of_ours() -> None:
    put("story.txt")
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "provenance", "check", "story.txt"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert cli.EXIT_USAGE == ended.returncode
    assert "cannot write '-'" in ended.stderr
    assert "Traceback" not in ended.stderr


# Large and strange


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("sentence.txt", "The mayor said that " + "and the next " * 1666 + "ends it."),
        ("marks.md", ">" * 20_000 + " It met.\n\n" + "[" * 20_000 + "\n\n" + "*" * 20_001 + "\n"),
        ("letters.txt", "x" * 50_000),
        ("unclosed.html", "<p>The council met.<a href='https://example.org/" + "a" * 100_000),
        ("attributes.html", "<p " + "a=1 " * 20_000 + ">The council met on Monday.</p>"),
        ("comment.html", "<p>The council met on Monday.</p><!-- " + "x" * 100_000),
        ("surrogate.txt", b"The mayor said \xed\xa0\x80 so. It is done.\n" * 3),
    ],
)
def test_strange_texts_end_with_a_report(name: str, content: str | bytes, say: Say) -> None:
    code, out, err = say("report", put(name, content), "--offline", "-f", "markdown")

    assert cli.EXIT_CLEAN == code, err
    assert "1 article" in out


def test_a_lone_surrogate_in_a_text_goes_through_every_format() -> None:
    article = provenance.read_text("The mayor \ud800 said so. It is done.", outlet="\udfff News")

    report = provenance.check([article], offline=True)

    for format_name in ("html", "json", "markdown", "text"):
        assert render(report, format_name).encode()


def test_a_lone_path_needs_no_list() -> None:
    put("story.txt")

    report = provenance.check("story.txt", offline=True)

    assert [InputStatus.READ] == [one.status for one in report.inputs]
    assert report == provenance.check(Path("story.txt"), offline=True)


def weigh(*arguments: str) -> tuple[int, float, float, str]:
    """Exit code, CPU seconds, MB and words of a run in a process of its own."""
    ended = subprocess.run(  # noqa: S603 - our own program with our own words
        [sys.executable, "-c", WEIGH, *arguments], capture_output=True, text=True, check=True
    )
    code, seconds, megabytes = ended.stdout.split()[-3:]
    return int(code), float(seconds), float(megabytes), ended.stderr


def test_a_page_of_50_megabytes_is_refused_by_name(say: Say) -> None:
    with Path("page.html").open("wb") as stream:
        stream.truncate(50_000_000)

    code, _, err = say("check", "page.html")

    assert cli.EXIT_USAGE == code
    assert "cannot read 'page.html': it has 48 MB" in err
    assert "save the article alone" in err


@pytest.mark.slow
def test_a_page_of_50_megabytes_costs_nothing() -> None:
    with Path("page.html").open("wb") as stream:
        stream.truncate(50_000_000)

    code, seconds, megabytes, _ = weigh("check", "page.html")

    assert cli.EXIT_USAGE == code
    assert seconds < 10
    assert megabytes < 300


@pytest.mark.slow
def test_a_page_just_under_the_limit_is_read_in_bounded_time_and_memory() -> None:
    words = "x" * (MAX_BYTES - 1000)
    put("page.html", f"<h1>Quay</h1><p>The council met on Monday.</p><script>{words}</script>")

    code, seconds, megabytes, err = weigh("report", "page.html", "--offline", "-o", "out.html")

    assert cli.EXIT_CLEAN == code, err
    assert seconds < 30
    assert megabytes < 1000


LINK = {
    "links.html": "<a href='https://example.org/{0}'>link {0}</a> ",
    "links.txt": "https://example.org/{0}\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", LINK)
def test_20_000_links_are_read_in_bounded_time_and_memory(name: str) -> None:
    links = "".join(LINK[name].format(number) for number in range(20_000))
    start, end = ("<h1>Quay</h1><p>", "</p>") if name.endswith("html") else ("", "\n")
    put(name, f"{start}The council met on Monday, the mayor said.{end}\n{start}{links}{end}")

    code, seconds, megabytes, err = weigh("report", name, "--offline", "-o", "out.html")

    assert cli.EXIT_CLEAN == code, err
    assert seconds < 60
    assert megabytes < 2000
