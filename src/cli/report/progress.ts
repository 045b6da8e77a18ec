/** How far the work on one file is, how fast it goes and how long it will take. */
import type { Learning, Progress } from '../../types.js';
import { formatBytes, formatClock, formatDuration, formatRatio, formatSpeed } from './format.js';

/** What is known about the work before it begins. */
export interface Work {
  readonly label: string;
  readonly direction: 'compress' | 'decompress';
  /** Bytes that will come in: of the file to compress, or of the archive. */
  readonly totalIn: number | undefined;
  /** Bytes of the file when it is not compressed. */
  readonly originalBytes: number | undefined;
  /** The file that -D names. */
  readonly dictionary?: string | undefined;
}

/** Where progress is shown. */
export interface ProgressScreen {
  /** Redraws the line. */
  status(text: string): void;
  /** Says something that stays. */
  estimate(text: string): void;
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
  /** The last moment at which nothing was coded yet: models may learn for a while first. */
  private base = { elapsed: 0, share: 0 };
  /** The first report of learning. A byte that is learned takes as long as one that is coded, which tells a speed. */
  private learned: { readonly elapsed: number; readonly bytes: number } | undefined;

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
    if (progress.learning) this.learned ??= { elapsed, bytes: progress.learning.bytes };
    this.announce(progress, elapsed);
    if (time - this.drawn < REDRAW_MS) return;
    this.drawn = time;
    this.screen.status(this.line(progress, elapsed));
  }

  /** Once, as soon as the speed is known: how long this will take, if that is long. */
  private announce(progress: Progress, elapsed: number): void {
    const left = this.left(progress, elapsed);
    const measured = this.measured(progress, elapsed);
    if (this.estimated || left === undefined || measured.elapsed < ESTIMATE_AFTER_MS) return;
    this.estimated = true;
    const whole = elapsed + left;
    if (whole < LONG_MS) return;
    const { label, direction } = this.work;
    const speed = formatSpeed(measured.bytes, measured.elapsed / 1000);
    const consequence = direction === 'compress' ? '; decompressing will take as long' : '';
    this.screen.estimate(
      `${label}: about ${formatDuration(whole / 1000)} at ${speed}${consequence}`,
    );
  }

  /** What tells the speed: bytes coded and the time for them, or bytes learned as long as none is coded. */
  private measured(progress: Progress, elapsed: number): { bytes: number; elapsed: number } {
    const coded = this.original(progress);
    if (coded > 0 || !this.learned) return { bytes: coded, elapsed: elapsed - this.base.elapsed };
    const { bytes, elapsed: since } = this.learned;
    return { bytes: (progress.learning?.bytes ?? bytes) - bytes, elapsed: elapsed - since };
  }

  /** Milliseconds to go; undefined when the whole is not known or nothing is done yet. */
  private left(progress: Progress, elapsed: number): number | undefined {
    const { learning } = progress;
    if (learning && this.original(progress) === 0) {
      const { originalBytes } = this.work;
      const measured = this.measured(progress, elapsed);
      if (originalBytes === undefined || measured.bytes <= 0) return undefined;
      const bytes = learning.total - learning.bytes + originalBytes;
      return (measured.elapsed * bytes) / measured.bytes;
    }
    const share = this.share(progress);
    if (share === undefined || share <= this.base.share) return undefined;
    return ((elapsed - this.base.elapsed) * (1 - share)) / (share - this.base.share);
  }

  private line(progress: Progress, elapsed: number): string {
    const share = this.share(progress);
    const original = this.original(progress);
    const parts: string[] = [];
    const { learning } = progress;
    if (!learning || original > 0) {
      if (share !== undefined) parts.push(percent(share));
      parts.push(this.amount(original));
    }
    if (learning) parts.push(`learning ${this.subject(learning)}`, percent(shareOf(learning)));
    else if (original > 0) parts.push(formatSpeed(original, (elapsed - this.base.elapsed) / 1000));
    const ratio = learning ? undefined : this.ratio(progress);
    if (ratio !== undefined) parts.push(`ratio ${ratio}`);
    const left = this.left(progress, elapsed);
    if (left !== undefined) parts.push(`${formatClock(left / 1000)} left`);
    else if (share === undefined) parts.push(formatClock(elapsed / 1000));
    return `${this.work.label}: ${parts.join(', ')}`;
  }

  /** What is learned, in words: `English and dict.txt`. */
  private subject({ what }: Learning): string {
    const names = what.split(' + ').map((name) => {
      if (name === 'dictionary') return this.work.dictionary ?? 'the dictionary';
      return SUBJECTS[name] ?? name;
    });
    return names.join(' and ');
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

/** The names of priors in words. */
const SUBJECTS: Readonly<Record<string, string>> = {
  english: 'English',
  structured: 'structured data',
  all: 'text and structured data',
};

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function shareOf({ bytes, total }: Learning): number {
  return total === 0 ? 1 : Math.min(1, bytes / total);
}
