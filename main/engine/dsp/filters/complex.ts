/** Complex numbers of the filter designs, where a few roots are moved about. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

export const one: Complex = { re: 1, im: 0 };

export function complex(re: number, im = 0): Complex {
  return { re, im };
}

export function add(a: Complex, b: Complex): Complex {
  return { re: a.re + b.re, im: a.im + b.im };
}

export function subtract(a: Complex, b: Complex): Complex {
  return { re: a.re - b.re, im: a.im - b.im };
}

export function multiply(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re };
}

export function divide(a: Complex, b: Complex): Complex {
  const power = b.re * b.re + b.im * b.im;
  return { re: (a.re * b.re + a.im * b.im) / power, im: (a.im * b.re - a.re * b.im) / power };
}

export function scale(a: Complex, factor: number): Complex {
  return { re: a.re * factor, im: a.im * factor };
}

/** The root with re ≥ 0. */
export function squareRoot(a: Complex): Complex {
  const magnitude = Math.hypot(a.re, a.im);
  const re = Math.sqrt((magnitude + a.re) / 2);
  const im = Math.sqrt((magnitude - a.re) / 2);
  return { re, im: a.im < 0 ? -im : im };
}

export function product(factors: readonly Complex[]): Complex {
  return factors.reduce(multiply, one);
}

export function magnitude(a: Complex): number {
  return Math.hypot(a.re, a.im);
}
