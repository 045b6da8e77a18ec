/** The frame of all charts, and what a kind of chart puts into it. */
import type * as Plot from '@observablehq/plot';
import type { LegendEntry } from './legend.js';

/** Narrow, with large letters: on a phone a page shows it at three quarters of its size. */
export const WIDTH = 480;
export const FONT_SIZE = 14;

/** What a kind of chart contributes. */
export interface Drawing {
  /** Of the vertical axis, above it. */
  readonly yLabel?: string;
  /** Height of the plot, without title and legend. */
  readonly height: number;
  readonly legend: readonly LegendEntry[];
  readonly options: Plot.PlotOptions;
  readonly marks: readonly Plot.Markish[];
}
