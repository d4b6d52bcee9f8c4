"""A reviewer's verdicts: ``resolutions.tsv``.

Three columns, separated by tabs: ``same`` or ``different``, and two IRIs, keys ("person/john-smith")
or names; a fourth is for notes. Lines that start with # are comments. "different" splits an entity
that bears both names, "same" joins, under the first. An unnamed source is never merged: "same" links it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from onrecord.errors import InputError
from onrecord.resolve.keys import slug
from onrecord.resolve.names import fold
from onrecord.resolve.parts import Ref

_KINDS = ("person/", "org/", "place/", "unnamed/", "group/", "thing/", "operation/", "event/")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One line: whether ``left`` and ``right`` (IRIs, keys or names) are the same."""

    same: bool
    left: str
    right: str
    note: str = ""


def read_verdicts(path: Path) -> tuple[Verdict, ...]:
    """The verdicts of the file; raises :class:`InputError` for a line that is not one."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: the verdicts cannot be read ({error}); give a UTF-8 file") from error
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) < 3 or cells[0] not in ("same", "different") or not cells[1] or not cells[2]:
            raise InputError(
                f"{path}, line {number}: {line!r} is no verdict; write same or different, a tab, an IRI or name, "
                "a tab, an IRI or name"
            )
        found.append(Verdict(cells[0] == "same", cells[1], cells[2], "\t".join(cells[3:])))
    return tuple(found)


def key_in(text: str) -> str | None:
    """The key that an IRI or key ends in, None for a name."""
    for kind in _KINDS:
        at = text.rfind("/" + kind)
        if at >= 0 or text.startswith(kind):
            return text[at + 1 :]
    return None


class Member(Protocol):
    """A chain or an event of one article."""

    @property
    def ref(self) -> Ref:
        """Article id and id inside the article."""

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called there."""


M = TypeVar("M", bound=Member)


@dataclass
class Holding(Generic[M]):
    """A thing as verdicts see it; ``origin`` is its number before any verdict, None for a part split off."""

    key: str
    members: list[M]
    origin: int | None = None


def matched(text: str, holdings: Sequence[Holding[M]]) -> dict[int, list[M]]:
    """The members that ``text`` means, by the number of their holding: a key, else a reference, else a name."""
    given = key_in(text)
    if given is not None:
        for at, holding in enumerate(holdings):
            if holding.key == given:
                return {at: list(holding.members)}
        last = given.rpartition("/")[2]
        return _having(holdings, lambda m: last in {slug(name) for name in m.names})
    exact = _having(holdings, lambda m: f"{m.ref[0]}#{m.ref[1]}" == text)
    folded = fold(text)
    return exact or _having(holdings, lambda m: folded in {fold(name) for name in m.names})


def _having(holdings: Sequence[Holding[M]], test: Callable[[M], bool]) -> dict[int, list[M]]:
    found = {at: [member for member in holding.members if test(member)] for at, holding in enumerate(holdings)}
    return {at: members for at, members in found.items() if members}


def apply(holdings: Sequence[Holding[M]], verdicts: Sequence[Verdict]) -> tuple[list[Holding[M]], list[Verdict]]:
    """The holdings after all verdicts, and the verdicts that found nothing; "different" first, then "same"."""
    now = [Holding(holding.key, list(holding.members), at) for at, holding in enumerate(holdings)]
    idle = []
    for verdict in sorted(verdicts, key=lambda verdict: verdict.same):
        left, right = matched(verdict.left, now), matched(verdict.right, now)
        if not left or not right:
            idle.append(verdict)
        elif verdict.same:
            _unite(now, left, right)
        else:
            _split(now, left, right)
    return [holding for holding in now if holding.members], idle


def _unite(now: list[Holding[M]], left: dict[int, list[M]], right: dict[int, list[M]]) -> None:
    first, *others = list(left) + [at for at in right if at not in left]
    for at in others:
        now[first].members.extend(now[at].members)
        now[at].members.clear()


def _split(now: list[Holding[M]], left: dict[int, list[M]], right: dict[int, list[M]]) -> None:
    """Move what the right side alone means out of every holding that both sides mean."""
    for at in sorted(set(left) & set(right)):
        stay = {member.ref for member in left[at]}
        leave = {member.ref for member in right[at]} - stay
        if not leave:
            leave = stay - {member.ref for member in right[at]}
        out = [member for member in now[at].members if member.ref in leave]
        if out and len(out) < len(now[at].members):
            now[at].members = [member for member in now[at].members if member.ref not in leave]
            now.append(Holding(now[at].key, out))
