/** Distances between equal bytes: in a table whose rows have one length, that length stands out. */

/** For each distance up to `longest`, and one more that stays 0: how many bytes have their last equal byte that far back. */
export function equalByteDistances(bytes: Uint8Array, longest: number): Uint32Array {
  const last = new Int32Array(256).fill(-longest - 1);
  const distances = new Uint32Array(longest + 2);
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    const distance = i - (last[byte] as number);
    if (distance <= longest) distances[distance] = (distances[distance] as number) + 1;
    last[byte] = i;
  }
  return distances;
}
