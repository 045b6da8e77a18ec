import { describe, expect, it } from 'vitest';
import {
  ablate,
  ablationRows,
  asMarkdown,
  asText,
  type Spec,
  variants,
} from '../../bench/ablation.js';

const FIELDS = {
  experts: { kind: 'set' },
  select: { kind: 'set' },
  cell: { kind: 'choice', values: ['none', 'lstm'] },
  width: { kind: 'number' },
};

const WHOLE = { experts: 'order1+word', select: 'order0+matchLength', cell: 'lstm', width: 8 };

describe('variants', () => {
  it('leave out each member of each set, and what can be none', () => {
    const found = variants(WHOLE, FIELDS);
    expect(found.map(({ name }) => name)).toEqual([
      'experts: order1',
      'experts: word',
      'select: order0',
      'select: matchLength',
      'cell: lstm',
    ]);
    expect(found[0]?.spec).toEqual({ ...WHOLE, experts: 'word' });
    expect(found[3]?.spec).toEqual({ ...WHOLE, select: 'order0' });
    expect(found[4]?.spec).toEqual({ ...WHOLE, cell: 'none' });
  });

  it('keep the network that cannot be left out, and the one that is not there', () => {
    const without = { ...FIELDS, cell: { kind: 'choice', values: ['lstm'] } };
    expect(variants({ cell: 'lstm' }, without)).toEqual([]);
    expect(variants({ cell: 'none' }, FIELDS)).toEqual([]);
  });
});

describe('an ablation', () => {
  const format = (spec: Spec) => {
    if (spec['select'] === 'order0') throw new Error('no such model');
    return JSON.stringify(spec);
  };
  /** Every letter of a model saves a byte and takes a second. */
  const measure = (model: string, file: string) => ({
    bytes: file.length * 1000 - model.length,
    seconds: model.length,
  });
  const results = ablate(WHOLE, variants(WHOLE, FIELDS), ['a', 'bb'], format, measure);
  const rows = ablationRows(results, ['a', 'bb']);

  it('lists the loss without each part, the largest first', () => {
    const length = JSON.stringify(WHOLE).length;
    expect(rows[0]).toEqual(['without', 'a', 'bb', 'all', 'time']);
    expect(rows[1]?.slice(0, 2)).toEqual(['nothing', String(1000 - length)]);
    expect(rows.slice(2).map(([name]) => name)).toEqual([
      'experts: order1',
      'select: order0',
      'experts: word',
      'cell: lstm',
      'select: matchLength',
    ]);
    const lost = 'order1+'.length;
    expect(rows[2]?.[1]).toBe(`+${lost} (+${((100 * lost) / (1000 - length)).toFixed(2)} %)`);
    expect(rows[2]?.[4]).toBe(`${((-100 * lost) / length).toFixed(2)} %`);
  });

  it('names the parts that cannot be left out', () => {
    expect(rows.at(-1)).toEqual(['select: matchLength', 'no such model', '', '', '']);
  });

  it('prints a table of either kind', () => {
    expect(asMarkdown(rows)).toContain('| without | a | bb | all | time |\n| --- | ---: |');
    const lines = asText(rows).split('\n');
    expect(lines).toHaveLength(rows.length);
    expect(lines[0]?.length).toBe(lines[2]?.length);
  });

  it('leaves out what changes nothing', () => {
    const blind = (spec: Spec) => String(spec['experts']);
    const found = ablate(WHOLE, variants(WHOLE, FIELDS), ['a'], blind, measure);
    expect(found.map(({ name }) => name)).toEqual(['nothing', 'experts: order1', 'experts: word']);
  });

  it('says why when the whole cannot be measured', () => {
    const [first] = ablate(WHOLE, [], ['a'], format, () => {
      throw new Error('no file');
    });
    expect(first).toEqual({ name: 'nothing', files: [], problem: 'no file' });
    expect(ablationRows([first as never], ['a'])).toEqual([]);
  });
});
