/** Axes of numbers: scales, ticks and their labels. */
import type * as Plot from '@observablehq/plot';
import type { Axis } from './chart.js';

/** Where a symlog scale turns from linear to logarithmic, unless an axis says. */
const CONSTANT = 0.001;

/** @param width Of the axis in pixels, where labels stand beside each other; undefined: above each other. */
export function axisOptions(
  axis: Axis,
  values: readonly number[],
  width?: number,
): Plot.ScaleOptions {
  const { label, scale = 'linear', constant = CONSTANT, ticks, includes = [] } = axis;
  const all = [...values, ...includes].filter((value) => scale !== 'log' || value > 0);
  const domain =
    all.length === 0 ? ([1, 10] as const) : ([Math.min(...all), Math.max(...all)] as const);
  const wanted = ticks ?? (scale === 'log' ? logTicks(...domain) : undefined);
  const shown = width === undefined ? wanted : wanted && spaced(wanted, axis, domain, width);
  return {
    label,
    labelAnchor: 'center',
    labelArrow: 'none',
    type: scale,
    ...(scale === 'symlog' && { constant }),
    domain: [...domain],
    ...(shown === undefined ? { nice: true } : { ticks: [...shown] }),
    tickFormat: tickText,
  };
}

/** The powers of ten of a range; where there are few of them, also twice and five times these. */
function logTicks(from: number, to: number): number[] {
  const first = Math.floor(Math.log10(from));
  const count = Math.ceil(Math.log10(to)) - first + 1;
  const powers = Array.from({ length: count }, (_, i) => Number(`1e${first + i}`));
  const within = (value: number) => value >= from && value <= to;
  const whole = powers.filter(within);
  return whole.length > 2
    ? whole
    : powers.flatMap((power) => [power, 2 * power, 5 * power]).filter(within);
}

/** Width of a letter of a label in pixels, and the least distance between two labels. */
export const LETTER = 8;
const DISTANCE = 6;

/** Where a scale has a value, but for a linear map. */
const POSITIONS: Readonly<
  Record<NonNullable<Axis['scale']>, (constant: number) => (value: number) => number>
> = {
  linear: () => (value) => value,
  log: () => Math.log,
  symlog: (constant) => (value) => Math.sign(value) * Math.log1p(Math.abs(value) / constant),
};

/** The ticks whose labels do not touch the label before. */
function spaced(
  ticks: readonly number[],
  { scale, constant = CONSTANT }: Axis,
  [from, to]: readonly [number, number],
  width: number,
): number[] {
  const of = POSITIONS[scale ?? 'linear'](constant);
  const shown: number[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const tick of [...ticks].sort((a, b) => a - b)) {
    const center = ((of(tick) - of(from)) / (of(to) - of(from))) * width;
    const half = (LETTER * tickText(tick).length) / 2;
    if (center - half < end + DISTANCE) continue;
    shown.push(tick);
    end = center + half;
  }
  return shown;
}

/** 1000000 as 1 M, 20000 as 20 k. */
export function tickText(value: number | string): string {
  if (typeof value === 'string') return value;
  const size = Math.abs(value);
  if (size >= 1e9) return `${short(value / 1e9)} G`;
  if (size >= 1e6) return `${short(value / 1e6)} M`;
  if (size >= 1e4) return `${short(value / 1e3)} k`;
  return short(value);
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}
