/** The progress of one file: share, speed and remaining time. */
import type { Learning, Progress } from '../../types.js';
import { formatBytes, formatClock, formatDuration, formatRatio, formatSpeed } from './format.js';

/** The file whose progress is shown, and what is known of its size beforehand. */
export interface ProgressSubject {
  readonly label: string;
  readonly direction: 'compress' | 'decompress';
  /** Bytes of the input: of the file to compress, or of the archive. */
  readonly totalIn: number | undefined;
  /** Bytes of the uncompressed file. */
  readonly originalBytes: number | undefined;
  /** Path of the dictionary. */
  readonly dictionary?: string | undefined;
}

/** The output for progress. */
export interface ProgressScreen {
  /** Redraws the status line. */
  status(text: string): void;
  /** Prints a line. */
  estimate(text: string): void;
}

const REDRAW_MS = 100;
/** The speed is known well enough after this time. */
const ESTIMATE_AFTER_MS = 2000;
/** The expected duration is printed from this length on. */
const LONG_MS = 60_000;

export class ProgressMeter {
  private readonly started: number;
  private drawn = Number.NEGATIVE_INFINITY;
  private estimated = false;
  /** The last report before the first byte was coded: priming may take a while. */
  private base = { elapsed: 0, share: 0 };
  /** The first report of priming. A byte takes as long there as in coding, so priming gives the speed. */
  private priming: { readonly elapsed: number; readonly bytes: number } | undefined;

  constructor(
    private readonly subject: ProgressSubject,
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
    if (progress.learning) this.priming ??= { elapsed, bytes: progress.learning.bytes };
    this.printEstimate(progress, elapsed);
    if (time - this.drawn < REDRAW_MS) return;
    this.drawn = time;
    this.screen.status(this.line(progress, elapsed));
  }

  /** Prints the expected duration once, when the speed is known, if it is long. */
  private printEstimate(progress: Progress, elapsed: number): void {
    const left = this.left(progress, elapsed);
    const measured = this.measured(progress, elapsed);
    if (this.estimated || left === undefined || measured.elapsed < ESTIMATE_AFTER_MS) return;
    this.estimated = true;
    const total = elapsed + left;
    if (total < LONG_MS) return;
    const { label, direction } = this.subject;
    const speed = formatSpeed(measured.bytes, measured.elapsed / 1000);
    const addition = direction === 'compress' ? '; decompressing will take as long' : '';
    this.screen.estimate(`${label}: about ${formatDuration(total / 1000)} at ${speed}${addition}`);
  }

  /** Bytes coded and the milliseconds they took; before the first coded byte, those of priming. */
  private measured(progress: Progress, elapsed: number): { bytes: number; elapsed: number } {
    const coded = this.original(progress);
    if (coded > 0 || !this.priming) return { bytes: coded, elapsed: elapsed - this.base.elapsed };
    const { bytes, elapsed: since } = this.priming;
    return { bytes: (progress.learning?.bytes ?? bytes) - bytes, elapsed: elapsed - since };
  }

  /** Remaining milliseconds; undefined if the size is unknown or nothing is done yet. */
  private left(progress: Progress, elapsed: number): number | undefined {
    const { learning } = progress;
    if (learning && this.original(progress) === 0) {
      const { originalBytes } = this.subject;
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
    if (learning) parts.push(`learning ${this.priorNames(learning)}`, percent(shareOf(learning)));
    else if (original > 0) parts.push(formatSpeed(original, (elapsed - this.base.elapsed) / 1000));
    const ratio = learning ? undefined : this.ratio(progress);
    if (ratio !== undefined) parts.push(`ratio ${ratio}`);
    const left = this.left(progress, elapsed);
    if (left !== undefined) parts.push(`${formatClock(left / 1000)} left`);
    else if (share === undefined) parts.push(formatClock(elapsed / 1000));
    return `${this.subject.label}: ${parts.join(', ')}`;
  }

  /** The priors that are learned: `English and dict.txt`. */
  private priorNames({ what }: Learning): string {
    const names = what.split(' + ').map((name) => {
      if (name === 'dictionary') return this.subject.dictionary ?? 'the dictionary';
      return PRIOR_NAMES[name] ?? name;
    });
    return names.join(' and ');
  }

  /** The share of the input, from 0 to 1; undefined if its size is unknown. */
  private share({ bytesIn }: Progress): number | undefined {
    const { totalIn } = this.subject;
    if (totalIn === undefined) return undefined;
    return totalIn === 0 ? 1 : Math.min(1, bytesIn / totalIn);
  }

  /** Bytes of the original coded so far. */
  private original({ bytesIn, bytesOut }: Progress): number {
    return this.subject.direction === 'compress' ? bytesIn : bytesOut;
  }

  private amount(original: number): string {
    const { originalBytes } = this.subject;
    const done = formatBytes(original);
    return originalBytes === undefined ? done : `${done} of ${formatBytes(originalBytes)}`;
  }

  /** The ratio so far; undefined before the first coded byte. */
  private ratio(progress: Progress): string | undefined {
    const { bytesIn, bytesOut } = progress;
    const original = this.original(progress);
    const archive = this.subject.direction === 'compress' ? bytesOut : bytesIn;
    return original > 0 && archive > 0 ? formatRatio(archive, original) : undefined;
  }
}

/** The names of priors in the status line. */
const PRIOR_NAMES: Readonly<Record<string, string>> = {
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
