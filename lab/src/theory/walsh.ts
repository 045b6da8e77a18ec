/**
 * The Walsh-Hadamard transform, in place: value u becomes the sum over v of value v times (-1)^(number of common ones of
 * u and v). Twice the transform is the length times the identity.
 *
 * @param values A power of two of them.
 */
export function walshTransform(values: Float64Array): void {
  const size = values.length;
  for (let half = 1; half < size; half *= 2)
    for (let block = 0; block < size; block += 2 * half)
      for (let i = block; i < block + half; i++) {
        const a = values[i] as number;
        const b = values[i + half] as number;
        values[i] = a + b;
        values[i + half] = a - b;
      }
}
