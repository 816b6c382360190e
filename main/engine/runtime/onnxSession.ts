/**
 * onnxruntime behind the engine's Session. Types are taken from the graph, never assumed. `run` blocks the calling
 * thread while native code works, so only the inference host (or a worker) may hold one.
 */
import * as ort from 'onnxruntime-node';
import { EngineError, throwIfAborted } from '../core/errors.ts';
import type { Session, Tensor, TensorData, TensorInfo, TensorMap, TensorType } from '../core/session.ts';

export interface OnnxSessionOptions {
  /** Execution providers in order of preference; the first that accepts the graph runs it. */
  readonly providers?: readonly string[];
  readonly threads?: number;
}

const tensorTypes: ReadonlySet<string> = new Set(['float32', 'int32', 'int64', 'uint8', 'int8', 'bool', 'float16']);

/**
 * @param model path of the .onnx file, or its bytes
 * @throws EngineError E_MODEL_INVALID if no provider can load the graph
 */
export async function openOnnxSession(model: string | Uint8Array, options: OnnxSessionOptions = {}): Promise<Session> {
  const sessionOptions: ort.InferenceSession.SessionOptions = {
    executionProviders: [...(options.providers ?? ['cpu'])],
    ...(options.threads === undefined ? {} : { intraOpNumThreads: options.threads }),
    logSeverityLevel: 3,
  };
  try {
    const session =
      typeof model === 'string'
        ? await ort.InferenceSession.create(model, sessionOptions)
        : await ort.InferenceSession.create(model, sessionOptions);
    return wrap(session);
  } catch (cause) {
    throw new EngineError('E_MODEL_INVALID', `onnxruntime cannot load the model: ${messageOf(cause)}`, { cause });
  }
}

export function onnxruntimeVersion(): string {
  return ort.env.versions.node ?? ort.env.versions.common;
}

/** Execution providers that this onnxruntime knows, in its own order; what is not bundled needs a library of its own. */
export function onnxProviders(): { readonly name: string; readonly bundled: boolean }[] {
  return ort.listSupportedBackends();
}

function wrap(session: ort.InferenceSession): Session {
  const inputs = session.inputMetadata.map(toInfo);
  return {
    inputs,
    outputs: session.outputMetadata.map(toInfo),
    async run(feeds, signal, fetch) {
      throwIfAborted(signal);
      checkFeeds(feeds, inputs);
      try {
        return fromOrt(await (fetch ? session.run(toOrt(feeds), [...fetch]) : session.run(toOrt(feeds))));
      } catch (cause) {
        throw new EngineError('E_PROVIDER', `onnxruntime: ${messageOf(cause)}`, { cause });
      }
    },
    release: () => session.release(),
  };
}

function checkFeeds(feeds: TensorMap, inputs: readonly TensorInfo[]): void {
  for (const { name, type } of inputs) {
    const tensor = feeds[name];
    if (tensor === undefined) throw new EngineError('E_SHAPE', `the model's input ${name} was not fed`);
    if (tensor.type !== type)
      throw new EngineError('E_SHAPE', `input ${name} is ${tensor.type}, the model wants ${type}`);
  }
}

function toInfo(value: ort.InferenceSession.ValueMetadata): TensorInfo {
  if (!value.isTensor || !tensorTypes.has(value.type))
    throw new EngineError('E_MODEL_INVALID', `${value.name} is not a tensor of a type Phonoscope knows`);
  return { name: value.name, type: value.type as TensorType, dims: value.shape };
}

function toOrt(feeds: TensorMap): ort.InferenceSession.FeedsType {
  return Object.fromEntries(
    Object.entries(feeds).map(([name, { type, data, dims }]) => [
      name,
      new ort.Tensor(type as 'float32', data as Float32Array, dims),
    ]),
  );
}

function fromOrt(outputs: ort.InferenceSession.ReturnType): TensorMap {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, tensor]): [string, Tensor] => [
      name,
      { type: tensor.type as TensorType, data: tensor.data as TensorData, dims: tensor.dims },
    ]),
  );
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
