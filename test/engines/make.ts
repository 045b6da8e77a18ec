/** Makes a golden archive; uses nothing but the language and foresay. */
import type * as Foresay from '../../src/index.js';
import type { GoldenFrame } from '../golden/table.js';

export type Api = Pick<typeof Foresay, 'compress' | 'decompress' | 'CompressStream'>;

/** A golden frame with its files in place of their names. */
export type LoadedFrame = Loaded<Uint8Array>;

export type Loaded<File> = Omit<GoldenFrame, 'plain' | 'dictionary' | 'network'> & {
  readonly plain: File;
  readonly dictionary?: File;
  readonly network?: File;
};

export function load<File>(frame: GoldenFrame, file: (name: string) => File): Loaded<File> {
  const { plain, dictionary, network, ...rest } = frame;
  return {
    ...rest,
    plain: file(plain),
    ...(dictionary !== undefined && { dictionary: file(dictionary) }),
    ...(network !== undefined && { network: file(network) }),
  };
}

/** What decoding them needs: frames of one archive have the same dictionary, or none, and name the same network. */
export function filesOf(frames: readonly LoadedFrame[]): {
  readonly dictionary: Uint8Array | undefined;
  readonly network: Uint8Array | undefined;
} {
  return {
    dictionary: frames.find(({ dictionary }) => dictionary)?.dictionary,
    network: frames.find(({ options }) => options.networkByHash)?.network,
  };
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
  const { dictionary, network } = frame;
  const { mtime, ...rest } = frame.options;
  const options = {
    ...rest,
    threads,
    dictionary,
    network,
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
