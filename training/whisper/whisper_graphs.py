"""Whisper's encoder and decoder as ONNX graphs, from openai/whisper's tensors, with Hugging Face's names.

encoder: input_features [batch, nMels, frames] -> last_hidden_state [batch, frames/2, d] and, so that no later run has to
make them again, present.{i}.encoder.key|value [batch, heads, frames/2, d/heads].
decoder: input_ids [batch, seq] and past_key_values.* -> logits [batch, seq, vocab], present.{i}.decoder.*,
cross_attentions.{i} [windows, heads, batch/windows * seq, positions]. `past` may be empty and `seq` any length (later tokens are
masked), so that one graph serves the prompt, single steps and alignment. The encoder's keys and values may have fewer
rows ("windows") than input_ids: the rows of a window then share them, without a copy for each hypothesis.
"""

import math

import numpy as np
from onnx import TensorProto

from graph import MICROSOFT, Graph

Weights = dict[str, np.ndarray]


def layer_count(w: Weights, side: str) -> int:
    return len({name.split(".")[2] for name in w if name.startswith(f"{side}.blocks.")})


def gelu(g: Graph, x: str) -> str:
    return g.node("Gelu", [x], MICROSOFT)


def feed_forward(g: Graph, x: str, w: Weights, p: str) -> str:
    y = g.layer_norm(x, f"{p}mlp_ln", w[f"{p}mlp_ln.weight"], w[f"{p}mlp_ln.bias"])
    y = gelu(g, g.linear(y, f"{p}mlp.0", w[f"{p}mlp.0.weight"], w[f"{p}mlp.0.bias"]))
    return g.node("Add", [x, g.linear(y, f"{p}mlp.2", w[f"{p}mlp.2.weight"], w[f"{p}mlp.2.bias"])])


def query_key_value(g: Graph, x: str, w: Weights, p: str, scale: float) -> list[str]:
    """Three of [batch, seq, d] by one product; queries come scaled."""
    zeros = np.zeros_like(w[f"{p}attn.query.bias"])
    weight = np.concatenate([w[f"{p}attn.query.weight"] * scale, w[f"{p}attn.key.weight"], w[f"{p}attn.value.weight"]])
    bias = np.concatenate([w[f"{p}attn.query.bias"] * scale, zeros, w[f"{p}attn.value.bias"]])
    return g.node("Split", [g.linear(x, f"{p}attn.qkv", weight, bias)], outputs=3, axis=-1)


def add_output_projection(g: Graph, residual: str, x: str, w: Weights, p: str) -> str:
    return g.node("Add", [residual, g.linear(x, f"{p}.out", w[f"{p}.out.weight"], w[f"{p}.out.bias"])])


def encoder_graph(w: Weights, heads: int, precision: str, weight_bits: int = 8) -> Graph:
    g = Graph(precision, weight_bits)
    state = w["encoder.ln_post.weight"].shape[0]
    size = state // heads
    mels = w["encoder.conv1.weight"].shape[1]
    x = g.input("input_features", ["batch", mels, "frames"])
    for conv, stride in (("conv1", 1), ("conv2", 2)):
        inputs = [x] + [g.floats(f"encoder.{conv}.{part}", w[f"encoder.{conv}.{part}"]) for part in ("weight", "bias")]
        x = gelu(g, g.node("Conv", inputs, pads=[1, 1], strides=[stride], kernel_shape=[3]))
    x = g.node("Transpose", [x], perm=[0, 2, 1])
    length = g.node("Slice", [g.node("Shape", [x]), g.integers(1), g.integers(2)])
    places = g.floats("encoder.positional_embedding", w["encoder.positional_embedding"])
    x = g.node("Add", [x, g.node("Slice", [places, g.integers(0), length, g.integers(0)])])
    for i in range(layer_count(w, "encoder")):
        p = f"encoder.blocks.{i}."
        y = g.layer_norm(x, f"{p}attn_ln", w[f"{p}attn_ln.weight"], w[f"{p}attn_ln.bias"])
        parts = query_key_value(g, y, w, p, 1)
        y = g.node("MultiHeadAttention", parts, MICROSOFT, num_heads=heads, scale=1 / math.sqrt(size))
        x = feed_forward(g, add_output_projection(g, x, y, w, f"{p}attn"), w, p)
    x = g.layer_norm(x, "encoder.ln_post", w["encoder.ln_post.weight"], w["encoder.ln_post.bias"])
    g.output(x, "last_hidden_state", ["batch", "positions", state])
    for i in range(layer_count(w, "decoder")):
        p = f"decoder.blocks.{i}.cross_attn."
        for part in ("key", "value"):
            y = g.linear(x, f"{p}{part}", w[f"{p}{part}.weight"], w.get(f"{p}{part}.bias"))
            y = g.node("Transpose", [g.node("Reshape", [y, g.integers(0, -1, heads, size)])], perm=[0, 2, 1, 3])
            g.output(y, f"present.{i}.encoder.{part}", ["batch", heads, "positions", size])
    return g


class Decoder:
    def __init__(self, w: Weights, heads: int, precision: str, weight_bits: int = 8):
        self.w, self.heads, self.g = w, heads, Graph(precision, weight_bits)
        self.vocabulary, self.state = w["decoder.token_embedding.weight"].shape
        self.size = self.state // heads
        self.scale = 1 / math.sqrt(self.size)

    def build(self) -> Graph:
        g, w = self.g, self.w
        ids = g.input("input_ids", ["batch", "sequence"], TensorProto.INT64)
        past = [self.past_inputs(i) for i in range(layer_count(w, "decoder"))]
        x = self.embed(ids, past[0][0])
        self.merged = g.node("Concat", [self.windows, g.integers(-1, self.heads, self.size)], axis=0)
        self.ungrouped = g.node("Concat", [self.batch, g.integers(-1, self.state)], axis=0)
        for i, (key, value, cross_key, cross_value) in enumerate(past):
            p = f"decoder.blocks.{i}."
            x = self.self_attention(x, p, i, key, value)
            x = self.cross_attention(x, p, i, cross_key, cross_value)
            x = feed_forward(g, x, w, p)
        x = g.layer_norm(x, "decoder.ln", w["decoder.ln.weight"], w["decoder.ln.bias"])
        g.output(self.logits(x), "logits", ["batch", "sequence", self.vocabulary])
        return g

    def past_inputs(self, i: int) -> list[str]:
        g, name = self.g, f"past_key_values.{i}."
        own = [g.input(f"{name}decoder.{part}", ["batch", self.heads, "past", self.size]) for part in ("key", "value")]
        dims = ["windows", self.heads, "positions", self.size]
        return own + [g.input(f"{name}encoder.{part}", dims) for part in ("key", "value")]

    def embed(self, ids: str, first_key: str) -> str:
        """Token and place; leaves the mask that hides later tokens, 0 or a large negative number, [seq, past + seq]."""
        g, w = self.g, self.w
        shape = g.node("Shape", [ids])
        self.batch = g.node("Slice", [shape, g.integers(0), g.integers(1)])
        count = g.node("Gather", [shape, g.integer(1)])
        past = g.node("Gather", [g.node("Shape", [first_key]), g.integer(2)])
        self.windows = g.node("Slice", [g.node("Shape", ["past_key_values.0.encoder.key"]), g.integers(0), g.integers(1)])
        total = g.node("Add", [past, count])
        rows = g.node("Range", [past, total, g.integer(1)])
        columns = g.node("Range", [g.integer(0), total, g.integer(1)])
        hidden = g.node("Greater", [columns, g.node("Unsqueeze", [rows, g.integers(1)])])
        self.mask = g.node("Where", [hidden, g.floats("minus", -1e9), g.floats("nothing", 0)])
        places = g.floats("decoder.positional_embedding", w["decoder.positional_embedding"])
        return g.node("Add", [self.token_vectors(ids), g.node("Gather", [places, rows])])

    def token_vectors(self, ids: str) -> str:
        g, table = self.g, self.w["decoder.token_embedding.weight"]
        if g.precision == "float":
            return g.node("Gather", [g.floats("tokens.weight", table), ids])
        rounded, scale = g.block_constants("tokens", table)
        whole = g.node("Cast", [g.node("Gather", [rounded, ids])], to=TensorProto.FLOAT)
        centred = g.node("Sub", [whole, g.floats("middle", 128)])
        scales = g.node("Unsqueeze", [g.node("Gather", [scale, ids]), g.integers(-1)])
        return g.node("Reshape", [g.node("Mul", [centred, scales]), g.integers(0, 0, self.state)])

    def logits(self, x: str) -> str:
        g, table = self.g, self.w["decoder.token_embedding.weight"]
        if g.precision == "float":
            return g.node("MatMul", [x, g.node("Transpose", ["tokens.weight"], perm=[1, 0])])
        return g.block_product(x, "tokens.q", "tokens.scale", table.shape)

    def self_attention(self, x: str, p: str, i: int, past_key: str, past_value: str) -> str:
        g, w = self.g, self.w
        y = g.layer_norm(x, f"{p}attn_ln", w[f"{p}attn_ln.weight"], w[f"{p}attn_ln.bias"])
        query, key, value = [self.split_heads(part, g.integers(0, -1, self.heads, self.size)) for part in query_key_value(g, y, w, p, self.scale)]
        key, value = g.node("Concat", [past_key, key], axis=2), g.node("Concat", [past_value, value], axis=2)
        for part, name in ((key, "key"), (value, "value")):
            g.output(part, f"present.{i}.decoder.{name}", ["batch", self.heads, "past + sequence", self.size])
        scores = g.node("Add", [self.scores(query, key), self.mask])
        y = g.node("MatMul", [g.node("Softmax", [scores], axis=-1), value])
        return add_output_projection(g, x, self.join_heads(y), w, f"{p}attn")

    def cross_attention(self, x: str, p: str, i: int, key: str, value: str) -> str:
        g, w, c = self.g, self.w, f"{p}cross_attn"
        y = g.layer_norm(x, f"{c}_ln", w[f"{c}_ln.weight"], w[f"{c}_ln.bias"])
        y = g.linear(y, f"{c}.query", w[f"{c}.query.weight"] * self.scale, w[f"{c}.query.bias"] * self.scale)
        weights = g.node("Softmax", [self.scores(self.split_heads(y, self.merged), key)], axis=-1)
        g.output(weights, f"cross_attentions.{i}", ["windows", self.heads, "batch / windows * sequence", "positions"])
        return add_output_projection(g, x, self.join_heads(g.node("MatMul", [weights, value])), w, c)

    def split_heads(self, x: str, shape: str) -> str:
        return self.g.node("Transpose", [self.g.node("Reshape", [x, shape])], perm=[0, 2, 1, 3])

    def join_heads(self, x: str) -> str:
        return self.g.node("Reshape", [self.g.node("Transpose", [x], perm=[0, 2, 1, 3]), self.ungrouped])

    def scores(self, query: str, key: str) -> str:
        return self.g.node("MatMul", [query, self.g.node("Transpose", [key], perm=[0, 1, 3, 2])])


def decoder_graph(w: Weights, heads: int, precision: str, weight_bits: int = 8) -> Graph:
    return Decoder(w, heads, precision, weight_bits).build()
