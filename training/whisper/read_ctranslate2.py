"""Reads a CTranslate2 Whisper model.bin into the tensors of openai/whisper, by openai/whisper's names.

The format is CTranslate2's (python/ctranslate2/specs/model_spec.py, binary version 6): little-endian; strings with
their length first; each variable is name, rank, dims, type, size in bytes, data; then pairs of alias and name.
"""

import struct
from pathlib import Path

import numpy as np

Weights = dict[str, np.ndarray]
TYPES = [np.float32, np.int8, np.int16, np.int32, np.float16]


def read_variables(path: Path) -> Weights:
    data = memoryview(path.read_bytes())
    at = 0

    def number(kind: str) -> int:
        nonlocal at
        (value,) = struct.unpack_from("<" + kind, data, at)
        at += struct.calcsize(kind)
        return value

    def text() -> str:
        nonlocal at
        length = number("H")
        value = bytes(data[at : at + length - 1]).decode()  # the last byte is a zero
        at += length
        return value

    number("I"), text(), number("I")  # version, specification, revision
    variables: Weights = {}
    for _ in range(number("I")):
        name, rank = text(), number("B")
        dims = [number("I") for _ in range(rank)]
        kind, size = number("B"), number("I")
        variables[name] = np.frombuffer(data[at : at + size], TYPES[kind]).reshape(dims)
        at += size
    for _ in range(number("I")):
        alias = text()
        variables[alias] = variables[text()]
    return variables


def read_ctranslate2(path: Path) -> Weights:
    """Float32 tensors; CTranslate2 stacks query, key and value (keys without bias: theirs are zeros)."""
    stored = read_variables(path)
    get = lambda name: stored[name].astype(np.float32)
    weights: Weights = {"decoder.token_embedding.weight": get("decoder/embeddings/weight")}
    for conv in ("conv1", "conv2"):
        for part in ("weight", "bias"):
            weights[f"encoder.{conv}.{part}"] = get(f"encoder/{conv}/{part}")
    for side, last in (("encoder", "ln_post"), ("decoder", "ln")):
        weights[f"{side}.positional_embedding"] = get(f"{side}/position_encodings/encodings")
        norm(weights, f"{side}.{last}", get, f"{side}/layer_norm")
        layer = 0
        while f"{side}/layer_{layer}/ffn/layer_norm/gamma" in stored:
            block(weights, f"{side}.blocks.{layer}.", get, f"{side}/layer_{layer}/", side == "decoder")
            layer += 1
    return weights


def norm(weights: Weights, to: str, get, source: str) -> None:
    weights[f"{to}.weight"], weights[f"{to}.bias"] = get(f"{source}/gamma"), get(f"{source}/beta")


def block(weights: Weights, to: str, get, source: str, has_cross: bool) -> None:
    def put(names: list[str], linear: str) -> None:
        matrices = np.split(get(f"{source}{linear}/weight"), len(names))
        for name, matrix, bias in zip(names, matrices, np.split(get(f"{source}{linear}/bias"), len(names))):
            weights[f"{to}{name}.weight"] = matrix
            if name.endswith("key"):
                assert not bias.any()
            else:
                weights[f"{to}{name}.bias"] = bias

    put(["attn.query", "attn.key", "attn.value"], "self_attention/linear_0")
    put(["attn.out"], "self_attention/linear_1")
    norm(weights, f"{to}attn_ln", get, f"{source}self_attention/layer_norm")
    if has_cross:
        put(["cross_attn.query"], "attention/linear_0")
        put(["cross_attn.key", "cross_attn.value"], "attention/linear_1")
        put(["cross_attn.out"], "attention/linear_2")
        norm(weights, f"{to}cross_attn_ln", get, f"{source}attention/layer_norm")
    put(["mlp.0"], "ffn/linear_0")
    put(["mlp.2"], "ffn/linear_1")
    norm(weights, f"{to}mlp_ln", get, f"{source}ffn/layer_norm")
