import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { bytesOf } from '#dist/bytes/view.js';

describe('bytesOf', () => {
  it.each([
    ['a Uint8Array', 'Uint8Array.of(1, 2, 3)'],
    ['an ArrayBuffer', 'Uint8Array.of(1, 2, 3).buffer'],
    ['a DataView', 'new DataView(Uint8Array.of(0, 1, 2, 3).buffer, 1)'],
    ['other numbers', 'Int8Array.of(1, 2, 3)'],
  ])('takes %s of any realm', (_, code) => {
    for (const value of [runInNewContext(code), new Function(`return ${code}`)()]) {
      const bytes = bytesOf(value);
      expect(bytes?.constructor).toBe(Uint8Array);
      expect([...(bytes ?? [])]).toEqual([1, 2, 3]);
    }
  });

  it('accepts shared memory', () => {
    expect(bytesOf(new SharedArrayBuffer(5))?.length).toBe(5);
  });

  it('turns a Buffer into a plain Uint8Array, whose slice() is a copy', () => {
    const buffer = Buffer.from('abc');
    const copy = bytesOf(buffer)?.slice();
    buffer.fill(0);
    expect(copy).toEqual(Uint8Array.of(97, 98, 99));
  });

  it.each([undefined, null, 5, 'text', [1, 2], {}, { byteLength: 3 }])('rejects %j', (value) => {
    expect(bytesOf(value)).toBeUndefined();
  });
});
