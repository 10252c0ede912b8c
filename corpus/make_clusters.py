"""Rebuild trainer/coding/clusters.txt from the weights of all-MiniLM-L6-v2 (Apache License 2.0); build time only.

    pip install torch numpy scikit-learn          # in an environment of its own
    python corpus/make_clusters.py MODEL_FOLDER   # holds model.safetensors and vocab.txt

Other versions of torch or scikit-learn may cut clusters slightly differently; the shipped file is the reference.
"""

import hashlib
import json
import re
import struct
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as fn
from sklearn.cluster import MiniBatchKMeans

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from trainer.coding import dataset  # noqa: E402
from trainer.coding.text import tokens  # noqa: E402

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
KEPT = 150
SIZES = {"k": 400, "j": 1500}
HEADS = 12


def tensors(path: Path) -> dict[str, torch.Tensor]:
    """Read a safetensors file whose hash is the known one."""
    body = path.read_bytes()
    if hashlib.sha256(body).hexdigest() != SHA256:
        raise SystemExit(f"{path} is not the file this script was written for")
    (size,) = struct.unpack("<Q", body[:8])
    found = {}
    for name, info in json.loads(body[8 : 8 + size]).items():
        if name != "__metadata__" and info["dtype"] == "F32":
            start, end = (8 + size + o for o in info["data_offsets"])
            found[name] = torch.frombuffer(bytearray(body[start:end]), dtype=torch.float32).reshape(info["shape"])
    return found


def pieces(word: str, vocabulary: dict[str, int]) -> list[int]:
    """WordPiece ids of a word."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    ids: list[int] = []
    for part in re.findall(r"\w+|[^\w\s]", "5" if plain[0] == "#" else plain):
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = ("##" if start else "") + part[start:end]
                if piece in vocabulary:
                    ids.append(vocabulary[piece])
                    start = end
                    break
            else:
                ids.append(vocabulary["[UNK]"])
                break
    return ids or [vocabulary["[UNK]"]]


def encode(w: dict[str, torch.Tensor], ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Last hidden states of the encoder."""

    def norm(x: torch.Tensor, name: str) -> torch.Tensor:
        return fn.layer_norm(x, (x.shape[-1],), w[f"{name}.weight"], w[f"{name}.bias"], 1e-12)

    def dense(x: torch.Tensor, name: str) -> torch.Tensor:
        return fn.linear(x, w[f"{name}.weight"], w[f"{name}.bias"])

    x = w["embeddings.word_embeddings.weight"][ids] + w["embeddings.position_embeddings.weight"][: ids.shape[1]]
    x = norm(x + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    rows, length, width = x.shape
    for i in range(6):
        p = f"encoder.layer.{i}."
        q, k, v = (
            dense(x, f"{p}attention.self.{n}").view(rows, length, HEADS, -1).transpose(1, 2)
            for n in ("query", "key", "value")
        )
        a = fn.scaled_dot_product_attention(q, k, v, attn_mask=mask[:, None, None, :])
        a = a.transpose(1, 2).reshape(rows, length, width)
        x = norm(x + dense(a, f"{p}attention.output.dense"), f"{p}attention.output.LayerNorm")
        h = dense(fn.gelu(dense(x, f"{p}intermediate.dense")), f"{p}output.dense")
        x = norm(x + h, f"{p}output.LayerNorm")
    return x


def vectors(words: list[str], w: dict[str, torch.Tensor], vocabulary: dict[str, int]) -> np.ndarray:
    """128 numbers a word, of length 1: its mean state alone in the model, joined with its input vector."""
    ids = [[101, *pieces(word, vocabulary), 102] for word in words]
    states, inputs = torch.zeros(len(words), 384), torch.zeros(len(words), 384)
    order = sorted(range(len(words)), key=lambda i: len(ids[i]))
    with torch.no_grad():
        for at in range(0, len(order), 512):
            batch = order[at : at + 512]
            longest = max(len(ids[i]) for i in batch)
            x = torch.zeros(len(batch), longest, dtype=torch.long)
            mask = torch.zeros(len(batch), longest, dtype=torch.bool)
            for row, i in enumerate(batch):
                x[row, : len(ids[i])] = torch.tensor(ids[i])
                mask[row, : len(ids[i])] = True
            out = encode(w, x, mask) * mask[..., None]
            states[batch] = out.sum(1) / mask.sum(1, keepdim=True)
            for i in batch:
                inputs[i] = w["embeddings.word_embeddings.weight"][ids[i][1:-1]].mean(0)
    both = torch.cat([(t - t.mean(0)) / (t - t.mean(0)).std() for t in (states, inputs)], 1)
    torch.manual_seed(0)
    _, spread, axes = torch.pca_lowrank(both, 256, niter=4)
    found = both @ axes
    found = (found / found.std(0).clamp(min=1e-6) * (spread / spread.max()) ** 0.5)[:, :128].numpy()
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def main() -> None:
    """Write the file; its head comes from the present one."""
    folder = Path(sys.argv[1])
    lines = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    vocabulary = {piece: i for i, piece in enumerate(lines)}
    corpus = dataset.read(ROOT / "corpus")
    own = Counter(t.norm for e in corpus.examples() for t in tokens(e.text))
    seen = Counter(own)
    seen.update(t.norm for e in corpus.examples() if e.talk for t in tokens(e.talk[-1].text))
    words = list(seen) + [p for p in lines[1996:] if p.isalpha() and p.isascii() and len(p) > 1 and p not in seen]
    kept = [w for w, _ in own.most_common(KEPT)]
    table = vectors(words, tensors(folder / "model.safetensors"), vocabulary)
    target = ROOT / "trainer" / "coding" / "clusters.txt"
    out = [line for line in target.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    out.append("keep: " + " ".join(kept))
    for letter, size in SIZES.items():
        means = MiniBatchKMeans(size, random_state=0, batch_size=4096, n_init=1, max_iter=60).fit(table)
        for i in range(size):
            members = [words[k] for k in np.where(means.labels_ == i)[0]]
            members = [m for m in members if m[0].isalpha() and m.isascii() and m not in kept]
            if len(members) > 1:
                out.append(f"{letter}{i}: " + " ".join(members))
    target.write_text("\n".join(out) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
