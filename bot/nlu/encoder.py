"""The sentence encoder: from texts to unit vectors, offline, on the CPU."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Sequence

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from bot.places import ENCODER

CARD = ENCODER / "card.json"
LONGEST = 96  # word pieces of a text that are read
BATCH = 16
RECENT = 8  # texts of which the vectors are kept


class WrongChecksum(Exception):
    """A file of the encoder is not the one that its card names."""


class Encoder:
    """Texts to vectors of `size` numbers, each of length 1, so that a dot product is a cosine."""

    def __init__(self, card: Path = CARD, *, threads: int = 1, keep: int = RECENT) -> None:
        """
        Args:
            card: names the files of the weights and of the vocabulary, with their checksums.
            threads: batches encoded at once; 1 for single questions.
            keep: the last texts of which the vectors are kept.

        Raises:
            WrongChecksum: where the weights or the vocabulary differ from the card.
        """
        names = json.loads(card.read_text(encoding="utf-8"))
        weights = read_verified(names["weights"], card.parent)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # two batches at once are quicker than one on two threads
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        self._wanted = {value.name for value in self._session.get_inputs()}
        self._tokenizer = tokenizer(card)
        self._threads = threads
        self._keep = keep
        self._recent: dict[str, np.ndarray] = {}

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of the texts, in their order: shape (texts, size), float32.

        What is asked for again, as one turn does, is not worked out anew while it is kept.
        """
        recent = self._recent
        new = [text for text in dict.fromkeys(texts) if text not in recent]
        vectors = {**recent, **dict(zip(new, self._vectors(new) if new else ()))}
        self._recent = {text: vectors[text] for text in list(vectors)[-self._keep :]}
        return np.stack([vectors[text] for text in texts])

    def _vectors(self, texts: Sequence[str]) -> np.ndarray:
        pieces = self._lengths(texts) if len(texts) > BATCH else [0] * len(texts)
        order = sorted(range(len(texts)), key=lambda i: pieces[i])  # like lengths together pad least
        batches = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
        vectors = self._each([[texts[i] for i in batch] for batch in batches])
        return np.concatenate(vectors)[np.argsort(order)]

    def _lengths(self, texts: Sequence[str]) -> list[int]:
        """The number of word pieces of each text."""
        return [sum(encoding.attention_mask) for encoding in self._tokenizer.encode_batch(texts)]

    def _each(self, batches: Sequence[list[str]]) -> list[np.ndarray]:
        if self._threads == 1 or len(batches) == 1:
            return [self._encode_batch(batch) for batch in batches]
        with ThreadPoolExecutor(self._threads) as pool:
            return list(pool.map(self._encode_batch, batches))

    def _encode_batch(self, texts: list[str]) -> np.ndarray:
        encodings = self._tokenizer.encode_batch(texts)
        ids = np.array([encoding.ids for encoding in encodings], dtype=np.int64)
        mask = np.array([encoding.attention_mask for encoding in encodings], dtype=np.int64)
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states = self._session.run(None, {name: inputs[name] for name in self._wanted})[0]
        weights = mask[:, :, None].astype(np.float32)
        pooled = (states * weights).sum(axis=1) / weights.sum(axis=1)
        return pooled / np.linalg.norm(pooled, axis=1, keepdims=True)


@functools.lru_cache(maxsize=1)
def shared_encoder() -> Encoder:
    """The encoder of the repository, loaded at the first call and kept."""
    return Encoder()


@functools.lru_cache(maxsize=2)
def tokenizer(card: Path = CARD) -> Tokenizer:
    """The word pieces of the encoder, shared by all who need them."""
    names = json.loads(card.read_text(encoding="utf-8"))
    pieces = Tokenizer.from_str(read_verified(names["vocabulary"], card.parent).decode("utf-8"))
    pieces.enable_truncation(LONGEST)
    pieces.enable_padding()
    return pieces


def is_common(word: str) -> bool:
    """Whether a word in small letters is one piece of the encoder's vocabulary, and so common English."""
    return tokenizer().token_to_id(word) is not None


def read_verified(entry: dict[str, str], folder: Path) -> bytes:
    """The bytes of a file that a card names, if its checksum is as it should be.

    Args:
        entry: `file` and `sha256`, and `package` where the file lies in an installed package.
        folder: where the file lies otherwise.
    """
    path = (package_folder(entry["package"]) if "package" in entry else folder) / entry["file"]
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != entry["sha256"]:
        raise WrongChecksum(
            f"{path} is not the file its card names. Mend: restore it, or reinstall with: make clean run"
        )
    return content


def package_folder(package: str) -> Path:
    """Where an installed package lies, without importing it."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"The package {package} is not installed. Mend: make clean run")
    return Path(spec.submodule_search_locations[0])
