/** A set of frequencies as its edges in Hz: from, to, from, to … strictly rising. */
export type Bands = readonly number[];

export const unite = (a: Bands, b: Bands): Bands => combine(a, b, (inA, inB) => inA || inB);

export const intersect = (a: Bands, b: Bands): Bands => combine(a, b, (inA, inB) => inA && inB);

export const subtract = (a: Bands, b: Bands): Bands => combine(a, b, (inA, inB) => inA && !inB);

/** Of edges in any order: what lies between the first and second, third and fourth … after sorting. */
export function bandsBetween(edges: number[]): Bands {
  return unite(
    edges.map((hz) => Math.max(0, hz)).sort((a, b) => a - b),
    [],
  );
}

function combine(a: Bands, b: Bands, keep: (inA: boolean, inB: boolean) => boolean): Bands {
  const out: number[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const at = Math.min(a[i] ?? Infinity, b[j] ?? Infinity);
    while (a[i] === at) i++;
    while (b[j] === at) j++;
    const isInside = keep(i % 2 === 1, j % 2 === 1);
    if (isInside !== (out.length % 2 === 1)) out.push(at);
  }
  return out;
}
