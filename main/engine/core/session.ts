/**
 * What the engine knows of a neural network: named tensors in, named tensors out.
 * engine/asr, tts, codec and lm see models only through this; hosts inject engine/runtime, tests inject fakes.
 */
export type TensorData = Float32Array | Int32Array | BigInt64Array | Uint8Array | Int8Array | Uint16Array;

export type TensorType = 'float32' | 'int32' | 'int64' | 'uint8' | 'int8' | 'bool' | 'float16';

/** Row-major; `dims` multiply to `data.length`. */
export interface Tensor {
  readonly type: TensorType;
  readonly data: TensorData;
  readonly dims: readonly number[];
}

export type TensorMap = Readonly<Record<string, Tensor>>;

export interface TensorInfo {
  readonly name: string;
  readonly type: TensorType;
  readonly dims: readonly (number | string)[]; // a string names a dynamic axis
}

export interface Session {
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
  /**
   * @param fetch names of the outputs that are wanted; all without it
   * @throws EngineError E_ABORTED, E_SHAPE, E_PROVIDER, E_OOM, E_ENGINE_LOST
   */
  run(feeds: TensorMap, signal?: AbortSignal, fetch?: readonly string[]): Promise<TensorMap>;
  release(): Promise<void>;
}
