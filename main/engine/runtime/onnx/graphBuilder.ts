/**
 * Builds an ONNX graph in code, node by node, and serialises it. Values are named by the builder; a node's method
 * returns the names of its outputs, so that a graph reads like the arithmetic it does.
 * Field numbers: onnx/onnx.proto3 (ModelProto, GraphProto, NodeProto, AttributeProto, TensorProto, ValueInfoProto).
 */
import { EngineError } from '../../core/errors.ts';
import { ProtobufWriter } from './protobufWriter.ts';

const irVersion = 8;
const opsetVersion = 17;
const elementTypes = { float32: 1, int64: 7 } as const;
type ElementType = keyof typeof elementTypes;

/** Name of a value inside the graph. */
export type ValueName = string & { readonly __value: never };

/** An integer, a float as `{float}`, text, or a list of integers: the attributes that our graphs use. */
export type Attribute = number | string | readonly number[] | { readonly float: number };

export class GraphBuilder {
  readonly #nodes: ((graph: ProtobufWriter) => void)[] = [];
  readonly #constants: ((graph: ProtobufWriter) => void)[] = [];
  readonly #inputs: ((graph: ProtobufWriter) => void)[] = [];
  readonly #outputs: ((graph: ProtobufWriter) => void)[] = [];
  #count = 0;

  input(name: string, dims: readonly number[]): ValueName {
    this.#inputs.push((graph) => {
      writeValueInfo(graph, 11, name, dims);
    });
    return name as ValueName;
  }

  /** A float32 constant, row-major. @throws EngineError E_SHAPE if dims do not multiply to the length */
  constant(values: ArrayLike<number>, dims: readonly number[]): ValueName {
    return this.#addConstant('float32', new Uint8Array(Float32Array.from(values).buffer), values.length, dims);
  }

  /** A one-dimensional int64 constant: axes, shapes and bounds. */
  integers(...values: number[]): ValueName {
    const data = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    return this.#addConstant('int64', data, values.length, [values.length]);
  }

  node(op: string, inputs: readonly ValueName[], attributes: Readonly<Record<string, Attribute>> = {}): ValueName {
    return this.split(op, inputs, 1, attributes)[0]!;
  }

  /** A node of several outputs. */
  split(
    op: string,
    inputs: readonly ValueName[],
    nOutputs: number,
    attributes: Readonly<Record<string, Attribute>> = {},
  ): ValueName[] {
    const outputs = Array.from({ length: nOutputs }, () => this.#name());
    this.#nodes.push((graph) => {
      graph.message(1, (node) => {
        for (const input of inputs) node.string(1, input);
        for (const output of outputs) node.string(2, output);
        node.string(3, outputs[0]!).string(4, op);
        for (const [name, value] of Object.entries(attributes)) writeAttribute(node, name, value);
      });
    });
    return outputs;
  }

  /** Rows or columns [from, to) of `axis`. */
  slice(value: ValueName, axis: number, from: number, to: number): ValueName {
    return this.node('Slice', [value, this.integers(from), this.integers(to), this.integers(axis)]);
  }

  reshape(value: ValueName, ...dims: number[]): ValueName {
    return this.node('Reshape', [value, this.integers(...dims)]);
  }

  /** Makes `value` an output of the graph under `name`. */
  output(name: string, value: ValueName, dims: readonly number[]): void {
    this.#nodes.push((graph) => {
      graph.message(1, (node) => {
        node.string(1, value).string(2, name).string(3, name).string(4, 'Identity');
      });
    });
    this.#outputs.push((graph) => {
      writeValueInfo(graph, 12, name, dims);
    });
  }

  /** The model as .onnx bytes. */
  toBytes(graphName: string): Uint8Array {
    return new ProtobufWriter()
      .int(1, irVersion)
      .string(2, 'phonoscope')
      .message(7, (graph) => {
        for (const write of this.#nodes) write(graph);
        graph.string(2, graphName);
        for (const write of [...this.#constants, ...this.#inputs, ...this.#outputs]) write(graph);
      })
      .message(8, (opset) => opset.string(1, '').int(2, opsetVersion))
      .finish();
  }

  #name(): ValueName {
    return `v${this.#count++}` as ValueName;
  }

  #addConstant(type: ElementType, data: Uint8Array, length: number, dims: readonly number[]): ValueName {
    const wanted = dims.reduce((product, dim) => product * dim, 1);
    if (wanted !== length)
      throw new EngineError('E_SHAPE', `a constant of dims [${dims.join(', ')}] has ${length} values, not ${wanted}`);
    const name = this.#name();
    this.#constants.push((graph) => {
      graph.message(5, (tensor) => {
        for (const dim of dims) tensor.int(1, dim);
        tensor.int(2, elementTypes[type]).string(8, name).bytes(9, data);
      });
    });
    return name;
  }
}

function writeAttribute(node: ProtobufWriter, name: string, value: Attribute): void {
  node.message(5, (attribute) => {
    attribute.string(1, name);
    if (typeof value === 'number') attribute.int(3, value).int(20, 2);
    else if (typeof value === 'string') attribute.string(4, value).int(20, 3);
    else if ('float' in value) attribute.float(2, value.float).int(20, 1);
    else {
      for (const item of value) attribute.int(8, item);
      attribute.int(20, 7);
    }
  });
}

function writeValueInfo(graph: ProtobufWriter, field: number, name: string, dims: readonly number[]): void {
  graph.message(field, (info) => {
    info.string(1, name).message(2, (type) => {
      type.message(1, (tensor) => {
        tensor.int(1, elementTypes.float32).message(2, (shape) => {
          for (const size of dims) shape.message(1, (dim) => dim.int(1, size));
        });
      });
    });
  });
}
