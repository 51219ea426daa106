"""Issuers of documents at hand: found by name among many, the very ones that asking each finds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.linking.issuers import Issuer, Issuers
from provenance.linking.voices import Voice
from provenance.registry import Publisher, load_registry

WORDS = (
    *("Dolen", "Harrowick", "City", "Council", "Port", "Authority", "of", "the", "Trust", "Bank"),
    *("Inkwell", "Airport", "Company", "Ltd", "Museums", "Walla", "NATO", "U.S.", "for", "and"),
    *("Co-op", "Saint", "de", "Управление", "Северной", "дороги", "Национальный", "День", "Inc"),
)
LABELS = (
    *("dolen", "harrowick", "city", "council", "port", "trust", "bank", "inkwell", "airport"),
    *("hcc", "dpa", "nato", "walla", "museums", "severn", "dorog", "upravl", "nac", "www", "press"),
    *("dolpoaut", "harcico", "dpat", "den", "coop", "co", "saint", "hw", "cityport"),
)
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
PARTS = st.lists(st.sampled_from(LABELS), min_size=1, max_size=3)
HOSTS = st.lists(st.tuples(PARTS, st.sampled_from(("", "-"))), min_size=1, max_size=3).map(
    lambda labels: ".".join([*(joint.join(parts) for parts, joint in labels), "example"])
)
ISSUERS = st.lists(
    st.builds(
        Issuer,
        publisher=st.sampled_from(
            (None, None, *(one.id for one in load_registry().publishers[:2]))
        ),
        name=st.none() | NAMES,
        host=HOSTS,
    ),
    max_size=30,
)
KNOWN = st.sampled_from((None, None, *load_registry().publishers[:2]))


@settings(max_examples=600, deadline=None)
@given(issuers=ISSUERS, names=st.lists(NAMES, min_size=1, max_size=2), publisher=KNOWN)
def test_the_issuers_found_by_name_are_those_that_asking_each_finds(
    issuers: list[Issuer], names: list[str], publisher: Publisher | None
) -> None:
    voice = Voice(key=0, names=tuple(names), publisher=publisher)
    asked = [one for one in dict.fromkeys(issuers) if one.is_meant_by(voice)]
    found = Issuers(issuers).may_be_meant_by(voice)

    assert asked == [one for one in found if one.is_meant_by(voice)]


def test_names_that_meet_a_host_in_one_way_each_are_found() -> None:
    of_host = {
        "Dolen Port Authority": (
            "dolenport.example",
            "dpa.example",
            "dolen-port-authority.example",
        ),
        "Harrowick City Council": ("harrowick.example", "harrowickcity.example", "hcc.example"),
        "Walla Walla Trust": ("walla-walla.example",),
        "Управление Северной дороги": ("uprsever.example",),
    }
    issuers = [Issuer(None, None, host) for hosts in of_host.values() for host in hosts]
    index = Issuers(issuers)
    for name, hosts in of_host.items():
        voice = Voice(key=0, names=(name,))
        found = {one.host for one in index.may_be_meant_by(voice)}
        meant = {one.host for one in issuers if one.is_meant_by(voice)}
        assert meant & set(hosts), name
        assert meant <= found < {one.host for one in issuers}, name
