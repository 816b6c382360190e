import { z } from 'zod';

/** One request with its reply. `input` is parsed in the process that receives it; unknown keys are refused. */
export interface Procedure<I extends z.ZodType = z.ZodType, O = unknown> {
  readonly input: I;
  readonly output?: O; // a phantom: replies come from our own host and are typed, not parsed
}

export type Contract = Readonly<Record<string, Procedure>>;

export function procedure<O>() {
  return <S extends z.ZodRawShape>(shape: S): Procedure<z.ZodObject<S, z.core.$strict>, O> => ({
    input: z.strictObject(shape),
  });
}

export type InputOf<P> = P extends Procedure<infer I> ? z.input<I> : never;
export type ParsedInputOf<P> = P extends Procedure<infer I> ? z.output<I> : never;
export type OutputOf<P> = P extends Procedure<z.ZodType, infer O> ? O : never;

/** The structural part of AbortSignal that the contract needs (it knows neither DOM nor Node). */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export type Client<C extends Contract> = {
  readonly [K in keyof C]: (input: InputOf<C[K]>, options?: { signal?: CancelSignal }) => Promise<OutputOf<C[K]>>;
};

export type Handlers<C extends Contract, S extends CancelSignal = CancelSignal> = {
  readonly [K in keyof C]: (
    input: ParsedInputOf<C[K]>,
    context: { readonly signal: S },
  ) => Promise<OutputOf<C[K]>> | OutputOf<C[K]>;
};
