/**
 * The codec's memory: one bump arena above AssemblyScript's own data, laid out anew for every block. In measuring
 * mode it only counts, so the memory that a header promises comes from the very code that later takes it.
 */

/** Addresses are multiples of this: one cache line. */
const ALIGNMENT: usize = 64;

/** Managed objects (a few hundred small ones a codec) live below; see reset. */
const OBJECT_RESERVE: usize = 1 << 17;

let base: usize = 0;
let top: usize = 0;
let counting: bool = false;

/** Forgets everything allocated; `measuring` = only count from now on. */
export function resetArena(measuring: bool): void {
  if (base == 0) base = (__heap_base + OBJECT_RESERVE + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
  top = base;
  counting = measuring;
}

/** Reserves `bytes`, aligned to 64. The memory is zeroed by commitArena, before which it must not be touched. */
export function allocate(bytes: usize): usize {
  const address = top;
  top = (top + bytes + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
  return address;
}

/** Reserves `count` f32. */
export function floats(count: i32): usize {
  return allocate(<usize>count << 2);
}

/** Bytes of linear memory in use, everything below the arena included. */
export function arenaSize(): f64 {
  return f64(top);
}

/** Grows the memory to what was reserved and zeroes it; false when the host refuses. */
export function commitArena(): bool {
  assert(!counting);
  const pages = i32((top + 0xffff) >> 16);
  const have = memory.size();
  if (pages > have && memory.grow(pages - have) < 0) return false;
  memory.fill(base, 0, top - base);
  return true;
}
