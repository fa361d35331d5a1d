"""How long certificates take, against fpdf2 and typst: python -m tests.bench.papers [COUNT]."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from time import perf_counter, process_time

from nightschool.documents import certificate
from nightschool.domain.certificate import Certificate
from nightschool.domain.certificate_claim import claim_of
from nightschool.domain.certificate_style import Style, Words
from nightschool.keys import certificate_qr, signing
from tests import papers
from tests.bench import paper_rivals

ROUNDS = 3
AGAINST = 100
"""So many in each round against the others, which take turns; the best round of each counts."""
GIVEN = "阿牛阿依拉且木呷尔布依惹曲比铁色"

Way = Callable[[Sequence[Certificate]], bytes]


def main(count: int = 500) -> None:
    """Print seconds, of the clock and of the processor, and bytes of each way."""
    ways: tuple[Way, ...] = (certificate.render, *paper_rivals.RIVALS)
    for way in ways:
        way(_batch(2, ROUNDS))  # fonts are read once a process
    for number in (count, 1):
        batch = _batch(number, ROUNDS)
        show("ours", number, [measure(certificate.render, batch) for _ in range(ROUNDS)])
    batches = [_batch(AGAINST, seed) for seed in range(ROUNDS)]  # typst keeps what it made
    took = [[measure(way, batch) for way in ways] for batch in batches]
    ours, *others = (
        show(_name(way), AGAINST, [round_[at] for round_ in took]) for at, way in enumerate(ways)
    )
    for way, other in zip(paper_rivals.RIVALS, others, strict=True):
        clock, processor, size = (one / our for one, our in zip(other, ours, strict=True))
        print(
            f"{_name(way)}: {clock:.1f} times our time, {processor:.1f} times our processor's,"
            f" {size:.1f} times our bytes"
        )


def _name(way: Way) -> str:
    return "ours" if way is certificate.render else way.__name__.replace("_", " ")


def measure(way: Way, batch: Sequence[Certificate]) -> tuple[float, float, int]:
    clock, processor = perf_counter(), process_time()
    made = way(batch)
    return perf_counter() - clock, process_time() - processor, len(made)


def show(
    name: str, count: int, rounds: Sequence[tuple[float, float, int]]
) -> tuple[float, float, int]:
    clock, processor = min(one[0] for one in rounds), min(one[1] for one in rounds)
    size = rounds[-1][2]
    print(
        f"{count:5} certificates, {name:18} {clock:7.3f} s, {processor:7.3f} s of the processor,"
        f" {size:>11,} bytes"
    )
    return clock, processor, size


def _batch(count: int, seed: int) -> list[Certificate]:
    """Certificates of different people, frozen and signed."""
    chance, key = Random(seed), signing.new_key()
    style, words = Style(english=True), Words(papers.DRAFT.kind, **papers.YI)
    made = []
    for number in range(1, count + 1):
        draft = replace(
            papers.DRAFT,
            name="吉克" + "".join(chance.choices(GIVEN, k=chance.choice((2, 2, 3, 4)))),
            number=f"513432101208-2018-{number:04d}-7K3MZ9QA",
            citizen_tail=f"{number:04d}",
            half_hours=48 + number % 30,
        )
        sealed = certificate.frozen(draft, style, words)
        made.append(replace(sealed, qr=certificate_qr.write(claim_of(sealed), key)))
    return made


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
