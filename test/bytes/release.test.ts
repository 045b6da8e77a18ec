import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { release } from '#dist/bytes/release.js';

/** Resident memory of this process now, bytes. */
function resident(): number {
  const [, kilobytes] = /VmRSS:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return 1024 * Number(kilobytes);
}

describe('release', () => {
  it('detaches a large buffer', () => {
    const bytes = new Uint8Array(1 << 20);
    release(bytes.subarray(5, 10));
    expect(bytes.length).toBe(0);
    release(bytes);
  });

  it('ignores buffers that are small, shared or cannot be detached', () => {
    const small = new Uint8Array(100);
    const shared = new Uint8Array(new SharedArrayBuffer(1 << 20));
    const wasm = new Uint8Array(new WebAssembly.Memory({ initial: 16 }).buffer);
    for (const bytes of [small, shared, wasm]) {
      const { length } = bytes;
      release(bytes);
      expect(bytes.length).toBe(length);
    }
  });

  it.runIf(process.platform === 'linux')('frees the memory at once', () => {
    const length = 2 ** 28;
    const before = resident();
    for (let i = 0; i < 4; i++) {
      const bytes = new Uint8Array(length).fill(1);
      expect(resident() - before).toBeGreaterThan(0.9 * length);
      release(bytes);
      expect(resident() - before).toBeLessThan(0.2 * length);
    }
  });
});
