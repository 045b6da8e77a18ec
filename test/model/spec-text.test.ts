import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatSpec, makeSpec, parseSpec } from '#dist/model/model-spec.js';
import { codeOf } from '../support/failure.js';
import { anySpec } from '../support/specs.js';

const defaults = makeSpec();
/** Never the default, whatever that is tuned to. */
const horizon = defaults.horizon + 1;

describe('the text form', () => {
  it('comes back', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        expect(parseSpec(formatSpec(spec))).toEqual(spec);
      }),
    );
  });

  it('prints what differs from the defaults', () => {
    expect(formatSpec(makeSpec({ cell: 'gru', width: 64, layers: 2 }))).toBe('gru(64x2)');
    expect(formatSpec(makeSpec({ cell: 'lstm', width: 128, layers: 1, horizon }))).toBe(
      `lstm(128x1,horizon=${horizon})`,
    );
  });

  it.each([
    ['rnn', { cell: 'rnn' }],
    ['rnn()', { cell: 'rnn' }],
    ['rnn(64)', { cell: 'rnn', width: 64 }],
    ['rnn(64x3)', { cell: 'rnn', width: 64, layers: 3 }],
    ['rnn(width=64,layers=3)', { cell: 'rnn', width: 64, layers: 3 }],
    [` gru ( 64 x 3 , horizon = ${horizon} ) `, { cell: 'gru', width: 64, layers: 3, horizon }],
    [`rnn(horizon=${horizon})`, { cell: 'rnn', horizon }],
  ] as const)('%s is understood', (text, fields) => {
    expect(parseSpec(text)).toEqual({ ...defaults, ...fields });
  });

  it.each([
    ['', "'' is not a model; write CELL(WIDTHxLAYERS"],
    ['lstm(64x1', 'is not a model'],
    ['lstm(64x1))', 'is not a model'],
    ['lstm(64x1)x', 'is not a model'],
    ['moe', 'cell is rnn, gru, lstm or none, not moe'],
    ['lstm(100x1)', 'width is a multiple of 8 from 8 to 2048, not 100'],
    ['lstm(64x0)', 'layers is an integer from 1 to 8, not 0'],
    ['lstm(64x1,depth=3)', "no field 'depth'"],
    ['lstm(64x1,constructor=3)', "no field 'constructor'"],
    ['lstm(64x1,horizon=ten)', 'horizon=ten is not a number'],
    ['lstm(64x1,horizon=)', "'horizon=' is not FIELD=VALUE"],
    ['lstm(64x1,horizon=1=1)', 'is not FIELD=VALUE'],
    ['lstm(64x1,)', "'' is not FIELD=VALUE"],
    ['lstm(64x1,width=64)', 'width is given twice'],
    ['lstm(64x1,cell=gru)', 'cell is given twice'],
    [`lstm(64x1,horizon=${horizon},horizon=${horizon})`, 'horizon is given twice'],
  ])('%s is refused', (text, message) => {
    expect(codeOf(() => parseSpec(text))).toBe('INVALID_SPEC');
    expect(() => parseSpec(text)).toThrow(message);
  });

  it('of anything is a spec or INVALID_SPEC', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(['INVALID_SPEC', 'nothing']).toContain(codeOf(() => parseSpec(text)));
      }),
    );
  });
});
