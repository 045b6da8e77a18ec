/** FORMAT.md agrees with the code. When a test here fails: npx tsx tools/format-document.ts */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import { FORMAT_FILE, renderFormat } from '../../tools/format-document.js';
import { readAll } from '../support/archives.js';

await loadChecksum();
const document = readFileSync(FORMAT_FILE, 'utf8');

/** The bytes that the document prints, joined. */
function printedExample(): Uint8Array {
  const part = /<!-- example -->([\s\S]*)<!-- \/example -->/.exec(document)?.[1] ?? '';
  const hex = [...part.matchAll(/^\| \d+ \| `([0-9a-f ]+)` \|/gm)].map((row) => row[1]);
  return new Uint8Array(Buffer.from(hex.join('').replaceAll(' ', ''), 'hex'));
}

describe('FORMAT.md', () => {
  it('has the tables that follow from the code', async () => {
    expect(document).toBe(await renderFormat(document));
  });

  it('prints an archive that the reader reads', () => {
    const [start, , modelled, , stored, end, ...rest] = readAll([printedExample()]);
    expect(rest).toEqual([]);
    expect(start).toMatchObject({
      header: { size: 1004, name: 'a.txt', mtime: new Date('2026-11-23T12:00:00Z') },
    });
    expect(modelled).toMatchObject({
      header: { kind: 'modelled', length: 1000, tree: { kind: 'constant', value: 0x61 } },
    });
    expect(stored).toMatchObject({ payload: new TextEncoder().encode('bye\n') });
    expect(end).toMatchObject({ length: 1004 });
  });
});
