"""How long the event loop stands still while the model client loads in a thread, next to loading it on the loop.

Each way runs in a fresh process, by turns, and once with nothing to load, as the floor. The client is loaded as a call
does it (ChatClient.load); the comparison imports and builds the same things inline. Medians are printed.

usage: python benchmarks/model_client_load.py [ROUNDS]
"""

import asyncio
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
TICK_S = 0.001
LIMIT_MS = 50.0
"""The issue's limit for the stall."""
WAYS = ("thread", "inline", "nothing")


async def worst_stall(way: str) -> dict[str, float]:
    """The longest gap between two ticks of the loop while the client loads, and how long that took, in ms."""
    from trainer.llm.client import ChatClient

    client = ChatClient("https://models.example/v1", "m", "sk-0123456789abcdef")
    gaps = [0.0]
    going = True

    async def tick() -> None:
        last = time.perf_counter()
        while going:
            await asyncio.sleep(TICK_S)
            now = time.perf_counter()
            gaps.append(now - last - TICK_S)
            last = now

    ticking = asyncio.create_task(tick())
    await asyncio.sleep(0.05)
    gaps.clear()
    started = time.perf_counter()
    if way == "thread":
        await client.load()
    elif way == "inline":
        client._build()
        await asyncio.sleep(0)
    else:
        await asyncio.sleep(1.0)
    took = time.perf_counter() - started
    await asyncio.sleep(0.02)
    going = False
    await ticking
    return {"stall": max(gaps) * 1e3, "took": took * 1e3}


def measured(way: str) -> dict[str, float]:
    """One run in a process of its own."""
    command = [sys.executable, __file__, "--way", way]
    out = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found: dict[str, float] = json.loads(out)
    return found


def main(rounds: int = 5) -> None:
    """Print the medians, the ratio, and whether the stall is under the limit."""
    runs: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
    for _ in range(rounds):
        for way in WAYS:
            runs[way].append(measured(way))
    stall = {way: statistics.median(r["stall"] for r in found) for way, found in runs.items()}
    for way, found in runs.items():
        took = statistics.median(r["took"] for r in found)
        most = max(r["stall"] for r in found)
        print(f"{way:8} stall {stall[way]:6.1f} ms (worst {most:6.1f}), took {took:5.0f} ms")
    print(f"ratio of stalls, thread to inline: {stall['thread'] / stall['inline']:.3f}")
    print(f"median under {LIMIT_MS:.0f} ms: {'yes' if stall['thread'] < LIMIT_MS else 'NO'}")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    if sys.argv[1:2] == ["--way"]:
        print(json.dumps(asyncio.run(worst_stall(sys.argv[2]))))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
