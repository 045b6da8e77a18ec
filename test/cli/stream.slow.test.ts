/**
 * A long stream through standard input and output, compressed and decompressed at the same time by two processes whose
 * memory is watched: it must not grow with the stream.
 *
 * FORESAY_STREAM_MB: megabytes to send (300); FORESAY_STREAM_LEVEL (1) or FORESAY_STREAM_MODEL: the model;
 * FORESAY_STREAM_BLOCK: megabytes a block (4); FORESAY_STREAM_THREADS (1).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { memoryNeeded } from '#dist/node/index.js';
import { words } from '../support/words.js';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

const {
  FORESAY_STREAM_MB = '300',
  FORESAY_STREAM_LEVEL = '1',
  FORESAY_STREAM_MODEL,
  FORESAY_STREAM_BLOCK = '4',
  FORESAY_STREAM_THREADS = '1',
} = process.env;

const MB = 1_000_000;
const MIB = 2 ** 20;
const LENGTH = Number(FORESAY_STREAM_MB) * MB;
const BLOCK_SIZE = Number(FORESAY_STREAM_BLOCK) * MIB;
const THREADS = Number(FORESAY_STREAM_THREADS);
const MODEL =
  FORESAY_STREAM_MODEL === undefined
    ? { level: Number(FORESAY_STREAM_LEVEL) }
    : { model: FORESAY_STREAM_MODEL };
const MODEL_OPTION =
  FORESAY_STREAM_MODEL === undefined
    ? `-${FORESAY_STREAM_LEVEL}`
    : `--model=${FORESAY_STREAM_MODEL}`;

/** Node itself with what it collects late, and what each worker adds. */
const PROCESS = 160 * MIB;
const WORKER = 32 * MIB;

/**
 * What a process may take at its peak: itself; for each thread a worker with its model and block; and the blocks that
 * wait before and behind them, each once as it came and once as it goes.
 */
async function bound(): Promise<number> {
  const codec = await memoryNeeded({ ...MODEL, blockSize: BLOCK_SIZE });
  return PROCESS + THREADS * (WORKER + codec) + (THREADS + 1) * 2 * BLOCK_SIZE;
}

it(`${FORESAY_STREAM_MB} MB through standard input and output`, async () => {
  const limit = await bound();
  const coder = start(['-c', MODEL_OPTION, `-T${THREADS}`, '--block-size', `${BLOCK_SIZE}`]);
  const decoder = start(['-dc', `-T${THREADS}`]);
  const peaks = [watchPeak(coder), watchPeak(decoder)];
  const sent = createHash('sha256');
  const received = createHash('sha256');
  let receivedBytes = 0;
  let archiveBytes = 0;
  const started = performance.now();
  await Promise.all([
    pipeline(text(sent), coder.stdin),
    pipeline(
      coder.stdout,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          archiveBytes += chunk.length;
          yield chunk;
        }
      },
      decoder.stdin,
    ),
    (async () => {
      for await (const chunk of decoder.stdout as AsyncIterable<Buffer>) {
        receivedBytes += chunk.length;
        received.update(chunk);
      }
    })(),
    ...[coder, decoder].map(async (child) => expect(await child.ended).toBe(0)),
  ]);
  const seconds = (performance.now() - started) / 1000;
  const [coderPeak = 0, decoderPeak = 0] = peaks.map((stop) => stop());
  console.log(
    `${LENGTH / MB} MB, ${MODEL_OPTION}, ${THREADS} thread(s), blocks of ${FORESAY_STREAM_BLOCK} MiB: ` +
      `${archiveBytes} bytes of archive, ${seconds.toFixed(0)} s; ` +
      `peak memory ${mib(coderPeak)} compressing, ${mib(decoderPeak)} decompressing; bound ${mib(limit)}`,
  );
  expect(receivedBytes).toBe(LENGTH);
  expect(received.digest('hex')).toBe(sent.digest('hex'));
  expect(coderPeak).toBeGreaterThan(0);
  expect(coderPeak).toBeLessThan(limit);
  expect(decoderPeak).toBeLessThan(limit);
});

/** The stream: text in which no two megabytes are the same. */
function* text(hash: { update(chunk: Uint8Array): unknown }): Generator<Buffer> {
  for (let at = 0; at < LENGTH; at += MB) {
    const chunk = words(at / MB, Math.min(MB, LENGTH - at));
    hash.update(chunk);
    yield chunk;
  }
}

interface Filter {
  readonly process: ChildProcess;
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** The exit status. */
  readonly ended: Promise<number | null>;
}

function start(args: readonly string[]): Filter {
  const process_ = spawn(process.execPath, [MAIN, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    process_.once('error', reject);
    process_.once('exit', resolve);
  });
  return { process: process_, stdin: process_.stdin, stdout: process_.stdout, ended };
}

/** Follows the peak of a process's resident memory; the function returned stops that and gives it, in bytes. */
function watchPeak({ process: { pid } }: Filter): () => number {
  let peak = 0;
  const look = () => {
    try {
      const kilobytes = /^VmHWM:\s*(\d+) kB/m.exec(
        readFileSync(`/proc/${pid}/status`, 'utf8'),
      )?.[1];
      peak = Math.max(peak, 1024 * Number(kilobytes ?? 0));
    } catch {
      // It has ended; the last look counts.
    }
  };
  const timer = setInterval(look, 50);
  return () => {
    clearInterval(timer);
    return peak;
  };
}

function mib(bytes: number): string {
  return `${(bytes / MIB).toFixed(0)} MiB`;
}
