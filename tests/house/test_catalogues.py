"""Every text for people is there in all three languages."""

from tests.house.catalogues import catalogue_gaps


def test_no_message_is_missing_or_fuzzy() -> None:
    assert list(catalogue_gaps()) == []
