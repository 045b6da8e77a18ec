/** Lists archives from their headers, without decoding (--list). */
import {
  type ArchiveInfo,
  type BlockInfo,
  type FrameStartInfo,
  type InspectOptions,
  inspect,
  type NetworkInfo,
  type StreamInfo,
} from '../node/index.js';
import type { Command } from './arguments/command.js';
import type { NamedFile } from './io/named-files.js';
import { hasSuffix } from './io/naming.js';
import { openArchive } from './io/source.js';
import { formatBytes, formatCount, formatRatio, ratios } from './report/format.js';
import { modelsOf } from './report/models.js';
import { printable } from './report/printable.js';
import type { JsonRecord, Reporter } from './report/reporter.js';
import { codingOf } from './report/stream-summary.js';

/** One row of the table. */
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

  /** Prints the row of one archive, with -v after its frames and blocks. Rejects if it is damaged or not an archive. */
  async add({ path, fromDirectory }: NamedFile): Promise<void> {
    if (fromDirectory && !hasSuffix(path, this.command.suffix)) return;
    const source = await openArchive(path, { followLinks: true, specialFiles: true });
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

  /** Prints the total, if there is more than one row. */
  finish(): void {
    if (this.rows > 1 && !this.reporter.isJson)
      this.reporter.output(line(cells(this.total), `(${this.rows} files)`));
  }

  /** With -v: prints each frame and block as soon as it is read, so that memory does not grow with their number. */
  private details(label: string): Pick<InspectOptions, 'onFrame' | 'onBlock'> {
    const { reporter } = this;
    let frames = 0;
    let blocks = 0;
    const print = (text: string, fields: () => JsonRecord) => {
      if (reporter.isJson) reporter.result('', { action: 'list', file: label, ...fields() });
      else reporter.output(text);
    };
    if (!reporter.isJson) reporter.output(`${printable(label)}:\n`);
    return {
      onFrame: (frame) => {
        blocks = 0;
        frames++;
        print(frameLine(frame, frames), () => ({ frame: frames, ...frame }));
      },
      onBlock: (block) => {
        blocks++;
        print(blockLines(block, blocks), () => ({ frame: frames, block: blocks, ...block }));
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
    if (reporter.isJson) reporter.result('', record(label, info, row));
    else {
      // With -v the frames and blocks of its file are above each row, so the headings are repeated.
      if (this.rows === 0 || reporter.isVerbose) reporter.output(line(HEADINGS, 'Name'));
      reporter.output(line(cells(row), printable(label)));
      if (reporter.isVerbose && info.networkBytes > 0) reporter.output(partsLine(info));
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

/** What the archive consists of beside its headers. */
function partsLine({ networkBytes, codedBytes }: ArchiveInfo): string {
  const [weights, payload] = [networkBytes, codedBytes].map(formatCount);
  return `  weights ${weights} bytes, payload ${payload} bytes\n`;
}

function frameLine(frame: FrameStartInfo, number: number): string {
  const facts = [
    `format ${frame.version}`,
    ...(frame.name === undefined ? [] : [`name '${printable(frame.name)}'`]),
    ...(frame.mtime === undefined ? [] : [`modified ${frame.mtime.toISOString()}`]),
    ...(frame.dictionary === undefined ? [] : [`dictionary xxh64 ${frame.dictionary}`]),
    ...(frame.network === undefined ? [] : [networkText(frame.network)]),
    ...(frame.networkHash === undefined ? [] : [`network xxh64 ${frame.networkHash}`]),
  ];
  return `  frame ${number}: ${facts.join(', ')}\n`;
}

function networkText({ shape, weights, bytes }: NetworkInfo): string {
  const bits = (8 * bytes) / weights;
  const size = `${formatCount(weights)} weights in ${formatCount(bytes)} bytes`;
  return `network ${shape}, ${size}, ${bits.toFixed(2)} bits a weight`;
}

/** One line for the block, and one for each of its streams if it has several. */
function blockLines(block: BlockInfo, number: number): string {
  const { streams, segments, numericVersion, memory } = block;
  const [only] = streams;
  const facts = [
    `${formatCount(block.codedBytes)} of ${formatCount(block.originalBytes)} bytes`,
    streams.length === 1 && only
      ? codingOf(only)
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
  return `      stream ${index + 1}: ${bytes}, ${codingOf(stream)}\n`;
}

function record(file: string, info: ArchiveInfo, row: Row): JsonRecord {
  const { archiveBytes, originalBytes } = row;
  return {
    action: 'list',
    file,
    ...row,
    ...ratios(archiveBytes, originalBytes),
    ...(info.networkBytes > 0 && {
      networkBytes: info.networkBytes,
      codedBytes: info.codedBytes,
    }),
    memory: info.memory,
    spec: modelsOf(info),
  };
}
