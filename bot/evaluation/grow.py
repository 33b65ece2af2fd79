"""A copy of the bot with many times its answers, to see how cost grows."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
from pathlib import Path

import numpy as np
import yaml

from bot.knowledge.models import Answer
from bot.nlu.examples import FAQ, answer_id
from bot.places import ROOT
from bot.training import model_path

COPIED = (
    "actions",
    "bot",
    "data",
    "knowledge",
    "config.yml",
    "domain.yml",
    "credentials.yml",
    "endpoints.yml",
    "requirements.lock",
)
JITTER = 0.03  # how far a copy's phrasings lie from the original's, so that the original still ranks first


def grow(root: Path, model: Path, times: int) -> Path:
    """Copy the bot to `root` with each answer there `times` times, and a model that ranks them all.

    The copies' phrasings are the originals' vectors, moved a little, so nothing is trained anew.
    """
    root.mkdir(parents=True)
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, root / name)
    for path in sorted((root / "knowledge" / "answers").glob("*/*.yml")):
        for n in range(2, times + 1):
            _copy_answer(path, n)
    grown = model_path(root)
    grown.parent.mkdir(exist_ok=True)
    _copy_model(model, grown, times)
    return root


def _copy_answer(path: Path, n: int) -> None:
    row = yaml.safe_load(path.read_text(encoding="utf-8"))
    row["id"] = copy_of(row["id"], n)
    row["title"] = f"{row['title'][: Answer.__fields__['title'].type_.max_length - 5]} ({n})"
    path.with_name(f"{path.stem}-copy-{n}.yml").write_text(yaml.safe_dump(row, allow_unicode=True), encoding="utf-8")


def copy_of(name: str, n: int) -> str:
    """The id of an answer's copy."""
    return f"{name}-copy-{n}"


def _copy_model(source: Path, target: Path, times: int) -> None:
    with tarfile.open(source) as old, tarfile.open(target, "w:gz") as new:
        members = {member.name: member for member in old if member.isfile()}
        content = {name: old.extractfile(member).read() for name, member in members.items()}
        arrays_name = next(name for name in content if name.endswith("vectors.npz"))
        facts_name = next(name for name in content if name.endswith("facts.json"))
        content[arrays_name], content[facts_name] = _grown(content[arrays_name], content[facts_name], times)
        for name, member in members.items():
            member.size = len(content[name])
            new.addfile(member, io.BytesIO(content[name]))


def _grown(arrays: bytes, facts: bytes, times: int) -> tuple[bytes, bytes]:
    random = np.random.default_rng(0)
    with np.load(io.BytesIO(arrays)) as old:
        rest = dict(old)
    vectors, starts = rest.pop("vectors").astype(np.float32), rest.pop("starts")
    row = json.loads(facts)
    ends = [*starts[1:], len(vectors)]
    labels, parts = list(row["labels"]), [vectors]
    new_starts = list(starts)
    total = len(vectors)
    for n in range(2, times + 1):
        for label, start, end in zip(row["labels"], starts, ends):
            name = answer_id(label)
            if not name:
                continue
            copies = vectors[start:end] + random.normal(0, JITTER, (end - start, vectors.shape[1]))
            parts.append((copies / np.linalg.norm(copies, axis=1, keepdims=True)).astype(np.float32))
            intent = f"{FAQ}/{copy_of(name, n)}"
            labels.append(intent)
            new_starts.append(total)
            total += end - start
            if label in row["mentions"]:
                row["mentions"][intent] = row["mentions"][label]
    row["labels"] = labels
    out = io.BytesIO()
    np.savez(out, vectors=np.concatenate(parts).astype(np.float16), starts=np.array(new_starts), **rest)
    return out.getvalue(), json.dumps(row).encode()
