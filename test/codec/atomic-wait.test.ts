/**
 * The first compiler of V8 11 (Node 20) clears the low 32 bits of what is below the operands of memory.atomic.wait32: of the
 * last local, or of the newest value on the stack. So the modules wait in one function, whose last local is not used again
 * (assembly/threads/atomics.ts), and the optimiser must not inline it.
 */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** memory.atomic.wait32, aligned, at offset 0. */
const WAIT = 'fe010200';

/** An unsigned LEB128 number at an offset, and the offset behind it. */
function number(bytes: Uint8Array, at: number): [value: number, next: number] {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++] as number;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

/** The bodies of a module's functions, locals and instructions, as hexadecimal digits. */
function bodiesOf(wasm: Uint8Array): string[] {
  const bodies: string[] = [];
  for (let at = 8; at < wasm.length; ) {
    const [length, start] = number(wasm, at + 1);
    if (wasm[at] === 10) {
      const [count, first] = number(wasm, start);
      for (let next = first; bodies.length < count; ) {
        const [size, body] = number(wasm, next);
        next = body + size;
        bodies.push(Buffer.from(wasm.subarray(body, next)).toString('hex'));
      }
    }
    at = start + length;
  }
  return bodies;
}

it.each(['shared-codec', 'shared-train'])('%s waits in a function of its own', (name) => {
  const wasm = readFileSync(new URL(`../../build/${name}.wasm`, import.meta.url));
  const waiting = bodiesOf(wasm).filter((body) => body.includes(WAIT));
  // No locals; local.get 0, local.get 1, i64.const, the wait, drop, end.
  expect(waiting).toEqual([expect.stringMatching(/^002000200142[0-9a-f]+fe0102001a0b$/)]);
});

it.each(['codec', 'train'])('%s, without threads, does not wait', (name) => {
  const wasm = readFileSync(new URL(`../../build/${name}.wasm`, import.meta.url));
  const bodies = bodiesOf(wasm);
  expect(bodies.length).toBeGreaterThan(50);
  expect(bodies.filter((body) => body.includes(WAIT))).toEqual([]);
});
