/** One file turned into another: the same steps for compressing, decompressing and testing. */
import type { Progress } from '../types.js';
import type { Command } from './command.js';
import type { DictionaryFile } from './io/dictionary.js';
import { endSource } from './io/removal.js';
import type { Sink } from './io/sink.js';
import type { Source } from './io/source.js';
import { type Coder, type Transferred, transfer } from './io/transfer.js';
import {
  bitsPerCharacter,
  formatCount,
  formatDuration,
  formatRatio,
  formatSpeed,
  proportions,
  rounded,
} from './report/format.js';
import { ProgressMeter, type Work } from './report/progress.js';
import type { Reporter } from './report/reporter.js';

export interface Conversion {
  readonly command: Command;
  readonly source: Source;
  readonly sink: Sink;
  readonly dictionary: DictionaryFile | undefined;
  readonly work: Work;
  /** The models' specs as text, if known; asked when the work is done. */
  readonly spec: () => string | undefined;
  /** More to say of the work when it is done, with -v. */
  readonly remarks?: () => readonly string[];
  /** Makes what does the work. */
  readonly coder: (onProgress: (progress: Progress) => void) => Coder;
}

/** Does it. The sink is committed when all went well and discarded otherwise; only then is the source removed. */
export async function convert(conversion: Conversion, reporter: Reporter): Promise<void> {
  const { source, sink, work, coder } = conversion;
  let transferred: Transferred;
  try {
    const watched = reporter.showsProgress || reporter.isVerbose;
    const meter = watched ? new ProgressMeter(work, reporter) : undefined;
    transferred = await transfer(
      source,
      coder((progress) => meter?.report(progress)),
      sink,
    );
    await sink.commit();
  } catch (error) {
    await sink.discard();
    throw error;
  } finally {
    reporter.pause();
  }
  report(conversion, transferred, reporter);
  await endSource(conversion, reporter);
}

function report(
  { command, source, sink, work, spec: specOf, remarks }: Conversion,
  { bytesIn, bytesOut, seconds }: Transferred,
  reporter: Reporter,
): void {
  const compressing = work.direction === 'compress';
  const [originalBytes, archiveBytes] = compressing ? [bytesIn, bytesOut] : [bytesOut, bytesIn];
  const ratio = formatRatio(archiveBytes, originalBytes);
  const bpc = bitsPerCharacter(archiveBytes, originalBytes);
  const what = command.action === 'test' ? `${work.label}: OK,` : `${work.label} -> ${sink.name}:`;
  const facts = [
    `${formatCount(bytesIn)} -> ${formatCount(bytesOut)} bytes`,
    `ratio ${ratio}`,
    ...(bpc === undefined ? [] : [`${bpc.toFixed(3)} bpc`]),
    formatDuration(seconds),
    formatSpeed(originalBytes, seconds),
  ];
  const spec = specOf();
  reporter.done(`${what} ${facts.join(', ')}`, {
    action: command.action,
    file: source.label,
    ...(sink.name === undefined ? {} : { output: sink.name }),
    originalBytes,
    archiveBytes,
    ...proportions(archiveBytes, originalBytes),
    seconds: rounded(seconds, 3),
    ...(spec === undefined ? {} : { spec }),
  });
  for (const remark of remarks?.() ?? []) reporter.remarked(`${work.label}: ${remark}`);
}
