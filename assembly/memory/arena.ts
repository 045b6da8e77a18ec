/**
 * The codec's memory: one bump arena above AssemblyScript's own data, laid out anew for every block. allocate only
 * counts; commitArena grows the memory and zeroes it. So one piece of code both measures a block and lays it out, and
 * the two cannot differ.
 */

/** Alignment of addresses in bytes: one cache line. */
const ALIGNMENT: u64 = 64;

/** Bytes for the objects of one instance, a few hundred small ones. Two such regions or more lie below the arena. */
const OBJECT_RESERVE: u64 = 1 << 16;

/** Bytes that a 32-bit address can reach. */
const LIMIT: u64 = 1 << 32;

const PAGE_BITS = 16;

/** Address of the arena's first byte, and of the one behind its last. */
let base: u64 = 0;
let top: u64 = 0;
/** Address of a u64: memory from there on is still zero. In memory, since instances over one memory share it. */
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

/**
 * Empties the arena. `instances`: how many have objects below it. The arena begins at a multiple of a region, because the
 * static data of the module with shared memory is longer by some bytes, and both must measure the same.
 */
export function resetArena(instances: i32 = 2): void {
  const regions = (u64(__heap_base) + OBJECT_RESERVE - 1) / OBJECT_RESERVE + u64(instances);
  base = regions * OBJECT_RESERVE;
  top = base;
}

/**
 * After __reset: places new objects in region `region`, counted from 0. A helper thread needs that, since the first region
 * has the objects of the coding thread, and a restored codec, since it has those of the image. The allocation writes its
 * length to the header of the first region's first object, which nothing reads.
 */
export function skipObjects(region: i32 = 1): void {
  heap.alloc(usize(region) * usize(OBJECT_RESERVE));
}

/** Reserves `bytes` and returns their address. They exist, zeroed, after commitArena. */
export function allocate(bytes: u64): usize {
  const address = top;
  top = aligned(top + bytes);
  return usize(address);
}

/** Reserves `count` f32. */
export function floats(count: i64): usize {
  return allocate(u64(count) << 2);
}

/**
 * Makes the arena end at `end`, as it did in the codec whose image of linear memory the host has written. Whether the
 * rest of the memory is zero is no longer known: all of it counts as written.
 */
export function restoreArena(end: u64): void {
  resetArena();
  top = end;
  setUsed(u64(memory.size()) << PAGE_BITS);
}

/** Bytes of linear memory up to the arena's end. */
export function arenaSize(): f64 {
  return f64(top);
}

/**
 * Zeroes up to `bytes` of what earlier blocks wrote, so that a host can split the work that commitArena would do in one
 * call. Returns whether any is left.
 */
export function wipeArena(bytes: u32): bool {
  const end = used();
  if (end <= base) return false;
  const start = end - min(u64(bytes), end - base);
  memory.fill(usize(start), 0, usize(end - start));
  setUsed(start);
  return start > base;
}

/** Grows the memory to the arena's end and zeroes the arena; false when the memory cannot grow. */
export function commitArena(): bool {
  if (top > LIMIT) return false;
  const pages = i32((top + (1 << PAGE_BITS) - 1) >> PAGE_BITS);
  const have = memory.size();
  if (pages > have && memory.grow(pages - have) < 0) return false;
  // New pages are zero already, and the first write to them costs 0.4 s a GiB.
  const end = used();
  if (end > base) memory.fill(usize(base), 0, usize(min(end, top) - base));
  setUsed(max(end, top));
  return true;
}
