/** Predictors of many windowed frames of one stretch: by a kernel of native/ where one runs, with the same bits. */
import { kernels } from '../../native/loadKernels.ts';
import { BurgPredictor } from './burg.ts';

export interface Predictors {
  readonly coefficients: Float64Array; // [nFrames, order + 1]
  readonly residuals: Float64Array; // [nFrames], relative power; 0: there is no predictor
}

export class FramePredictor {
  readonly #window: Float64Array;
  readonly #order: number;
  readonly #predictor: BurgPredictor;
  readonly #frame: Float64Array;

  /** @param window [> order] */
  constructor(window: Float64Array, order: number) {
    this.#window = window;
    this.#order = order;
    this.#predictor = new BurgPredictor(order);
    this.#frame = new Float64Array(window.length);
  }

  /** Frame m is samples[starts[m] …] times the window. */
  solve(samples: Float64Array, starts: Int32Array, out: Predictors): void {
    const kernel = kernels();
    if (kernel) {
      kernel.burg({ samples, window: this.#window, starts }, this.#order, out);
      return;
    }
    const frame = this.#frame;
    for (let m = 0; m < starts.length; m++) {
      const start = starts[m]!;
      for (let n = 0; n < frame.length; n++) frame[n] = samples[start + n]! * this.#window[n]!;
      out.residuals[m] = this.#predictor.solve(frame);
      out.coefficients.set(this.#predictor.coefficients, m * (this.#order + 1));
    }
  }
}
