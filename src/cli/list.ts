/** What archives say about themselves, in a table; nothing is decoded. */
import {
  type ArchiveInfo,
  type BlockInfo,
  type FrameInfo,
  inspect,
  type StreamInfo,
} from '../node/index.js';
import { openArchive } from './archive-source.js';
import { treatment } from './chosen.js';
import type { Command } from './command.js';
import { printable } from './failure.js';
import { formatBytes, formatCount, formatRatio, proportions } from './format.js';
import { hasSuffix } from './naming.js';
import type { Reporter } from './reporter.js';
import { specsOf } from './specs.js';
import type { Found } from './walk.js';

/** One line of the table. */
interface Row {
  readonly frames: number;
  readonly blocks: number;
  readonly archiveBytes: number;
  readonly originalBytes: number;
}

export class Listing {
  private rows = 0;
  private total: Row = { frames: 0, blocks: 0, archiveBytes: 0, originalBytes: 0 };

  constructor(
    private readonly command: Command,
    private readonly reporter: Reporter,
  ) {}

  /** Prints what there is to say about one archive; rejects when it is none or is damaged. */
  async add({ path, inside }: Found): Promise<void> {
    if (inside && !hasSuffix(path, this.command.suffix)) return;
    const source = await openArchive(path, { followLinks: true, anyKind: true });
    try {
      const info = await inspect(source.chunks());
      this.print(source.label, info);
    } finally {
      await source.close();
    }
  }

  /** Prints the sums, if there is more than one line to sum. */
  finish(): void {
    if (this.rows > 1 && !this.reporter.isJson)
      this.reporter.printed(line(cells(this.total), `(${this.rows} files)`));
  }

  private print(label: string, info: ArchiveInfo): void {
    const row: Row = {
      frames: info.frames.length,
      blocks: info.frames.reduce((sum, { blocks }) => sum + blocks.length, 0),
      archiveBytes: info.archiveBytes,
      originalBytes: info.originalBytes,
    };
    this.total = {
      frames: this.total.frames + row.frames,
      blocks: this.total.blocks + row.blocks,
      archiveBytes: this.total.archiveBytes + row.archiveBytes,
      originalBytes: this.total.originalBytes + row.originalBytes,
    };
    const { reporter } = this;
    if (reporter.isJson) reporter.done('', record(label, info, row, reporter.isVerbose));
    else {
      if (this.rows === 0) reporter.printed(line(HEADINGS, 'Name'));
      reporter.printed(line(cells(row), printable(label)));
      if (reporter.isVerbose) reporter.printed(details(info));
    }
    this.rows++;
  }
}

const HEADINGS = ['Frames', 'Blocks', 'Compressed', 'Original', 'Ratio'];
const WIDTHS = [6, 6, 15, 15, 6];

function line(columns: readonly string[], name: string): string {
  return `${columns.map((text, i) => text.padStart(WIDTHS[i] ?? 0)).join(' ')}  ${name}\n`;
}

function cells({ frames, blocks, archiveBytes, originalBytes }: Row): string[] {
  const counts = [frames, blocks, archiveBytes, originalBytes].map(formatCount);
  return [...counts, formatRatio(archiveBytes, originalBytes)];
}

/** With -v: a line for each frame and block, and for each stream where a block has several. */
function details({ frames }: ArchiveInfo): string {
  return frames
    .flatMap((frame, i) => [frameLine(frame, i + 1), ...frame.blocks.flatMap(blockLines)])
    .map((text) => `${text}\n`)
    .join('');
}

function frameLine(frame: FrameInfo, number: number): string {
  const facts = [
    `format ${frame.version}`,
    ...(frame.name === undefined ? [] : [`name '${printable(frame.name)}'`]),
    ...(frame.mtime === undefined ? [] : [`changed ${frame.mtime.toISOString()}`]),
    ...(frame.dictionary === undefined ? [] : [`dictionary xxh64 ${frame.dictionary}`]),
  ];
  return `  frame ${number}: ${facts.join(', ')}`;
}

function blockLines(block: BlockInfo, index: number): string[] {
  const { streams, segments, numericVersion, memory } = block;
  const [only] = streams;
  const facts = [
    `${formatCount(block.codedBytes)} of ${formatCount(block.originalBytes)} bytes`,
    streams.length === 1 && only
      ? treatment(only)
      : `${streams.length} streams in ${formatCount(segments)} segments`,
    ...(numericVersion === undefined ? [] : [`numeric version ${numericVersion}`]),
    ...(memory === 0 ? [] : [`${formatBytes(memory)} of memory`]),
    `xxh64 ${block.checksum}`,
  ];
  const line = `    block ${index + 1}: ${facts.join(', ')}`;
  return streams.length === 1 ? [line] : [line, ...streams.map(streamLine)];
}

function streamLine(stream: StreamInfo, index: number): string {
  const { codedBytes, originalBytes } = stream;
  const bytes = `${formatCount(codedBytes)} of ${formatCount(originalBytes)} bytes`;
  return `      stream ${index + 1}: ${bytes}, ${treatment(stream)}`;
}

function record(file: string, info: ArchiveInfo, row: Row, withFrames: boolean) {
  const { archiveBytes, originalBytes } = row;
  return {
    action: 'list',
    file,
    ...row,
    ...proportions(archiveBytes, originalBytes),
    memory: info.memory,
    spec: specsOf(info),
    ...(withFrames ? { details: info.frames } : {}),
  };
}
