/** The steps that compressing, decompressing and testing a file share. */
import type { Progress } from '../types.js';
import type { Command } from './arguments/command.js';
import type { Sink } from './io/sink.js';
import type { Source } from './io/source.js';
import { type Pipeline, type Transfer, transfer } from './io/transfer.js';
import type { ModelFiles } from './model-files.js';
import {
  bitsPerCharacter,
  formatCount,
  formatDuration,
  formatRatio,
  formatSpeed,
  ratios,
  rounded,
} from './report/format.js';
import { ProgressMeter, type ProgressSubject } from './report/progress.js';
import type { Reporter } from './report/reporter.js';
import { finishSource } from './source-removal.js';

export interface Conversion {
  readonly command: Command;
  readonly source: Source;
  readonly sink: Sink;
  readonly modelFiles: ModelFiles;
  readonly subject: ProgressSubject;
  /** The models as text, if known; called when the conversion is complete. */
  readonly models: () => string | undefined;
  /** Further lines of the report with -v; called when the conversion is complete. */
  readonly details?: () => readonly string[];
  readonly pipeline: (onProgress: (progress: Progress) => void) => Pipeline;
}

/** Converts the file, commits the sink, reports, and removes the source with --rm. On an error discards the sink. */
export async function convert(conversion: Conversion, reporter: Reporter): Promise<void> {
  const { source, sink, subject, pipeline } = conversion;
  let transferred: Transfer;
  try {
    const watched = reporter.showsProgress || reporter.isVerbose;
    const meter = watched ? new ProgressMeter(subject, reporter) : undefined;
    transferred = await transfer(
      source,
      pipeline((progress) => meter?.report(progress)),
      sink,
    );
    await sink.commit();
  } catch (error) {
    await sink.discard();
    throw error;
  } finally {
    reporter.clearStatus();
  }
  report(conversion, transferred, reporter);
  await finishSource(conversion, reporter);
}

function report(
  { command, source, sink, subject, models: modelsOf, details }: Conversion,
  { bytesIn, bytesOut, seconds }: Transfer,
  reporter: Reporter,
): void {
  const { label, direction } = subject;
  const compressing = direction === 'compress';
  const [originalBytes, archiveBytes] = compressing ? [bytesIn, bytesOut] : [bytesOut, bytesIn];
  const ratio = formatRatio(archiveBytes, originalBytes);
  const bpc = bitsPerCharacter(archiveBytes, originalBytes);
  const outcome = command.action === 'test' ? `${label}: OK,` : `${label} -> ${sink.name}:`;
  const facts = [
    `${formatCount(bytesIn)} -> ${formatCount(bytesOut)} bytes`,
    `ratio ${ratio}`,
    ...(bpc === undefined ? [] : [`${bpc.toFixed(3)} bpc`]),
    formatDuration(seconds),
    formatSpeed(originalBytes, seconds),
  ];
  const models = modelsOf();
  reporter.result(`${outcome} ${facts.join(', ')}`, {
    action: command.action,
    file: source.label,
    ...(sink.name === undefined ? {} : { output: sink.name }),
    originalBytes,
    archiveBytes,
    ...ratios(archiveBytes, originalBytes),
    seconds: rounded(seconds, 3),
    ...(models === undefined ? {} : { spec: models }),
  });
  for (const detail of details?.() ?? []) reporter.detail(`${label}: ${detail}`);
}
