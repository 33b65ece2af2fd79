"""One bot in this process, asked what standard input lists: its turn time and memory, as JSON on the last line."""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from pathlib import Path

from bot.quiet import quiet_warnings
from bot.serving.in_process import load_bot, say


async def main() -> None:
    agent = await load_bot(Path(sys.argv[1]))
    times = []
    for number, text in enumerate(json.load(sys.stdin)):
        started = time.perf_counter()
        await say(agent, text, f"bench-{number}")
        times.append(1000 * (time.perf_counter() - started))
    status = Path("/proc/self/status").read_text().splitlines()
    memory = next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))
    print(json.dumps({"turn p50 ms": statistics.median(times), "memory MiB": memory}))


if __name__ == "__main__":
    quiet_warnings()
    asyncio.run(main())
