/** The inside of a worker: one codec, one task at a time. */
import { BlockCoder } from './block-coder.js';
import { asForesayError } from './failure.js';
import { loadChecksum } from './idle-codec.js';
import type { FromWorker, ToWorker } from './messages.js';
import { type CodecSource, initialize } from './module.js';
import type { PairSource } from './pair.js';
import { runTask } from './task.js';

/** Answers `start` and `assist` with `ready`, and each `task` with any number of `progress` and one `result` or `failed`. */
export function serveCodec(
  post: (message: FromWorker, transfer: readonly ArrayBuffer[]) => void,
): (message: ToWorker) => Promise<void> {
  let coder: BlockCoder | undefined;
  return async (message) => {
    // Whatever goes wrong is answered: an unheard rejection would leave the master waiting.
    try {
      if (message.type === 'start') {
        const codec = await compiled(message.codec);
        initialize(codec);
        await loadChecksum();
        coder = new BlockCoder(codec);
        post({ type: 'ready' }, []);
      } else if (message.type === 'assist') {
        (await member(message.pair)).assist();
        post({ type: 'ready' }, []);
      } else {
        if (!coder) throw new Error('a task came before the codec');
        const own = message.pair ? await member(message.pair) : coder;
        const steps = runTask(own, message.task);
        let step = steps.next();
        for (; !step.done; step = steps.next()) post({ type: 'progress', reached: step.value }, []);
        const result = step.value;
        post({ type: 'result', result, held: coder.held }, [result.bytes.buffer]);
      }
    } catch (error) {
      const { code, message: text } = asForesayError(error);
      post({ type: 'failed', code, message: text }, []);
    }
  };
}

async function member({ codec, memory }: PairSource): Promise<BlockCoder> {
  return new BlockCoder(await compiled(codec), memory);
}

async function compiled(codec: CodecSource): Promise<WebAssembly.Module> {
  return codec instanceof WebAssembly.Module ? codec : WebAssembly.compile(codec);
}
