"""Writes a chat model with tiny random weights: its words are noise, the server's protocol is real. No download.

usage: python -m tests.real_server.tiny_gguf OUT.gguf        (needs: pip install gguf numpy)
"""

import sys
from pathlib import Path

WIDTH, LAYERS, HEADS, INNER, CONTEXT = 64, 2, 4, 128, 16_384
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
MERGES = ["Ġ t", "h e", "i n", "r e", "o u", "Ġ a", "Ġt he", "y ou", "Ġ I", "n d", "e r", "o n", "a n"]
TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def byte_letters() -> list[str]:
    """The 256 letters that GPT-2's byte-level tokenisers write bytes with."""
    shown = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters = {b: chr(b) for b in shown}
    hidden = (b for b in range(256) if b not in letters)
    letters |= {b: chr(256 + n) for n, b in enumerate(hidden)}
    return [letters[b] for b in range(256)]


def write(out: Path, seed: int = 0) -> int:
    """Write the model; returns the size of its vocabulary."""
    import gguf
    import numpy as np

    rng = np.random.default_rng(seed)
    tokens = list(dict.fromkeys([*SPECIAL, *byte_letters(), *(m.replace(" ", "") for m in MERGES)]))
    made = gguf.GGUFWriter(str(out), "llama")
    made.add_name("tiny-random")
    made.add_context_length(CONTEXT)
    made.add_embedding_length(WIDTH)
    made.add_block_count(LAYERS)
    made.add_feed_forward_length(INNER)
    made.add_head_count(HEADS)
    made.add_head_count_kv(HEADS)
    made.add_layer_norm_rms_eps(1e-6)
    made.add_rope_dimension_count(WIDTH // HEADS)
    made.add_vocab_size(len(tokens))
    made.add_file_type(0)
    made.add_tokenizer_model("gpt2")
    made.add_tokenizer_pre("gpt-2")
    made.add_token_list(tokens)
    made.add_token_types([3 if t in SPECIAL else 1 for t in tokens])
    made.add_token_merges(MERGES)
    made.add_bos_token_id(0)
    made.add_eos_token_id(2)
    made.add_add_bos_token(False)
    made.add_chat_template(TEMPLATE)

    def weights(*shape: int) -> "np.ndarray":
        return (rng.standard_normal(shape) * 0.02).astype(np.float32)

    ones = np.ones(WIDTH, np.float32)
    made.add_tensor("token_embd.weight", weights(len(tokens), WIDTH))
    made.add_tensor("output.weight", weights(len(tokens), WIDTH))
    made.add_tensor("output_norm.weight", ones)
    for n in range(LAYERS):
        made.add_tensor(f"blk.{n}.attn_norm.weight", ones)
        made.add_tensor(f"blk.{n}.ffn_norm.weight", ones)
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            made.add_tensor(f"blk.{n}.{name}.weight", weights(WIDTH, WIDTH))
        made.add_tensor(f"blk.{n}.ffn_gate.weight", weights(INNER, WIDTH))
        made.add_tensor(f"blk.{n}.ffn_up.weight", weights(INNER, WIDTH))
        made.add_tensor(f"blk.{n}.ffn_down.weight", weights(WIDTH, INNER))
    made.write_header_to_file()
    made.write_kv_data_to_file()
    made.write_tensors_to_file()
    made.close()
    return len(tokens)


if __name__ == "__main__":
    print("wrote", sys.argv[1], "with", write(Path(sys.argv[1])), "tokens")
