/** Makes a golden archive; uses nothing but the language and foresay. */
import type * as Foresay from '../../src/index.js';
import type { GoldenFrame } from '../golden/table.js';

export type Api = Pick<typeof Foresay, 'compress' | 'decompress' | 'CompressStream'>;

/** A golden frame with its files in place of their names. */
export type LoadedFrame = Loaded<Uint8Array>;

export type Loaded<File> = Omit<GoldenFrame, 'plain' | 'dictionary'> & {
  readonly plain: File;
  readonly dictionary?: File;
};

export function load<File>(frame: GoldenFrame, file: (name: string) => File): Loaded<File> {
  const { plain, dictionary, ...rest } = frame;
  const loaded = { ...rest, plain: file(plain) };
  return dictionary === undefined ? loaded : { ...loaded, dictionary: file(dictionary) };
}

/** What decoding them needs: frames of one archive have the same dictionary, or none. */
export function dictionaryOf(frames: readonly LoadedFrame[]): Uint8Array | undefined {
  return frames.find(({ dictionary }) => dictionary)?.dictionary;
}

export function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

async function makeFrame(api: Api, frame: LoadedFrame, threads: number): Promise<Uint8Array> {
  const { dictionary } = frame;
  const { mtime, ...rest } = frame.options;
  const options = {
    ...rest,
    threads,
    dictionary,
    ...(mtime === undefined ? {} : { mtime: new Date(mtime) }),
  };
  if (!frame.streamed) return api.compress(frame.plain, options);
  const stream = new api.CompressStream(options);
  const writer = stream.writable.getWriter();
  const written = writer.write(frame.plain).then(() => writer.close());
  const parts: Uint8Array[] = [];
  const reader = stream.readable.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read())
    parts.push(next.value);
  await written;
  return concatenate(parts);
}

/** The frames, one after the other. */
export async function makeArchive(
  api: Api,
  frames: readonly LoadedFrame[],
  threads: number,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (const frame of frames) parts.push(await makeFrame(api, frame, threads));
  return concatenate(parts);
}
