/** What archives say about themselves, in a table; nothing is decoded. */
import {
  type ArchiveInfo,
  type BlockInfo,
  type FrameStartInfo,
  type InspectOptions,
  inspect,
  type StreamInfo,
} from '../node/index.js';
import type { Command } from './command.js';
import { printable } from './failure.js';
import { openArchive } from './io/archive-source.js';
import type { Found } from './io/named-files.js';
import { hasSuffix } from './io/naming.js';
import { formatBytes, formatCount, formatRatio, proportions } from './report/format.js';
import type { JsonRecord, Reporter } from './report/reporter.js';
import { treatment } from './report/stream-summary.js';
import { specsOf } from './specs.js';

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
      const info = await inspect(source.chunks(), {
        maxListed: 0,
        ...(this.reporter.isVerbose && this.details(source.label)),
      });
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

  /** With -v: prints each frame and block when it was read, so that none has to be kept. */
  private details(label: string): Pick<InspectOptions, 'onFrame' | 'onBlock'> {
    const { reporter } = this;
    let frames = 0;
    let blocks = 0;
    const say = (text: string, about: () => JsonRecord) => {
      if (reporter.isJson) reporter.done('', { action: 'list', file: label, ...about() });
      else reporter.printed(text);
    };
    if (!reporter.isJson) reporter.printed(`${printable(label)}:\n`);
    return {
      onFrame: (frame) => {
        blocks = 0;
        frames++;
        say(frameLine(frame, frames), () => ({ frame: frames, ...frame }));
      },
      onBlock: (block) => {
        blocks++;
        say(blockLines(block, blocks), () => ({ frame: frames, block: blocks, ...block }));
      },
    };
  }

  private print(label: string, info: ArchiveInfo): void {
    const row: Row = {
      frames: info.frameCount,
      blocks: info.blockCount,
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
    if (reporter.isJson) reporter.done('', record(label, info, row));
    else {
      // With -v every row stands below the details of its file.
      if (this.rows === 0 || reporter.isVerbose) reporter.printed(line(HEADINGS, 'Name'));
      reporter.printed(line(cells(row), printable(label)));
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

function frameLine(frame: FrameStartInfo, number: number): string {
  const facts = [
    `format ${frame.version}`,
    ...(frame.name === undefined ? [] : [`name '${printable(frame.name)}'`]),
    ...(frame.mtime === undefined ? [] : [`changed ${frame.mtime.toISOString()}`]),
    ...(frame.dictionary === undefined ? [] : [`dictionary xxh64 ${frame.dictionary}`]),
  ];
  return `  frame ${number}: ${facts.join(', ')}\n`;
}

/** A line for the block, and one for each stream where it has several. */
function blockLines(block: BlockInfo, number: number): string {
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
  const parts = streams.length === 1 ? [] : streams.map(streamLine);
  return [`    block ${number}: ${facts.join(', ')}\n`, ...parts].join('');
}

function streamLine(stream: StreamInfo, index: number): string {
  const { codedBytes, originalBytes } = stream;
  const bytes = `${formatCount(codedBytes)} of ${formatCount(originalBytes)} bytes`;
  return `      stream ${index + 1}: ${bytes}, ${treatment(stream)}\n`;
}

function record(file: string, info: ArchiveInfo, row: Row): JsonRecord {
  const { archiveBytes, originalBytes } = row;
  return {
    action: 'list',
    file,
    ...row,
    ...proportions(archiveBytes, originalBytes),
    memory: info.memory,
    spec: specsOf(info),
  };
}
