/** A tar archive of a few files in the ustar format; equal files give equal bytes, as times and owners are zero. */

export interface TarEntry {
  /** At most 100 bytes. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const BLOCK = 512;
/** Blocks are written in records of this many, as tar does. */
const RECORD = 20;

function header({ name, bytes }: TarEntry): Buffer {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;
  block.write(name, 0, 100);
  block.write(octal(0o644, 7), 100);
  block.write(octal(0, 7), 108);
  block.write(octal(0, 7), 116);
  block.write(octal(bytes.length, 11), 124);
  block.write(octal(0, 11), 136);
  // The checksum counts its own field as spaces.
  block.write('        0', 148);
  block.write('ustar\x0000', 257, 'latin1');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

export function tar(entries: readonly TarEntry[]): Buffer {
  const parts: Uint8Array[] = [];
  for (const entry of entries) {
    parts.push(header(entry), entry.bytes, Buffer.alloc(-entry.bytes.length & (BLOCK - 1)));
  }
  const blocks = parts.reduce((total, part) => total + part.length, 0) / BLOCK;
  const end = Math.ceil((blocks + 2) / RECORD) * RECORD;
  return Buffer.concat([...parts, Buffer.alloc((end - blocks) * BLOCK)]);
}
