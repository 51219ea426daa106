"""Reading WARC files of anybody: bounded, telling where something is wrong, going on behind it."""

import base64
import functools
import gzip
import hashlib
import io
import tracemalloc
import zlib

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_builders import NOON, PAGE, URL, http, record, response

from provenance.warc import (
    Damage,
    NewRecord,
    Record,
    check_digests,
    pack_record,
    parse_http,
    read_records,
    record_id,
    sha256_of,
)

packed_bytes = functools.partial(gzip.compress, mtime=0)
"""Without a clock in it: workers must see the same cases."""


def read(data: bytes, *, max_block: int = 1 << 20, start: int = 0) -> list[Record | Damage]:
    return list(read_records(io.BytesIO(data), max_block=max_block, start=start))


def only(data: bytes) -> Record:
    (found,) = read(data)
    assert isinstance(found, Record)
    return found


def damages(data: bytes, *, max_block: int = 1 << 20) -> list[Damage]:
    return [one for one in read(data, max_block=max_block) if isinstance(one, Damage)]


FIRST = record("resource", b"one", Content_Type="text/plain")
SECOND = record("resource", b"two", Content_Type="text/plain")


@pytest.mark.parametrize("version", ["0.17", "0.18", "1.0", "1.1"])
def test_every_version_of_the_format_is_read(version: str) -> None:
    found = only(record("resource", b"one", version=version, Content_Type="Text/Plain; x=y"))

    assert ("resource", URL, b"one") == (found.type, found.url, found.block)
    assert ("text/plain", NOON) == (found.media_type, found.header("warc-date"))


@pytest.mark.parametrize(
    ("data", "offsets"),
    [
        (FIRST + SECOND, [0, len(FIRST)]),
        (packed_bytes(FIRST) + packed_bytes(SECOND), [0, len(packed_bytes(FIRST))]),
        (packed_bytes(FIRST + SECOND), [0, 0]),  # one member for all: not ours, but it is met
        (FIRST.replace(b"\r\n", b"\n") + SECOND, [0, len(FIRST.replace(b"\r\n", b"\n"))]),
        (packed_bytes(b"") * 3_000 + packed_bytes(FIRST), [len(packed_bytes(b"")) * 3_000]),
    ],
)
def test_records_come_in_order_with_the_byte_where_they_begin(
    data: bytes, offsets: list[int]
) -> None:
    assert offsets == [one.offset for one in read(data)]
    assert [] == damages(data)


def test_reading_may_begin_at_any_record() -> None:
    packed = packed_bytes(FIRST) + packed_bytes(SECOND)

    (found,) = read(packed, start=len(packed_bytes(FIRST)))

    assert isinstance(found, Record)
    assert b"two" == found.block


def test_brackets_and_spaces_that_tools_write_into_addresses_are_mended() -> None:
    assert (
        "https://a.example/a%20b"
        == only(record("x", b"", WARC_Target_URI="<https://a.example/a b>")).url
    )


def test_a_field_may_go_on_in_the_next_line() -> None:
    data = record("resource", b"one", X_Note="one\r\n two")

    assert "one two" == only(data).header("x-note")


LAST = packed_bytes(SECOND)


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (packed_bytes(b"no record at all"), "no WARC record begins here"),
        (packed_bytes(b"WARC/1.1\r\nWARC-Type: x\r\n\r\n"), "does not say how long"),
        (packed_bytes(FIRST.replace(b"Length: 3", b"Length: -3")), "does not say how long"),
        (packed_bytes(FIRST.replace(b"Length: 3", b"Length: 9")), "ends before its block"),
        (packed_bytes(FIRST[:40]), "ends within its header"),
        (packed_bytes(b"WARC/1.1\r\n" + b"X: y\r\n" * 50_000), "header is longer"),
        (packed_bytes(b"WARC/1.1\r\nX: " + b"y" * 5_000_000), "header is longer"),
        (packed_bytes(FIRST)[:-8] + b"\0" * 8, "gzip member is damaged"),
        (packed_bytes(FIRST)[:-30] + b"\xff" * 30, "gzip member is damaged"),
        (packed_bytes(record("resource", b"x" * 99_999)), "longer than 9999 bytes"),
        (packed_bytes(FIRST.replace(b"Length: 3", b"Length: " + b"9" * 30)), "longer than"),
        (packed_bytes(FIRST + b"\r\n" * 200_000), "endless blank lines"),
        (b"\x1f\x8b\x08 and nothing more of it", "gzip member is damaged"),
    ],
)
def test_behind_damage_the_reading_goes_on(broken: bytes, why: str) -> None:
    first, *rest = read(broken + LAST, max_block=9_999)

    assert isinstance(first, Damage)
    assert (0, True) == (first.offset, why in first.why)
    assert [(len(broken), b"two")] == [(r.offset, r.block) for r in rest if isinstance(r, Record)]


def test_behind_damage_in_a_plain_file_the_reading_goes_on() -> None:
    broken = b"WARC/1.1\r\nWARC-Type: resource\r\nno length\r\n\r\n"

    found = read(FIRST + broken + SECOND)

    assert [0, len(FIRST), len(FIRST) + len(broken)] == [one.offset for one in found]
    assert [False, True, False] == [isinstance(one, Damage) for one in found]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_file_that_ends_within_a_block_gives_what_there_is(pack: type[bytes]) -> None:
    noise = b"".join(hashlib.sha256(bytes([n])).digest() for n in range(200))
    data = pack(record("resource", noise))

    found = only(data[: len(data) // 2])

    assert found.cut
    assert noise.startswith(found.block)
    assert found.block


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.booleans(), st.integers(0, 400))
def test_whatever_stands_in_a_file_reading_ends_without_an_error(
    noise: bytes, packed: bool, at: int
) -> None:
    whole = packed_bytes(FIRST) + LAST if packed else FIRST + SECOND
    data = whole[:at] + noise + whole[at:]

    found = read(data)

    assert all(0 <= one.offset <= len(data) for one in found)


def test_a_file_of_nothing_but_damage_is_given_up() -> None:
    found = read(packed_bytes(b"WARC/x") * 5_000)

    assert "the rest was not read" in found[-1].why  # type: ignore[union-attr]  # all are Damage
    assert len(found) < 1_100


def test_a_bomb_takes_no_more_memory_than_a_block_may_have() -> None:
    """64 MiB of zeros in 65 kB, said to be a block, or a header, or blank lines."""
    packing = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = b"WARC/1.1\r\nWARC-Type: resource\r\nContent-Length: 67108864\r\n\r\n"
    bomb = packing.compress(head)
    bomb += b"".join(packing.compress(bytes(1 << 20)) for _ in range(64)) + packing.flush()
    tracemalloc.start()

    found = read(bomb + LAST, max_block=1 << 20)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert [True, False] == [isinstance(one, Damage) for one in found]
    assert peak < 8 << 20


# HTTP


def gzipped(data: bytes) -> bytes:
    return packed_bytes(data, mtime=0)


def raw_deflated(data: bytes) -> bytes:
    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packing.compress(data) + packing.flush()


CHUNKED = b"1F\r\n" + PAGE[:31] + b"\r\n1f;a=b\r\n" + PAGE[31:62] + b"\r\n0\r\n\r\n"


@pytest.mark.parametrize(
    ("block", "body"),
    [
        (http(PAGE), PAGE),
        (http(b""), b""),
        (http(CHUNKED, "Transfer-Encoding: chunked"), PAGE),
        (http(PAGE, "Transfer-Encoding: chunked"), PAGE),  # undone by the tool, the head kept
        (http(gzipped(PAGE), "Content-Encoding: gzip"), PAGE),
        (http(PAGE, "Content-Encoding: gzip"), PAGE),  # likewise
        (http(zlib.compress(PAGE), "Content-Encoding: deflate"), PAGE),
        (http(raw_deflated(PAGE), "Content-Encoding: deflate"), PAGE),
        (http(PAGE, "Content-Encoding: identity"), PAGE),
        (http(PAGE).replace(b"\r\n", b"\n"), PAGE),
    ],
)
def test_what_packs_a_body_is_undone(block: bytes, body: bytes) -> None:
    message = parse_http(block, max_bytes=10_000)

    assert (200, body, True) == (message.status, message.body, message.whole)


@pytest.mark.parametrize(
    "block",
    [
        http(CHUNKED[:50], "Transfer-Encoding: chunked"),
        http(gzipped(PAGE * 50)[:60], "Content-Encoding: gzip"),
        http(gzipped(PAGE * 50)[:60] + b"\xff" * 20, "Content-Encoding: gzip"),
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html",
    ],
)
def test_a_body_that_ends_early_is_not_whole(block: bytes) -> None:
    assert not parse_http(block, max_bytes=10_000).whole


@pytest.mark.parametrize(
    "block",
    [http(bytes(10_000)), http(gzipped(bytes(5_000_000)), "Content-Encoding: gzip")],
)
def test_a_body_is_cut_one_byte_behind_its_bound(block: bytes) -> None:
    assert 101 == len(parse_http(block, max_bytes=100).body)


def test_a_coding_that_is_not_read_is_told() -> None:
    assert "br" == parse_http(http(b"..", "Content-Encoding: BR"), max_bytes=100).coding


@pytest.mark.parametrize(
    "block", [b"", b"\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"\xff\xfe\x00" * 9]
)
def test_what_is_no_response_has_no_status(block: bytes) -> None:
    assert 0 == parse_http(block, max_bytes=100).status


def test_headers_keep_their_order_and_their_bytes() -> None:
    block = http(PAGE, "B: 1", "A: caf\xe9", "B: 2", " and more")

    headers = parse_http(block, max_bytes=100).headers

    assert (("B", "1"), ("A", "caf\xe9"), ("B", "2 and more")) == headers


# Digests


def base32(algorithm: str, data: bytes) -> str:
    return base64.b32encode(hashlib.new(algorithm, data).digest()).decode()


@pytest.mark.parametrize(
    ("fields", "passed", "failed"),
    [
        ({}, False, ()),
        ({"WARC_Block_Digest": sha256_of(http(PAGE))}, True, ()),
        ({"WARC_Block_Digest": "sha1:" + base32("sha1", http(PAGE))}, True, ()),
        ({"WARC_Block_Digest": "SHA-256:" + base32("sha256", http(PAGE)).rstrip("=")}, True, ()),
        ({"WARC_Block_Digest": "md5:" + base32("md5", http(PAGE))}, True, ()),
        ({"WARC_Block_Digest": sha256_of(PAGE)}, False, ("WARC-Block-Digest",)),
        ({"WARC_Block_Digest": "sha256:of something"}, False, ("WARC-Block-Digest",)),
        ({"WARC_Block_Digest": "crc32:12345678"}, False, ()),  # not known: not checked
        ({"WARC_Payload_Digest": sha256_of(PAGE)}, True, ()),
        ({"WARC_Payload_Digest": sha256_of(b"x")}, False, ("WARC-Payload-Digest",)),
    ],
)
def test_a_digest_passes_fails_or_is_not_checked(
    fields: dict[str, str], passed: bool, failed: tuple[str, ...]
) -> None:
    digests = check_digests(only(response(PAGE, **fields)))

    assert (passed, failed) == (digests.passed, digests.failed)


@pytest.mark.parametrize("digest_of", [gzipped(PAGE), PAGE])
def test_the_payload_may_be_taken_packed_or_not(digest_of: bytes) -> None:
    told = {"WARC_Payload_Digest": sha256_of(digest_of)}

    assert check_digests(only(response(gzipped(PAGE), "Content-Encoding: gzip", **told))).passed


# Writing


def test_the_same_content_gives_the_same_record_without_a_clock() -> None:
    new = NewRecord(type="resource", date=NOON, media_type="text/plain", block=b"one")

    assert pack_record(new) == pack_record(attrs.evolve(new))
    assert record_id(new) != record_id(attrs.evolve(new, block=b"two"))
    assert record_id(new) != record_id(attrs.evolve(new, seed="other"))
