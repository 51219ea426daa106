"""Which language a claim is taken for, beside its source."""

from provenance.verification.languages import languages_of


def test_names_alone_make_no_other_language() -> None:
    claim = "Umoja Stores is buying 51 shops in Nigeria and Ghana from Palmwine for $75 million."

    assert ("en", "en") == languages_of("The grocer is selling.", claim, of_source="en")


def test_a_language_with_tables_of_its_own_is_told_apart() -> None:
    claim = "Der Rat hat am Montag beschlossen, dass die Fähre ab Mai zweimal am Tag fährt."

    assert ("en", "de") == languages_of("The council decided.", claim, of_source="en")
