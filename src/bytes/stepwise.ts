/** Work that yields now and then, so that whoever drives it can listen or stop. */
export type Slowly<T> = Generator<void, T, undefined>;

/** Bytes that are worked on between two yields: some milliseconds. */
export const SLICE = 1 << 20;
