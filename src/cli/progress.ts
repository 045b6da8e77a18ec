/** How far the work on one file is, how fast it goes and how long it will take. */
import type { Progress } from '../types.js';
import { formatBytes, formatClock, formatDuration, formatRatio, formatSpeed } from './format.js';

/** What is known about the work before it begins. */
export interface Work {
  readonly label: string;
  readonly direction: 'compress' | 'decompress';
  /** Bytes that will come in: of the file to compress, or of the archive. */
  readonly totalIn: number | undefined;
  /** Bytes of the file when it is not compressed. */
  readonly originalBytes: number | undefined;
}

/** Where progress is shown. */
export interface ProgressScreen {
  /** Redraws the line. */
  status(text: string): void;
  /** Says something that stays. */
  estimate(text: string): void;
  readonly columns: number;
}

const REDRAW_MS = 100;
/** Long enough for the speed to be known, short enough to be told up front. */
const ESTIMATE_AFTER_MS = 2000;
/** Work shorter than this needs no announcement. */
const LONG_MS = 60_000;

export class ProgressMeter {
  private readonly started: number;
  private drawn = Number.NEGATIVE_INFINITY;
  private estimated = false;
  /** The last moment at which nothing was coded yet: models may learn for a while first, which tells no speed. */
  private base = { elapsed: 0, share: 0 };

  constructor(
    private readonly work: Work,
    private readonly screen: ProgressScreen,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.started = now();
    this.report({ bytesIn: 0, bytesOut: 0 });
  }

  report(progress: Progress): void {
    const time = this.now();
    const elapsed = time - this.started;
    if (this.original(progress) === 0) this.base = { elapsed, share: this.share(progress) ?? 0 };
    this.announce(progress, elapsed);
    if (time - this.drawn < REDRAW_MS) return;
    this.drawn = time;
    this.screen.status(shorten(this.line(progress, elapsed), this.screen.columns));
  }

  /** Once, as soon as the speed is known: how long this will take, if that is long. */
  private announce(progress: Progress, elapsed: number): void {
    const left = this.left(progress, elapsed);
    const coding = elapsed - this.base.elapsed;
    if (this.estimated || left === undefined || coding < ESTIMATE_AFTER_MS) return;
    this.estimated = true;
    const whole = elapsed + left;
    if (whole < LONG_MS) return;
    const { label, direction } = this.work;
    const speed = formatSpeed(this.original(progress), coding / 1000);
    const consequence = direction === 'compress' ? '; decompressing will take as long' : '';
    this.screen.estimate(
      `${label}: about ${formatDuration(whole / 1000)} at ${speed}${consequence}`,
    );
  }

  /** Milliseconds to go; undefined when the whole is not known or nothing is coded yet. */
  private left(progress: Progress, elapsed: number): number | undefined {
    const share = this.share(progress);
    if (share === undefined || share <= this.base.share) return undefined;
    return ((elapsed - this.base.elapsed) * (1 - share)) / (share - this.base.share);
  }

  private line(progress: Progress, elapsed: number): string {
    const share = this.share(progress);
    const original = this.original(progress);
    const parts: string[] = [];
    if (share !== undefined) parts.push(`${(100 * share).toFixed(1)} %`);
    parts.push(this.amount(original));
    if (original > 0) parts.push(formatSpeed(original, (elapsed - this.base.elapsed) / 1000));
    const ratio = this.ratio(progress);
    if (ratio !== undefined) parts.push(`ratio ${ratio}`);
    const left = this.left(progress, elapsed);
    if (left !== undefined) parts.push(`${formatClock(left / 1000)} left`);
    else if (share === undefined) parts.push(formatClock(elapsed / 1000));
    return `${this.work.label}: ${parts.join(', ')}`;
  }

  /** From 0 to 1; undefined when the whole is not known. */
  private share({ bytesIn }: Progress): number | undefined {
    const { totalIn } = this.work;
    if (totalIn === undefined) return undefined;
    return totalIn === 0 ? 1 : Math.min(1, bytesIn / totalIn);
  }

  /** Bytes of the original already coded. */
  private original({ bytesIn, bytesOut }: Progress): number {
    return this.work.direction === 'compress' ? bytesIn : bytesOut;
  }

  private amount(original: number): string {
    const { originalBytes } = this.work;
    const done = formatBytes(original);
    return originalBytes === undefined ? done : `${done} of ${formatBytes(originalBytes)}`;
  }

  /** Of what is done so far; undefined as long as that is nothing. */
  private ratio(progress: Progress): string | undefined {
    const { bytesIn, bytesOut } = progress;
    const original = this.original(progress);
    const archive = this.work.direction === 'compress' ? bytesOut : bytesIn;
    return original > 0 && archive > 0 ? formatRatio(archive, original) : undefined;
  }
}

/** Shortens the label at the front of a line until the line fits the terminal. */
function shorten(line: string, columns: number): string {
  const excess = line.length - (columns - 1);
  return excess <= 0 ? line : `...${line.slice(excess + 3)}`;
}
