/**
 * The codec's memory: one bump arena above AssemblyScript's own data, laid out anew for every block. Laying out only
 * counts; memory is taken and zeroed by commitArena. So the memory that a header states is counted by the very code
 * that later uses it.
 */

/** Addresses are multiples of this: one cache line. */
const ALIGNMENT: u64 = 64;

/** Room for the managed objects (a few hundred small ones a codec), which lie below the arena: one's and a helper thread's. */
const OBJECT_RESERVE: u64 = 1 << 16;

/** What a 32-bit address can reach. */
const LIMIT: u64 = 1 << 32;

const PAGE_BITS = 16;

let base: u64 = 0;
let top: u64 = 0;
/** Where it stands up to which address earlier blocks left traces: not of one instance, but of the memory. */
const USED = memory.data(8, 8);

function used(): u64 {
  return load<u64>(USED);
}

function setUsed(end: u64): void {
  store<u64>(USED, end);
}

function aligned(n: u64): u64 {
  return (n + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
}

/** Forgets everything allocated. */
export function resetArena(): void {
  base = aligned(u64(__heap_base) + 2 * OBJECT_RESERVE);
  top = base;
}

/**
 * For a helper thread, after __reset: its objects lie behind those of the first instance. The length of what is skipped is
 * written into the header of the first's first object, where nobody reads it.
 */
export function skipObjects(): void {
  heap.alloc(usize(OBJECT_RESERVE));
}

/** Reserves `bytes`; not to be touched before commitArena. */
export function allocate(bytes: u64): usize {
  const address = top;
  top = aligned(top + bytes);
  return usize(address);
}

/** Reserves `count` f32. */
export function floats(count: i64): usize {
  return allocate(u64(count) << 2);
}

/** Bytes of linear memory in use, everything below the arena included. */
export function arenaSize(): f64 {
  return f64(top);
}

/**
 * Zeroes up to `bytes` of what earlier blocks left, for a host that must not be kept waiting while commitArena zeroes
 * all of it; returns whether any is left.
 */
export function wipeArena(bytes: u32): bool {
  const end = used();
  if (end <= base) return false;
  const start = end - min(u64(bytes), end - base);
  memory.fill(usize(start), 0, usize(end - start));
  setUsed(start);
  return start > base;
}

/** Grows the memory to what was reserved and zeroes it; false when it cannot be had. */
export function commitArena(): bool {
  if (top > LIMIT) return false;
  const pages = i32((top + (1 << PAGE_BITS) - 1) >> PAGE_BITS);
  const have = memory.size();
  if (pages > have && memory.grow(pages - have) < 0) return false;
  // Fresh pages are zero; touching them only to zero them again costs 0.4 s a GiB.
  const end = used();
  if (end > base) memory.fill(usize(base), 0, usize(min(end, top) - base));
  setUsed(max(end, top));
  return true;
}
