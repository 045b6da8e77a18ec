import { History } from '../context/history';
import { RecordLayout } from '../samples/record-layout';

/** A record layout by itself. It is opened between release and commit (arrays.ts). */

let history: History | null = null;
let layout: RecordLayout | null = null;

/** For a history of at most `bytes`; the others are given values, 0 = detect. */
export function openLayout(bytes: i32, stride: i32, rowStride: i32, width: i32): void {
  history = new History(bytes);
  layout = new RecordLayout(history!, stride, rowStride, width);
}

/** Call after commit. */
export function startLayout(): void {
  history!.initialise();
}

/** Takes n bytes. */
export function takeBytes(at: usize, n: i32): void {
  for (const end = at + <usize>n; at < end; at++) {
    history!.take(load<u8>(at));
    layout!.beginByte();
  }
}

export function layoutStride(): i32 {
  return layout!.stride;
}

export function layoutRowStride(): i32 {
  return layout!.rowStride;
}

export function layoutWidth(): i32 {
  return layout!.width;
}

/** Position of the next byte modulo the stride, and 1,000 times that modulo the row stride. */
export function layoutPosition(): i32 {
  return layout!.phase + 1000 * layout!.column;
}

/** 1 where there are rows, one above the other. */
export function layoutRows(): i32 {
  return i32(layout!.rows);
}

export function layoutChanges(): i32 {
  return layout!.changes;
}
