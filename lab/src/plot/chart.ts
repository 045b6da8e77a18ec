/** Charts as data: what is drawn, without how. */

export type Chart = LineChart | BarChart;

/** Values of y against x. */
export interface LineChart {
  readonly type: 'lines';
  /** Part of the picture's file name; different from the others of an experiment. */
  readonly name: string;
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  /** Stretches of the horizontal axis, tinted by their labels. */
  readonly bands?: readonly Band[] | undefined;
}

export interface Band {
  readonly from: number;
  readonly to: number;
  /** In the legend. Bands of the same label share an entry and a colour. */
  readonly label: string;
}

export interface Axis {
  /** In words, with the unit. */
  readonly label: string;
  /** `symlog` is linear around 0 and logarithmic from `constant` on; `log` draws positive values only. Default: linear. */
  readonly scale?: 'linear' | 'log' | 'symlog' | undefined;
  /** Of symlog. Default: 0.001. */
  readonly constant?: number | undefined;
  /** Default: the values with marks at them, or chosen by the scale. */
  readonly ticks?: readonly number[] | undefined;
  /** Values that the axis contains besides those of the series. */
  readonly includes?: readonly number[] | undefined;
}

/**
 * `measured`: a line in a colour of its own. `note`: crosses, in the colour of the series that it belongs to. `theory`: a
 * dashed grey line. `reference`: a dotted line, such as another program's.
 */
export type SeriesKind = 'measured' | 'note' | 'theory' | 'reference';

export interface Series {
  readonly kind: SeriesKind;
  /** In the legend. Series of the same label share an entry. */
  readonly label: string;
  /** Number of the colour, from 0. Of theory: the series that it belongs to; undefined for all. */
  readonly color?: number | undefined;
  readonly points: readonly Point[];
  /** Whether a line joins what is measured. Default: true. */
  readonly joined?: boolean | undefined;
  /** Whether there is a dot at each point. Default: where there are few points. */
  readonly dots?: boolean | undefined;
}

/** x in words stands at a place of its own, in the order of the first series. */
export interface Point {
  readonly x: number | string;
  readonly y: number;
}

/** Horizontal bars, one a row. */
export interface BarChart {
  readonly type: 'bars';
  readonly name: string;
  readonly title: string;
  /** In words, with the unit. */
  readonly label: string;
  readonly bars: readonly Bar[];
  /** Values to compare all bars with, as vertical lines: at most two. */
  readonly lines?: readonly BarLine[] | undefined;
}

export interface Bar {
  readonly name: string;
  readonly value: number;
  /** Whether it is a part that goes on where the bar before ends, in the same row. Default: false. */
  readonly stacked?: boolean | undefined;
  /** Bars of one group have one colour and a legend entry. */
  readonly group?: string | undefined;
  readonly note?: number | undefined;
  readonly theory?: number | undefined;
}

export interface BarLine {
  /** In the legend. */
  readonly label: string;
  readonly value: number;
}
