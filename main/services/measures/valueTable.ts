/** Numbers in rows under named columns, and the texts beside them where there are any: what the table commands give. */
export interface ValueTable {
  readonly columns: readonly string[]; // of the numbers
  readonly values: Float64Array; // row-major; NaN: there is none
  readonly labels?: { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] } | undefined;
}

export function countRows({ columns, values }: ValueTable): number {
  return values.length / columns.length;
}
