/**
 * A network whose numbers are no longer finite is an error. No model that a spec can name was seen to get there, with
 * its activations bounded and its gradients clipped, so these tests put the poison in by hand.
 */
import { describe, expect, it } from 'vitest';
import { DIVERGED } from '#dist/codec/codec.js';
import { parseSpec } from '#dist/model/model-spec.js';
import { TestNetwork } from './support/network.js';
import { Probe } from './support/probe.js';

const { NaN: NOTHING, POSITIVE_INFINITY: MORE, NEGATIVE_INFINITY: LESS } = Number;
const ALL = [NOTHING, MORE, LESS];

describe('a network', () => {
  const network = new TestNetwork(parseSpec('lstm(8x2,horizon=6,ngramBits=4)'), 5);
  const symbols = [0, 1, 2, 3, 4, 0];

  it.each([
    ['layer0.embedding1', 0, ALL],
    ['layer0.recurrent', 1, ALL],
    ['layer0.gain1', 0, [NOTHING]],
    ['layer0.bias2', 0, [NOTHING]],
    ['layer1.below', 0, ALL],
    ['head.from1', 1, ALL],
    // A logit of less than nothing is a probability of e^-30: no harm, and exact.
    ['head.bias', 0, [NOTHING, MORE]],
  ])('stops within two segments of a poisoned weight: %s', (name, clean, poisons) => {
    for (const poison of poisons) {
      network.open();
      // Recurrent weights, and those of a head that starts at zero, have something to act on after a segment.
      for (let i = 0; i < clean; i++) expect(network.run(symbols)).toBe(symbols.length);
      network.parameter(name)[0] = poison;
      const steps = network.run(symbols);
      if (steps === symbols.length) expect(network.run(symbols)).toBeLessThan(symbols.length);
    }
  });
});

describe('a block', () => {
  it('gives DIVERGED', () => {
    const probe = new Probe();
    probe.plan(parseSpec('rnn(8x1,ngrams=1,horizon=1)'), 5, 100);
    const top = probe.call.measure();
    expect(probe.call.open()).toBe(0);
    new Uint8Array(probe.memory.buffer).fill(0, probe.call.inputAddress(), 100);
    while (probe.call.advance(1) < 10);
    // At the end of the arena: 257 sums of counts, before them the head's probabilities, and its mean squares.
    const sums = 64 * Math.ceil((257 * 4) / 64);
    probe.at(top - sums - 2 * 128, 32).fill(Number.NaN);
    expect(probe.call.advance(1e9)).toBe(DIVERGED);
    expect(probe.call.advance(1e9)).toBe(DIVERGED);
  });
});
