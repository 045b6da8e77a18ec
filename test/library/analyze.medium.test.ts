/** analyze() at every level, for every kind, and with helper threads. */
import { describe, expect, it } from 'vitest';
import { KIND_NAMES } from '#dist/node/index.js';
import { inputOf } from '../support/inputs.js';
import { analyzed, expectWhole } from './support/analyzed.js';

const KINDS = KIND_NAMES.filter((kind) => kind !== 'incompressible');

describe.each([1, 2, 3, 4, 5, 6, 7, 8, 9])('level %s', (level) => {
  it.each(KINDS)('%s', async (kind) => {
    await expectWhole(inputOf(kind, 5000), { level, kind });
  });
});

it('a network beside a mix, one segment behind, is the same with a helper thread', async () => {
  const input = inputOf('text', 40_000);
  const model = 'mix(orders=1+2+3)+lstm(64x1,lag=1,horizon=10)';
  await expectWhole(input, { model });
  const [one] = await analyzed(input, { model, threads: 1 });
  const [two] = await analyzed(input, { model, threads: 2 });
  expect(two?.bits).toEqual(one?.bits);
  expect(two?.votes).toEqual(one?.votes);
  expect(two?.archiveBytes).toBe(one?.archiveBytes);
});
