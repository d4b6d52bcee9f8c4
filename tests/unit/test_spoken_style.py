"""Whether sentences read as speech where no mark tells, and how far somebody's words go."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from training.spoken_style import learn, sentences

from onrecord.annotate.attribution.spoken_style import features, log_odds, run_of_speech

SPEECH = "We must do all we can to protect our families, and I am proud to stand with them."
NARRATIVE = "The amendment, which passed by a vote of 230 to 110, would provide $4 million to the Department of Energy."


def test_speech_reads_otherwise_than_narrative() -> None:
    assert log_odds(SPEECH) > 2
    assert log_odds(NARRATIVE) < -2


def test_names_and_numbers_are_no_features_of_their_own() -> None:
    assert set(features("On Monday Ann Lee paid $4,100.")) == set(features("On Friday Bea Roe paid $9."))
    assert "i'm" in set(features("Today I'm here."))


@pytest.mark.parametrize(
    ("rows", "stays", "run"),
    [
        ([SPEECH, SPEECH, NARRATIVE, SPEECH], [0.6] * 4, 2),
        ([NARRATIVE, SPEECH], [0.6] * 2, 0),
        ([SPEECH], [0.8], 1),
        ([], [], 0),
    ],
)
def test_a_run_ends_where_narrative_begins(rows: list[str], stays: list[float], run: int) -> None:
    assert run_of_speech(rows, stays) == run


def test_an_unclear_sentence_goes_with_what_stands_between() -> None:
    unclear = "The road is long."
    assert [run_of_speech([unclear], [stay]) for stay in (0.96, 0.2)] == [1, 0]


@given(st.lists(st.tuples(st.text(max_size=60), st.floats(0.05, 0.95)), max_size=8))
@settings(max_examples=60, deadline=None)
def test_a_run_is_a_beginning_of_any_row(rows: list[tuple[str, float]]) -> None:
    assert 0 <= run_of_speech([s for s, _ in rows], [p for _, p in rows]) <= len(rows)


def test_the_training_tells_quoted_sentences_from_others() -> None:
    text = (
        "The committee met on Monday in the capital of the state to hear three of the witnesses in the case.\n\n"
        "“We cannot let this go on for any longer than it already has, here,” said Lee. “Our families deserve to know "
        "at long last what is in their water.”\n\n“I thank my colleagues, who worked on it,” said Roe, who has "
        "represented the town in the south of the county since 2003, when it had a mayor of its own."
    )
    found = list(sentences(text))
    assert [quoted for _, quoted in found] == [False, True, True]  # half quoted, half told: left out
    assert found[2] == ("Our families deserve to know at long last what is in their water.", True)


def test_the_training_learns_what_is_told_in_the_first_person() -> None:
    rows = [set(features(s)) for s in (SPEECH, NARRATIVE)] * 60
    weights = learn(rows, np.array([1.0, 0.0] * 60))
    assert weights["we must"] > 0 > weights["vote of"]
