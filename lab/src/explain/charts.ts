/** The charts of a report. */
import type { Band, BarChart, LineChart, Series } from '../plot/chart.js';
import type { Findings, Size } from './findings.js';
import { bitsPerByte, explained, kindShares } from './summary.js';

export function sizeChart({ sizes }: Findings): BarChart {
  const isOurs = ({ coder }: Size) => coder.startsWith('foresay');
  // The groups, foresay first, have their colours in this order.
  const ordered = [...sizes].sort((a, b) => Number(isOurs(b)) - Number(isOurs(a)));
  return {
    type: 'bars',
    name: 'sizes',
    title: 'Size of the archive',
    label: 'bits a byte; a byte as it is has 8',
    bars: ordered.map((size) => ({
      name: size.coder,
      value: Number(bitsPerByte((8 * size.bytes) / size.of)),
      group: isOurs(size) ? 'foresay' : 'other compressors',
    })),
  };
}

export function entropyChart(findings: Findings): LineChart {
  const { blocks, adaptive } = findings.entropy;
  const ours = explained(findings);
  const orders = [
    ...blocks.rows.map(({ length }) => length - 1),
    ...adaptive.map(({ order }) => order),
  ];
  const ticks = [...new Set(orders)].sort((a, b) => a - b);
  const level = (8 * ours.bytes) / ours.of;
  return {
    type: 'lines',
    name: 'entropy',
    title: 'Bits a byte by the bytes known before it',
    x: { label: 'bytes before', ticks },
    y: { label: 'bits a byte', includes: [0] },
    series: [
      {
        kind: 'measured',
        label: 'adaptive coder of this order',
        color: 0,
        points: adaptive.map((row) => ({ x: row.order, y: row.adaptive })),
      },
      {
        kind: 'measured',
        label: 'estimate from blocks, h(L)',
        color: 1,
        points: blocks.rows.map(({ length, rate }) => ({ x: length - 1, y: rate.value })),
      },
      {
        kind: 'theory',
        label: `foresay -${findings.cost.level}`,
        points: [ticks[0] ?? 0, ticks.at(-1) ?? 0].map((x) => ({ x, y: level })),
      },
    ],
  };
}

/** The stretches of a sample side by side: in a long file they would be too narrow to see. */
export function costChart({ cost, stretches, kinds, fileBytes, sampleBytes }: Findings): LineChart {
  let at = 0;
  const points = cost.curve.map(({ start, length, bits }) => {
    at += length;
    return { start, x: at - length / 2, y: bits };
  });
  const series = stretches.map(
    ({ start, length }): Series => ({
      kind: 'measured',
      label: `bits a byte at level ${cost.level}`,
      color: 0,
      points: points.filter((point) => point.start >= start && point.start < start + length),
      // Dots of so many points would hide the line.
      dots: false,
    }),
  );
  let before = 0;
  const bands = kinds.map(({ kind, length }): Band => {
    before += length;
    return { from: before - length, to: before, label: kind };
  });
  return {
    type: 'lines',
    name: 'cost',
    title: 'Cost along the file',
    x: { label: sampleBytes < fileBytes ? 'byte of the sample' : 'byte of the file' },
    y: { label: 'bits a byte', includes: [0] },
    series,
    // One kind needs no tint.
    bands: kindShares(kinds).length > 1 ? bands : [],
  };
}

export function familyChart({ families, sampleBytes }: Findings): BarChart {
  return {
    type: 'bars',
    name: 'families',
    title: 'Bits that the families of experts saved',
    label: 'bits a byte',
    bars: families
      .filter(({ savedBits }) => savedBits / sampleBytes >= 0.005)
      .map(({ name, savedBits }) => ({ name, value: savedBits / sampleBytes })),
  };
}
