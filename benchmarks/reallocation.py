"""How long an exact reallocation takes: ``python -m benchmarks.reallocation``.

Budgets of 3 to 200 lines of which one was changed; the others shall hold the total with the fewest
lines changed, then the least money moved.  We and the others answer the same questions in turn,
each in a process of its own, and the answers are compared before the times.
"""

from __future__ import annotations

import argparse
import base64
import json
import pickle
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from statistics import median
from typing import TYPE_CHECKING, Self

import plc_budget
from plc_budget.shipped import data_folder

if TYPE_CHECKING:
    from types import TracebackType

COARSE = (50, 100, 150, 200, 250, 300, 500, 800, 1_000, 1_500, 2_000)
FINEST = 2_000
AMOUNT = 20_000
"""What a line costs on average, so that 200 of them make 4,000,000. [NTD]"""
INSTANCES = {3: 40, 10: 16, 50: 8, 200: 4}
GROWTH = (3, 10, 50, 200, 500, 1_000)
AIMS = {(3, "coarse"): 1.0, (10, "coarse"): 1.0, (50, "coarse"): 1.0, (200, "coarse"): 1.0}
"""How many times our time HiGHS takes at the least: it is never ahead."""
FINE_AIM = 1.0
COUNTY_AIM = 1.0
"""The county's plan, the whole answer. [ms]"""
COUNTY = """
import base64, pickle, sys
from decimal import Decimal
from timeit import repeat
from plc_budget.reallocation import reallocate
plan = pickle.loads(base64.b64decode(sys.stdin.read()))
ask = lambda: reallocate(plan, {"speaker_internal": Decimal(8)})
whole = sorted(repeat(ask, number=10, repeat=300))
assert ask()[0].best.total == 15_000 and "numpy" not in sys.modules
print(whole[len(whole) // 2] / 10 * 1000)
"""


@dataclass(frozen=True, slots=True)
class Question:
    """Price, fewest and most steps of each line, and what they must come to. [NTD]"""

    moves: tuple[tuple[int, int, int], ...]
    wanted: int

    def __str__(self) -> str:
        return json.dumps({"moves": self.moves, "wanted": self.wanted})


def question(lines: int, prices: str, seed: int) -> Question:
    """Make a budget; one line is changed by the planner, one in ten is locked."""
    chance = random.Random(f"{lines} {prices} {seed}")  # noqa: S311 - a case, no secret
    moves, quantities = [], []
    for _ in range(lines):
        price = chance.randint(1, FINEST) if prices == "fine" else chance.choice(COARSE)
        quantity = max(1, int(2 * AMOUNT * chance.random() / price))
        down, up = (int(quantity * chance.choice((0.2, 0.5, 1))) for _ in range(2))
        moves.append((price, 0, 0) if chance.random() < 1 / 10 else (price, -down, up))
        quantities.append(quantity)
    chosen = chance.randrange(lines)
    share = chance.choice((-0.5, -0.25, -0.1, 0.1, 0.25, 0.5))
    steps = int(quantities[chosen] * share) or (1 if share > 0 else -1)
    rest = [move for i, move in enumerate(moves) if i != chosen]
    return Question(tuple(rest), -moves[chosen][0] * steps)


class Side:
    """A solver in a process of its own."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.solvers", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        self.answer(question(3, "coarse", -1))  # what is loaded once is loaded now
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        why: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self._process.communicate()

    def answer(self, asked: Question) -> tuple[object, float]:
        """Return fewest lines and least money, or null, and the time. [s]"""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(asked, file=self._process.stdin, flush=True)
        reply = "noise"
        while not reply.startswith('{"answer"'):  # scipy's HiGHS prints lines of its own
            reply = self._process.stdout.readline()
        found = json.loads(reply)
        return found["answer"], found["seconds"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the answer; a ratio is their time divided by ours."""

    lines: int
    prices: str
    rival: str
    ours: tuple[float, ...]
    theirs: tuple[float, ...]
    undecided: int

    def __str__(self) -> str:
        ratio = median(t / o for o, t in zip(self.ours, self.theirs, strict=True))
        aim = FINE_AIM if self.prices == "fine" else AIMS[self.lines, self.prices]
        verdict = f"(aim at least {aim:.0f}) {'met' if ratio >= aim else 'missed'}"
        note = f"; {self.undecided} undecided in time" if self.undecided else ""
        return (
            f"{self.lines:>4} lines, {self.prices:<6}  ours {median(self.ours) * 1e3:9.3f} ms  "
            f"{self.rival:<8} {median(self.theirs) * 1e3:10.3f} ms  {ratio:9.1f} times "
            f"{verdict if self.rival == 'highspy' else ''}{note}"
        )


def measure(rival: str, lines: int, prices: str, count: int) -> Row:
    """Put the same questions to both, in turn, and compare the answers first."""
    pairs, undecided = [], 0
    with Side("ours") as ours, Side(rival) as theirs:
        for seed in range(count):
            asked = question(lines, prices, seed)
            order = (ours, theirs) if seed % 2 else (theirs, ours)
            found = {side.name: side.answer(asked) for side in order}
            if found[rival][0] == "undecided":
                undecided += 1
            else:
                assert found["ours"][0] == found[rival][0], (asked, found)
            pairs.append((found["ours"][1], found[rival][1]))
    mine, others = zip(*pairs, strict=True)
    return Row(lines, prices, rival, mine, others, undecided)


def county() -> float:
    """Return what the whole answer for the county's plan takes, without numpy. [ms]"""
    plan, _ = plc_budget.load_plan(data_folder() / "plans" / "hualien-113-plc-conveners")
    sent = base64.b64encode(pickle.dumps(plan)).decode()
    done = subprocess.run(
        [sys.executable, "-c", COUNTY], input=sent, capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def growth() -> Iterator[str]:
    """Tell how our time grows with the lines, at 20,000 NTD a line."""
    with Side("ours") as ours:
        for lines in GROWTH:
            times = {
                prices: median(ours.answer(question(lines, prices, seed))[1] for seed in range(9))
                for prices in ("coarse", "fine")
            }
            told = ", ".join(f"{prices} {time * 1e3:.2f} ms" for prices, time in times.items())
            yield f"{lines:>5} lines: {told}"


def main() -> None:
    """Print the ratios beside their aims; what is missed is told, not hidden."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m benchmarks.reallocation")
    parser.add_argument("--quick", action="store_true", help="few questions, up to 10 lines")
    parser.add_argument("--against", default="highspy,scipy,ortools", help="whom to compare with")
    chosen = parser.parse_args()
    took = county()
    verdict = "met" if took <= COUNTY_AIM else "missed"
    print(f"the county's plan, whole answer: {took:.3f} ms (aim at most {COUNTY_AIM} ms) {verdict}")
    for rival in chosen.against.split(","):
        if find_spec(rival) is None:
            print(f"{rival} is not here: pip install -c constraints.txt -e '.[bench]'")
            continue
        for prices in ("coarse", "fine"):
            for lines, count in INSTANCES.items():
                if not chosen.quick or lines <= 10:  # noqa: PLR2004 - as the help says
                    print(measure(rival, lines, prices, 2 if chosen.quick else count), flush=True)
    print("how it grows:", *([] if chosen.quick else growth()), sep="\n")


if __name__ == "__main__":
    main()
