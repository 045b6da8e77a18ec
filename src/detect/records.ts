/** Tables whose rows have one length, and samples: sound, pictures, measurements. */

/** Longest row that is found. */
const LONGEST = 1 << 10;

/** Whether some distance brings equal bytes together far more often than its neighbours do. */
export function hasRecords(bytes: Uint8Array): boolean {
  const last = new Int32Array(256).fill(-LONGEST - 1);
  const distances = new Uint32Array(LONGEST + 2);
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    const distance = i - (last[byte] as number);
    if (distance <= LONGEST) distances[distance] = (distances[distance] as number) + 1;
    last[byte] = i;
  }
  for (let length = 2; length <= LONGEST; length++) {
    const count = distances[length] as number;
    const beside = (distances[length - 1] as number) + (distances[length + 1] as number);
    if (count >= bytes.length / 16 && count >= 2 * beside) return true;
  }
  return false;
}

/** Distances at which samples follow each other: one to four channels of one or two bytes, or of four. */
const STEPS = [1, 2, 3, 4, 6, 8] as const;

/** Bytes that have nothing to do with each other are this far apart. */
const FAR = 257;

/** Bytes between two that are compared; odd, so that all channels come by. */
const STRIDE = 7;

/** Whether some small distance brings together bytes that differ little, compared with bytes further apart. */
export function isSmooth(bytes: Uint8Array): boolean {
  const far = roughness(bytes, FAR);
  return STEPS.some((step) => 2 * roughness(bytes, step) < far);
}

/** Sum of how much bytes `step` apart differ, around the circle of 256 values. */
function roughness(bytes: Uint8Array, step: number): number {
  let sum = 0;
  for (let i = FAR; i < bytes.length; i += STRIDE) {
    const difference = ((bytes[i] as number) - (bytes[i - step] as number)) & 255;
    sum += difference < 128 ? difference : 256 - difference;
  }
  return sum;
}
