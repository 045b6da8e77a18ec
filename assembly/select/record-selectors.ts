import { SelectorState } from './selector-state';

/** Selectors by the record layout and the samples. A function gives a selector's row for the next bit. */

export function phase(s: SelectorState): i32 {
  return s.layout.phase * 8 + s.history.bits;
}

export function slope(s: SelectorState): i32 {
  const history = s.history;
  const stride = s.layout.stride;
  const rowStride = s.layout.rowStride;
  const corner = history.back(rowStride + stride);
  return (
    (differenceClass(history.back(stride), corner) * 8 +
      differenceClass(history.back(rowStride), corner)) *
      8 +
    history.bits
  );
}

export function left(s: SelectorState): i32 {
  return i32(s.history.back(s.layout.stride));
}

export function sampleError(s: SelectorState): i32 {
  const samples = s.samples;
  return samples ? (samples.main.errorClass * 3 + samples.part) * 8 + s.history.bits : 0;
}

/** The number of bits of the difference of two bytes, at most 7. */
function differenceClass(a: u32, b: u32): i32 {
  return min(7, 32 - clz(abs(i32(a) - i32(b))));
}
