import { arenaSize, commitArena, resetArena } from './codec/arena';
import { Block } from './codec/block';

export { planAddress } from './codec/plan';

let block: Block | null = null;

/** Bytes of linear memory that a codec for the plan occupies, its input and output included. */
export function measure(): f64 {
  resetArena(true);
  __reset();
  new Block();
  return arenaSize();
}

export function open(): i32 {
  resetArena(false);
  __reset();
  const next = new Block();
  if (!commitArena()) return -4;
  next.start();
  block = next;
  return 0;
}

export function inputAddress(): usize {
  return block!.input;
}

export function outputAddress(): usize {
  return block!.output;
}

export function advance(symbols: i32): i32 {
  return block!.advance(symbols);
}

export function finish(): i32 {
  return block!.finish();
}
