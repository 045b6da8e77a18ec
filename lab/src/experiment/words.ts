/** Words for the conclusions of experiments, and figures as reports show them. */
import type { Parameters, Row } from './experiment.js';

/** Bits: four significant digits, no more than five decimals. */
export function bitsText(bits: number): string {
  return String(Number(Number(bits.toPrecision(4)).toFixed(5)));
}

/** `10, 20 and 30`; of nothing: `none`. */
export function listing(items: readonly (string | number)[]): string {
  if (items.length === 0) return 'none';
  if (items.length === 1) return String(items[0]);
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** `k = 10, 20 and 30`; of nothing: `no k`. */
export function valuesText(name: string, values: readonly (string | number)[]): string {
  return values.length === 0 ? `no ${name}` : `${name} = ${listing(values)}`;
}

/** The row with these parameters. Throws Error if there is not exactly one. */
export function rowWith<P extends Parameters>(
  rows: readonly Row<P>[],
  parameters: Partial<P>,
): Row<P> {
  const found = rowsWith(rows, parameters);
  if (found.length !== 1)
    throw new Error(`${found.length} rows have ${JSON.stringify(parameters)}`);
  return found[0] as Row<P>;
}

export function rowsWith<P extends Parameters>(
  rows: readonly Row<P>[],
  parameters: Partial<P>,
): Row<P>[] {
  const wanted = Object.entries(parameters);
  return rows.filter((row) => wanted.every(([name, value]) => row.parameters[name] === value));
}

/** The rows whose bits are at most `margin` above theory. Rows without theory are left out. */
export function reached<P extends Parameters>(rows: readonly Row<P>[], margin: number): Row<P>[] {
  return rows.filter(({ bits, theory }) => theory !== undefined && bits <= theory + margin);
}

/**
 * A row for each value of a parameter: the mean of the bits of its rows, the sum of their symbols and seconds. Parameters in
 * which they differ, figures and curves are left out.
 */
export function means<P extends Parameters>(
  rows: readonly Row<P>[],
  parameter: keyof P & string,
): Row<P>[] {
  const values = [...new Set(rows.map(({ parameters }) => parameters[parameter]))];
  return values.map((value) => {
    const members = rows.filter(({ parameters }) => parameters[parameter] === value);
    const [first] = members as [Row<P>];
    const sum = (of: (row: Row<P>) => number) => members.reduce((total, row) => total + of(row), 0);
    const shared = Object.entries(first.parameters).filter(([name, common]) =>
      members.every((row) => row.parameters[name] === common),
    );
    return {
      ...first,
      name: `mean of ${members.length}`,
      parameters: Object.fromEntries(shared) as P,
      bits: sum(({ bits }) => bits) / members.length,
      symbols: sum(({ symbols }) => symbols),
      seconds: sum(({ seconds }) => seconds),
      figures: {},
      curve: [],
    };
  });
}

/** The row of fewest bits. */
export function best<P extends Parameters>(rows: readonly Row<P>[]): Row<P> {
  return rows.reduce((least, row) => (row.bits < least.bits ? row : least));
}

/** `12 s`, `3 min 5 s`, `1 h 2 min`. */
export function durationText(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
  const rounded = Math.round(whole / 60);
  return rounded % 60 === 0
    ? `${rounded / 60} h`
    : `${Math.floor(rounded / 60)} h ${rounded % 60} min`;
}

/** `1,000,000`. */
export function countText(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** A part of 1 as `1.4 %`: two significant digits. */
export function percentText(part: number): string {
  return `${Number((100 * part).toPrecision(2))} %`;
}

/** `hiddenSize` as `hidden-size`. */
export function dashed(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
