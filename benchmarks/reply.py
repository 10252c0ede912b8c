"""How long the customer takes to answer with the built-in voice, journal and all.

    python benchmarks/reply.py [--calls 30]

For every rep line of the corpus's transcripts: live coding, the director, the voice, the guard and two commits, from
the line handed in to the answer shown. The floor is what cannot be saved: the same number of commits to the
same kind of database, nothing else. Prints milliseconds and the ratio.
"""

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path

from trainer.call.events import CustomerSpoke, RepAction, Say
from trainer.call.play import play
from trainer.wiring import Program

CORPUS = Path(__file__).parent.parent / "corpus" / "transcripts.jsonl"


def p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


async def replies(program: Program, lines: list[str], seed: int) -> list[float]:
    """Milliseconds from each rep line to the customer's answer."""
    setup = program.begin("roof-from-1740", seed=seed)
    took: list[float] = []
    started = 0.0

    async def said() -> AsyncIterator[RepAction]:
        nonlocal started
        for line in lines:
            started = time.perf_counter()
            yield Say(line)

    async for event in play(setup, said()):
        if isinstance(event, CustomerSpoke) and event.turn:
            took.append((time.perf_counter() - started) * 1000)
    return took


def coding(program: Program, lines: list[str]) -> list[float]:
    coder = program.coder()
    took = []
    for line in lines:
        started = time.perf_counter()
        coder.code((), line)
        took.append((time.perf_counter() - started) * 1000)
    return took


def floor(program: Program, rounds: int) -> list[float]:
    """Milliseconds for three bare commits of an event each, as a reply needs."""
    import secrets

    from trainer.call.events import BehavioursCoded, CallStarted, RepSpoke

    store = program.store()
    took = []
    for _ in range(rounds):
        call = secrets.token_hex(5)
        store.append(call, CallStarted(call, "x", "f", "offline", 1, 0.0), number=0)
        started = time.perf_counter()
        store.append(call, RepSpoke(1, "x" * 120, 0.0), number=1)
        store.append(call, BehavioursCoded(1, (), ()), number=2)
        store.append(call, RepSpoke(2, "x" * 120, 0.0), number=3)
        took.append((time.perf_counter() - started) * 1000)
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=30)
    args = parser.parse_args()
    talks = [
        [t["text"] for t in json.loads(row)["turns"] if t["speaker"] == "rep"]
        for row in CORPUS.read_text("utf-8").splitlines()
    ][: args.calls]
    with tempfile.TemporaryDirectory() as home:
        import os

        os.environ["TRAINER_HOME"] = home
        program = Program()
        program.warm_up()
        least = floor(program, 60)
        took = [ms for seed, lines in enumerate(talks) for ms in asyncio.run(replies(program, lines, seed))]
        coded = coding(program, [line for lines in talks for line in lines])
        program.close()
    print(f"{'':<28}{'median ms':>10}{'p95 ms':>10}")
    print(f"{'three bare commits (floor)':<28}{statistics.median(least):>10.2f}{p95(least):>10.2f}")
    print(f"{'live coding of a line':<28}{statistics.median(coded):>10.2f}{p95(coded):>10.2f}")
    print(f"{'whole reply':<28}{statistics.median(took):>10.2f}{p95(took):>10.2f}")
    ratio = statistics.median(took) / statistics.median(least)
    print(f"whole reply / floor, medians: {ratio:.2f}   ({len(took)} replies)")


if __name__ == "__main__":
    main()
