"""What the training learns from: labels, a teacher's opinion, drawn articles. (Torch is not needed for these.)"""

from __future__ import annotations

import random
from importlib.resources import files

import numpy as np
import pytest
from tokenizers import Tokenizer
from training.draw import draw
from training.gold import IGNORE, Example, epoch, label, labelled_batch
from training.soft import EMPTY, Soft, read_soft, soften, write_soft

from onrecord.annotate.attribution.model_decode import Pointers, Scores

TEXT = 'Rain fell. "We are safe," the mayor said. "We checked."'
STATEMENT = {"content": [[11, 25], [42, 55]], "cue": [[36, 40]], "source": [[26, 35]]}


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    path = files("onrecord") / "annotate" / "attribution" / "weights" / "tokenizer.json"
    made = Tokenizer.from_str(path.read_text(encoding="utf-8"))
    made.no_padding()
    made.no_truncation()
    return made


@pytest.fixture
def annotated(tokenizer: Tokenizer) -> Example:
    return label({"id": "a", "text": TEXT, "statements": [STATEMENT]}, tokenizer, None)


def surfaces(example: Example, chosen: np.ndarray) -> str:
    pieces = example.pieces
    return " ".join(TEXT[pieces.starts[k] : pieces.ends[k]] for k in np.nonzero(chosen)[0])


def opinion(example: Example, target: int, chance: float) -> Scores:
    """Of a teacher that sees every word point at one word with a chance, else at none."""
    m = len(example.pieces)
    tags = np.log(np.full((m, 7), 1 / 7, np.float32))
    table = np.zeros((2, 1, m + 1), np.float32)
    table[:, 0, target + 1], table[:, 0, 0] = chance, 1 - chance
    return Scores(tags, [Pointers(0, table, 0)] * m)


def test_labels_of_a_statement_in_pieces(annotated: Example) -> None:
    assert surfaces(annotated, annotated.tags == 1) == '" "'
    assert surfaces(annotated, annotated.tags >= 5) == "said"
    cue = annotated.links[annotated.tags == 1]
    assert surfaces(annotated, np.isin(np.arange(len(annotated.pieces)), cue)) == "said"


def test_an_article_without_annotation_has_no_labels(tokenizer: Tokenizer) -> None:
    bare = label({"id": "a", "text": TEXT}, tokenizer, None)
    data = labelled_batch([(bare, 0, len(bare.pieces))], 256)
    assert (data["tags"] == IGNORE).all()
    assert (data["links"] == IGNORE).all()


def test_teachers_are_averaged(annotated: Example) -> None:
    soft = soften([opinion(annotated, 3, 1.0), opinion(annotated, 5, 0.5)])
    told = dict(zip(soft.targets[0, 0].tolist(), soft.chances[0, 0].tolist(), strict=True))
    assert (told[3], told[5], told[-1]) == (0.5, 0.25, 0.25)
    assert np.allclose(soft.tags.sum(1), 1, atol=1e-5)


def test_what_a_window_does_not_show_has_no_chance(annotated: Example) -> None:
    taught = annotated.with_soft(soften([opinion(annotated, 3, 0.75)]))
    data = labelled_batch([(taught, 2, 9), (taught, 4, 9)], 256)
    told = [zip(data["soft_targets"][row, 0, 0], data["soft_chances"][row, 0, 0], strict=True) for row in (0, 1)]
    seen, unseen = ({int(target): float(chance) for target, chance in one if chance} for one in told)
    assert seen == {0: 0.25, 3 - 2 + 1: 0.75}
    assert unseen == {0: 0.25}


def test_soft_labels_of_another_text_are_refused(annotated: Example) -> None:
    soft = soften([opinion(annotated, 3, 1.0)])
    short = Soft(soft.tags[1:], soft.targets[1:], soft.chances[1:])
    with pytest.raises(ValueError, match="label anew"):
        annotated.with_soft(short)


def test_soft_labels_survive_the_file(annotated: Example, tmp_path: object) -> None:
    soft = soften([opinion(annotated, 3, 0.75)])
    path = f"{tmp_path}/soft.npz"
    write_soft(path, [soft])
    (read,) = read_soft(path, 1)
    assert (read.targets == soft.targets).all()
    assert np.allclose(read.chances, soft.chances, atol=1e-3)
    assert (soft.targets[0, 0] == EMPTY).sum() <= 4


def test_every_word_is_in_an_epoch_once_or_in_a_last_window(annotated: Example) -> None:
    (items,) = epoch([annotated], 256, 12, random.Random(1))
    assert [(s, e) for _, s, e in items] == [(0, len(annotated.pieces))]


def test_draw_is_repeatable_and_bounded() -> None:
    files_ = [[{"id": f"{n}-{k}", "text": 'He said "yes". ' * 40, "statements": []} for k in range(20)] for n in (0, 1)]
    files_[1] += [{"id": "unquoted", "text": "word " * 100}] * 20
    chosen = draw(files_, 1000, 1)
    assert chosen == draw(files_, 1000, 1) != draw(files_, 1000, 2)
    assert sum(len(a["text"].split()) for a in chosen) <= 1000
    assert {a["id"][:2] for a in chosen} == {"0-", "1-"}
    assert not any("statements" in a for a in chosen)
