/** DNA from FASTA files. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readDna } from '../src/data/fasta.js';
import { fileBytes } from '../src/data/sequence.js';

const folder = mkdtempSync(join(tmpdir(), 'foresay-lab-'));
afterAll(() => rmSync(folder, { recursive: true }));

function dnaOf(text: string) {
  const path = join(folder, 'genome.fa');
  writeFileSync(path, text);
  return readDna(path);
}

describe('readDna', () => {
  it('joins the records, drops their names, and counts other letters', () => {
    const dna = dnaOf('>one ACGT\nACGTN\r\nnacg\n>two > three\n\nRt t\n');
    expect([...dna.symbols]).toEqual([0, 1, 2, 3, 0, 1, 2, 3, 3]);
    expect(dna.records).toBe(2);
    expect([...dna.dropped]).toEqual([
      ['N', 2],
      ['R', 1],
    ]);
  });

  it('is a sequence whose bytes are capital letters', () => {
    const { bytes, symbols, codes, alphabetSize } = dnaOf('acgGTn');
    expect(new TextDecoder().decode(bytes)).toBe('ACGGT');
    expect(fileBytes(symbols, codes)).toEqual(bytes);
    expect(alphabetSize).toBe(4);
  });

  it('reads letters alone; a record mark counts at the start of a line only', () => {
    const dna = dnaOf('AC>GT');
    expect([...dna.symbols]).toEqual([0, 1, 2, 3]);
    expect([dna.records, dna.dropped.get('>')]).toEqual([0, 1]);
    expect(dnaOf('A\n>ends in a name').symbols.length).toBe(1);
  });

  it('refuses a file without bases', () => {
    expect(() => dnaOf('>ACGT\nNNN\n')).toThrow('no bases (A, C, G, T)');
    expect(() => dnaOf('')).toThrow('no bases');
  });
});
