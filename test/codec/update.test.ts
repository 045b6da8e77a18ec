/** Update rules against the scalar reference, bit for bit, over several steps of their running means. */
import { describe, expect, it } from 'vitest';
import { adam, whiten } from '../reference/update.js';
import { Random } from '../support/random.js';
import { uniform } from './support/numbers.js';
import { Probe } from './support/probe.js';

const probe = new Probe();

describe('update rules', () => {
  const rates = { rate: Math.fround(0.01), gain1: Math.fround(0.3), gain2: Math.fround(0.05) };

  it.each([true, false])('adam, momentum: %s', (momentum) => {
    const random = new Random(1);
    const n = 40;
    const { w, m, v, g } = probe.floats({ w: n, m: n, v: n, g: n });
    w.values.set(uniform(random, n));
    const own = { w: w.values.slice(), m: m.values.slice(), v: v.values.slice() };
    for (let step = 0; step < 5; step++) {
      g.values.set(uniform(random, n, 10 ** -step));
      const { rate, gain1, gain2 } = rates;
      const first = momentum ? m.address : 0;
      probe.call.adamStep(w.address, first, v.address, g.address, n, rate, gain1, gain2);
      adam(own.w, momentum ? own.m : null, own.v, g.values, rates);
    }
    expect(w.values).toEqual(own.w);
    expect(m.values).toEqual(own.m);
    expect(v.values).toEqual(own.v);
  });

  it.each([1, 2, 7])('whiten, %i rows', (rows) => {
    const random = new Random(rows);
    const [n, stride] = [24, 28];
    const { x, out, mean } = probe.floats({ x: rows * stride, out: rows * stride, mean: n });
    const own = mean.values.slice();
    for (let step = 0; step < 4; step++) {
      x.values.set(uniform(random, x.values.length));
      const list = Array.from({ length: rows }, (_, r) =>
        x.values.slice(r * stride, r * stride + n),
      );
      const { gain2, rate } = rates;
      const [from, to, means] = [x.address, out.address, mean.address];
      probe.call.whitenRows(to, from, 4 * stride, n, rows, means, gain2, rate);
      whiten(list, own, gain2, rate).forEach((row, r) => {
        expect(out.values.slice(r * stride, r * stride + n)).toEqual(row);
      });
    }
    expect(mean.values).toEqual(own);
  });
});
