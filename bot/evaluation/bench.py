"""Measure speed and memory: of the running bot, as the answers grow, and beside the stock pipeline."""

from __future__ import annotations

import concurrent.futures
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator, Sequence

from bot.evaluation.grow import grow
from bot.evaluation.trained import read_model
from bot.knowledge.load import shared_knowledge
from bot.nlu.decide import read_calibration
from bot.nlu.examples import read_questions
from bot.nlu.understand import understand
from bot.places import QUESTIONS, REPORTS, ROOT
from bot.training import model_path, train, train_to
from bot.triage.rules import Rules

TURNS = 300  # of one client
CLIENTS = 8
START_WITHIN = 180  # seconds
GROWTH = (2, 10)

# What must hold on 2 cores: milliseconds, seconds, MiB, ratios.
BARS = {
    "turn p50 ms": 25,
    "turn p95 ms": 60,
    "turn p95 ms, 8 clients": 400,
    "memory MiB": 850,
    "cold start s": 25,
    "training s": 90,
    "turn p50, 10 times the answers, ratio": 1.5,
}


def bench() -> None:
    """Measure, print a table, and write it to `reports/bench.md`."""
    model = train()
    questions = [question.text for question in read_questions(QUESTIONS)]
    asked = questions[:: max(1, len(questions) // TURNS)][:TURNS]
    numbers = serve_and_measure(ROOT, asked)
    numbers.update(_parse_times(model, asked))
    numbers["training s"] = _training_time()
    base = numbers["turn p50 ms"]
    for times in GROWTH:
        with tempfile.TemporaryDirectory() as folder:
            root = grow(Path(folder) / "grown", model, times)
            grown = serve_and_measure(root, asked)
        numbers[f"turn p50, {times} times the answers, ratio"] = grown["turn p50 ms"] / base
        numbers[f"memory MiB, {times} times the answers"] = grown["memory MiB"]
    numbers.update(_beside_stock(asked))
    report = _report(numbers)
    REPORTS.mkdir(exist_ok=True)
    (REPORTS / "bench.md").write_text(report, encoding="utf-8")
    print(report)


def serve_and_measure(root: Path, asked: Sequence[str]) -> dict[str, float]:
    """Start the bot that lies at `root`, and ask it over REST with one client and with eight."""
    with served(root) as (url, process, cold_start):
        for text in asked[:10]:
            _turn(url, text)
        alone = [_turn(url, text) for text in asked]
        started = time.perf_counter()
        with concurrent.futures.ThreadPoolExecutor(CLIENTS) as pool:
            crowd = list(pool.map(lambda text: _turn(url, text), asked))
        together = time.perf_counter() - started
        memory = _memory(process.pid)
    return {
        "cold start s": cold_start,
        "memory MiB": memory,
        "turn p50 ms": _percentile(alone, 50),
        "turn p95 ms": _percentile(alone, 95),
        "turn p99 ms": _percentile(alone, 99),
        "turns per second": 1000 * len(alone) / sum(alone),
        "turn p50 ms, 8 clients": _percentile(crowd, 50),
        "turn p95 ms, 8 clients": _percentile(crowd, 95),
        "turns per second, 8 clients": len(crowd) / together,
    }


@contextmanager
def served(root: Path) -> Iterator[tuple[str, subprocess.Popen, float]]:
    """The bot at `root` on a free port: its address, its process, and the seconds it took to answer."""
    port = _free_port()
    environment = {**os.environ, "PORT": str(port), "HOST": "127.0.0.1"}
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        while "answers at" not in (line := process.stdout.readline()):
            if not line or time.perf_counter() - started > START_WITHIN:
                raise RuntimeError(f"the bot at {root} did not start. Mend: run it there to see why.")
        yield url, process, time.perf_counter() - started
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def _turn(url: str, text: str) -> float:
    """Milliseconds of one turn over REST, each in a conversation of its own.

    Raises:
        RuntimeError: where the bot has no reply, for that would be quick.
    """
    body = json.dumps({"sender": uuid.uuid4().hex, "message": text}).encode()
    request = urllib.request.Request(f"{url}/webhooks/rest/webhook", body, {"Content-Type": "application/json"})
    started = time.perf_counter()
    with urllib.request.urlopen(request, timeout=30) as reply:
        said = reply.read()
    took = 1000 * (time.perf_counter() - started)
    if not any("custom" in entry for entry in json.loads(said)):
        raise RuntimeError(f"the bot at {url} had no reply to '{text}'. Mend: run it to see why.")
    return took


def _parse_times(model: Path, asked: Sequence[str]) -> dict[str, float]:
    trained, calibration, knowledge = read_model(model), read_calibration(), shared_knowledge()
    fixed = {"rules": Rules(knowledge.triage), "languages": knowledge.languages}
    times = []
    for text in asked:
        started = time.perf_counter()
        understand(text, trained.matcher.find(text), trained.learnt, trained.encoder, calibration, **fixed)
        times.append(1000 * (time.perf_counter() - started))
    return {"understanding p50 ms": _percentile(times, 50), "understanding p95 ms": _percentile(times, 95)}


def _training_time() -> float:
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        train_to(Path(folder) / "bench.tar.gz")
        return time.perf_counter() - started


def _beside_stock(asked: Sequence[str]) -> dict[str, float]:
    """Ours and the stock pipeline, each in a process of its own, asked the same."""
    from bot.evaluation.stock import STOCK_MODEL

    if not STOCK_MODEL.exists():
        print("No stock model yet; make it with `python -m bot stock` to have its ratios here.")
        return {}
    measured = {}
    for name, model in (("ours", model_path()), ("stock", STOCK_MODEL)):
        command = [sys.executable, "-m", "bot.evaluation.in_process_bench", str(model)]
        done = subprocess.run(
            command, input=json.dumps(list(asked)), capture_output=True, text=True, check=True, cwd=ROOT
        )
        measured[name] = json.loads(done.stdout.splitlines()[-1])
    return {
        f"{key}, stock over ours, ratio": measured["stock"][key] / measured["ours"][key] for key in measured["ours"]
    }


def _memory(pid: int) -> float:
    """Resident memory of a process and its children in MiB."""
    total = 0.0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except OSError:
            continue  # it ended while we looked
        if pid in (int(fields["Pid"]), int(fields["PPid"])):
            total += int(fields.get("VmRSS", "0 kB").split()[0]) / 1024
    return total


def _percentile(values: Sequence[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _report(numbers: dict[str, float]) -> str:
    lines = ["# Speed and memory", "", f"Made by `make bench` on {os.cpu_count()} cores.", ""]
    lines += ["| measure | value | at most | |", "| --- | --- | --- | --- |"]
    for name, value in numbers.items():
        bar = BARS.get(name)
        verdict = "" if bar is None else "holds" if value <= bar else "MISSED"
        lines.append(f"| {name} | {value:.2f} | {bar or ''} | {verdict} |")
    return "\n".join(lines) + "\n"
