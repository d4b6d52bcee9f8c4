from __future__ import annotations

import re

import pytest

from onrecord import gazetteer
from onrecord.resources import shared


def test_parents_run_from_the_nearest_body_up() -> None:
    assert gazetteer.parents("hsi") == ("ice", "dhs", "us-government")


def test_every_parent_and_acronym_of_the_tables_is_sound() -> None:
    rows = gazetteer.organizations()
    for row in rows.values():
        assert row.parent is None or row.parent in rows, row
        assert row.wikidata is None or row.wikidata.startswith("Q"), row
        assert row.type in ("agency", "organization", "outlet"), row
        assert len(set(row.names)) == len(row.names), row


def test_ice_has_no_wikidata_id_because_no_source_gives_one() -> None:
    ice = gazetteer.known("ice")
    assert ice is not None
    assert ice.wikidata is None
    assert ice.acronyms == ("ICE",)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [("Mike", "Michael", True), ("M.", "Michael", True), ("Bill", "William", True), ("Mike", "Matthew", False)],
)
def test_given_names(left: str, right: str, same: bool) -> None:
    assert gazetteer.same_given_name(left, right) is same
    assert gazetteer.same_given_name(right, left) is same


def test_a_legislator_is_found_by_surname_office_and_day() -> None:
    found = gazetteer.officials_named("Warren", "senator", "2019-08-08")
    assert [o.label for o in found] == ["Elizabeth Warren"]
    assert gazetteer.officials_named("Warren", "senator", "2001-08-08") == ()


@pytest.mark.parametrize(
    ("name", "label"), [("Bernard Sanders", "Bernie Sanders"), ("Jack Reed", "Jack Reed"), ("Q22686", "Donald Trump")]
)
def test_officials_are_labelled_as_newspapers_write_them(name: str, label: str) -> None:
    official = next(o for o in gazetteer.officials() if name in (o.name, o.wikidata))
    assert official.label == label


def test_regions_by_abbreviation_and_people() -> None:
    assert gazetteer.region_named("Miss.").label == "Mississippi"  # type: ignore[union-attr]
    assert gazetteer.region_named("U.S.").code == "US"  # type: ignore[union-attr]
    assert gazetteer.demonym_of("Texans").label == "Texas"  # type: ignore[union-attr]
    assert gazetteer.region_named("Atlantis") is None


def test_every_row_of_the_hierarchy_has_a_source_and_no_body_stands_above_itself() -> None:
    lines = shared("ontology", "gazetteer", "hierarchy.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines[1:]]
    assert len({key for key, _, _ in rows}) == len(rows)
    law = re.compile(r"https?://\S+\.\S+|\d+ (?:U\.S\.C\.|C\.F\.R\.) \d|.* (?:art\.|Order|sec\.) [\dIV]+")
    for key, parent, source in rows:
        assert key in gazetteer.organizations(), key
        assert law.match(source), (key, source)
        assert key not in gazetteer.parents(key), key
        assert gazetteer.parents(key)[0] == parent
