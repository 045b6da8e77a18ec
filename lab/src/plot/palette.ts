/** Colours of charts on light and on dark ground, as CSS variables: one picture serves both. */

/** After Okabe and Ito, which all readers can tell apart; darker on light ground and lighter on dark. */
const SERIES: readonly (readonly [light: string, dark: string])[] = [
  ['#0072b2', '#56b4e9'],
  ['#d55e00', '#ff8c42'],
  ['#00805e', '#2fc99b'],
  ['#a3478f', '#e39ad0'],
  ['#8a6d00', '#e8c53a'],
  ['#5b4fc4', '#a99fff'],
  ['#6b6b6b', '#b8b8b8'],
];

/** Whether the colours have begun anew for a series, so that it needs another sign than its colour. */
export function isSecondRound(number: number): boolean {
  return number >= SERIES.length;
}

/** The colour of a series; numbers beyond the last begin anew. */
export function seriesColor(number: number): string {
  return `var(--series-${number % SERIES.length})`;
}

export const THEORY = 'var(--theory)';
export const GROUND = 'var(--ground)';
export const INK = 'var(--ink)';

function variables(which: 0 | 1, ground: string, ink: string, theory: string): string {
  const series = SERIES.map((pair, i) => `--series-${i}:${pair[which]};`).join('');
  return `--ground:${ground};--ink:${ink};--theory:${theory};${series}`;
}

const LIGHT = variables(0, '#ffffff', '#24292f', '#57606a');
const DARK = variables(1, '#0d1117', '#d7dde3', '#9aa4af');

/** The style of a picture: the variables, by the reader's preference. */
export const STYLE =
  `.lab-chart{${LIGHT}}` + `@media (prefers-color-scheme:dark){.lab-chart{${DARK}}}`;
