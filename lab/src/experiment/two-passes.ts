/**
 * Archives with a network in them: the first pass trains it, the second codes with it, and it goes on learning. The archive
 * is decoded and compared. All of it counts, the weights too.
 */
import { compress, decompress } from 'foresay';
import { decodeNetwork, trainNetwork } from 'foresay/train';
import { CoderError } from '../errors.js';
import { networkFile } from '../training/save-network.js';
import type { CaseContext, Measure, Measured } from './experiment.js';
import { Interrupted } from './interruption.js';
import { settingsOf, stoppedText, type Trained, train } from './measures.js';

const KIND = 'two passes';

/** A network trained as `options` say. */
export function trainedThenCoded(options: Trained): Measure {
  return {
    kind: KIND,
    settings: { ...settingsOf(options), archive: 'foresay' },
    async run(context) {
      const { model, seconds, ...result } = await train(options, context);
      const { file } = await networkFile(model);
      const coded = await codedWith(file, context);
      return {
        ...coded,
        seconds: seconds + coded.seconds,
        stopped: stoppedText({ ...result, seconds }),
      };
    },
  };
}

/** What `foresay --epochs N --model M` does, even where one pass is smaller. */
export function epochs(count: number, model: string): Measure {
  return {
    kind: KIND,
    settings: { model, epochs: count, archive: 'foresay' },
    async run(context) {
      const { sequence, threads, signal } = context;
      const begin = performance.now();
      const file = await unlessStopped(
        trainNetwork(sequence.bytes, { epochs: count, model, threads, signal }),
        signal,
      );
      const seconds = (performance.now() - begin) / 1000;
      const coded = await codedWith(file, context);
      return { ...coded, seconds: seconds + coded.seconds };
    },
  };
}

async function codedWith(
  network: Uint8Array,
  { sequence, signal }: CaseContext,
): Promise<Measured & { readonly seconds: number }> {
  const { bytes, symbols } = sequence;
  const begin = performance.now();
  const archive = await unlessStopped(compress(bytes, { network, signal }), signal);
  const decoded = await unlessStopped(decompress(archive, { signal }), signal);
  const seconds = (performance.now() - begin) / 1000;
  if (Buffer.compare(decoded, bytes) !== 0)
    throw new CoderError('what was decoded is not the sequence');
  const bits = (length: number) => (8 * length) / symbols.length;
  return {
    bits: bits(archive.length),
    symbols: symbols.length,
    seconds,
    figures: {
      payload: bits(archive.length - network.length),
      weights: bits(network.length),
      bytes: archive.length,
      'bytes of weights': network.length,
      'bits a weight': (await decodeNetwork(network)).bitsPerWeight,
    },
  };
}

function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return work.catch((error: unknown) => {
    throw signal.aborted ? new Interrupted() : error;
  });
}
