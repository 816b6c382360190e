"""A thin writer of ONNX graphs: nodes by name of the operator, constants, and linear layers in several precisions."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

MICROSOFT = "com.microsoft"
BLOCK = 32  # weights that share a scale in the precision "blocks"


class Graph:
    """`precision` of linear layers:
    float    as they are
    dynamic  signed weights, one scale a column; activations are quantised to unsigned 8 bits as they come, row by row
    blocks   8-bit weights, a scale for each 32 of a column (MatMulNBits, 8-bit activations inside the kernel)
    `weight_bits` 7 keeps products of `dynamic` inside the 16-bit sums of x86 processors without VNNI.
    """

    def __init__(self, precision: str, weight_bits: int = 8):
        self.precision, self.weight_bits = precision, weight_bits
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}
        self.inputs: list[onnx.ValueInfoProto] = []
        self.outputs: list[onnx.ValueInfoProto] = []

    def input(self, name: str, dims: list, kind: int = TensorProto.FLOAT) -> str:
        self.inputs.append(helper.make_tensor_value_info(name, kind, dims))
        return name

    def output(self, value: str, name: str, dims: list) -> None:
        self.nodes.append(helper.make_node("Identity", [value], [name], name=name))
        self.outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, dims))

    def constant(self, name: str, array: np.ndarray) -> str:
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def floats(self, name: str, array: np.ndarray) -> str:
        return self.constant(name, np.asarray(array, np.float32))

    def integers(self, *values: int) -> str:
        return self.constant("i_" + "_".join(map(str, values)).replace("-", "m"), np.array(values, np.int64))

    def integer(self, value: int) -> str:
        return self.constant(f"s_{value}".replace("-", "m"), np.array(value, np.int64))

    def node(self, operator: str, inputs: list[str], domain: str = "", outputs: int = 1, **attributes):
        names = [f"{operator}_{len(self.nodes)}_{k}" for k in range(outputs)]
        self.nodes.append(helper.make_node(operator, inputs, names, name=names[0], domain=domain, **attributes))
        return names[0] if outputs == 1 else names

    def layer_norm(self, x: str, name: str, weight: np.ndarray, bias: np.ndarray) -> str:
        scale, shift = self.floats(f"{name}.weight", weight), self.floats(f"{name}.bias", bias)
        return self.node("LayerNormalization", [x, scale, shift], axis=-1, epsilon=1e-5)

    def linear(self, x: str, name: str, weight: np.ndarray, bias: np.ndarray | None = None) -> str:
        """x · weightᵀ + bias, weight [nOut, nIn] as in torch."""
        shift = [] if bias is None else [self.floats(f"{name}.bias", bias)]
        if self.precision == "dynamic":
            product = self.dynamic_product(x, name, weight)
        elif self.precision == "blocks" and weight.shape[1] % BLOCK == 0:
            product = self.block_product(x, *self.block_constants(name, weight), weight.shape)
        else:
            product = self.node("MatMul", [x, self.floats(f"{name}.weight", weight.T)])
        return self.node("Add", [product, *shift]) if shift else product

    def dynamic_product(self, x: str, name: str, weight: np.ndarray) -> str:
        """The operator has one scale for all of x: rows are brought to a greatest value of 1 before and back after."""
        largest = self.node("ReduceMax", [self.node("Abs", [x])], axes=[-1], keepdims=1)
        largest = self.node("Max", [largest, self.floats("tiny", 1e-6)])
        scale = np.maximum(np.abs(weight).max(1), 1e-12) / (2 ** (self.weight_bits - 1) - 1)
        rounded = np.round(weight / scale[:, None]).astype(np.int8).T
        inputs = [self.node("Div", [x, largest]), self.constant(f"{name}.q", rounded), self.floats(f"{name}.scale", scale)]
        return self.node("Mul", [self.node("DynamicQuantizeMatMul", inputs, MICROSOFT), largest])

    def block_constants(self, name: str, weight: np.ndarray) -> tuple[str, str]:
        n_out, n_in = weight.shape
        blocks = weight.reshape(n_out, n_in // BLOCK, BLOCK)
        scale = np.maximum(np.abs(blocks).max(2), 1e-12) / 127
        rounded = (np.round(blocks / scale[..., None]) + 128).astype(np.uint8)
        return self.constant(f"{name}.q", rounded), self.floats(f"{name}.scale", scale)

    def block_product(self, x: str, rounded: str, scale: str, shape: tuple[int, ...]) -> str:
        sizes = {"N": shape[0], "K": shape[1], "bits": 8, "block_size": BLOCK, "accuracy_level": 4}
        return self.node("MatMulNBits", [x, rounded, scale], MICROSOFT, **sizes)

    def save(self, path: Path, name: str) -> None:
        graph = helper.make_graph(self.nodes, name, self.inputs, self.outputs, list(self.constants.values()))
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
        model = helper.make_model(graph, opset_imports=opsets, producer_name="phonoscope")
        model.ir_version = 8
        onnx.checker.check_model(model)
        path.write_bytes(model.SerializeToString(deterministic=True))
