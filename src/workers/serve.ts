/** The inside of a worker: one codec, one task at a time. */
import { BlockCoder } from '../codec/block-coder.js';
import { asForesayError } from '../codec/failure.js';
import { loadChecksum } from '../codec/idle-codec.js';
import { type CodecSource, compileCodec, isModule, useCodecModule } from '../codec/module.js';
import { IDENTITY } from './identity.js';
import type { FromWorker, ToWorker } from './messages.js';
import type { PairSource } from './pair.js';
import { runTask } from './task.js';

/**
 * Says `hello` at once. Answers `start` and `assist` with `ready`, and each `task` with any number of `progress` and one
 * `result` or `failed`.
 */
export function serveCodec(
  post: (message: FromWorker, transfer: readonly ArrayBuffer[]) => void,
): (message: ToWorker) => Promise<void> {
  let module: WebAssembly.Module | undefined;
  let coder: BlockCoder | undefined;
  post({ type: 'hello', identity: IDENTITY }, []);
  return async (message) => {
    // Whatever goes wrong is answered: the other thread would wait for ever.
    try {
      if (message.type === 'start') {
        module = await compiled(message.codec);
        useCodecModule(module);
        await loadChecksum();
        coder = new BlockCoder(module);
        post({ type: 'ready' }, []);
      } else if (message.type === 'assist') {
        (await member(message.pair)).assist();
        post({ type: 'ready' }, []);
      } else {
        if (!module) throw new Error('a task came before the codec');
        coder ??= new BlockCoder(module);
        const own = message.pair ? await member(message.pair) : coder;
        const steps = runTask(own, message.task);
        let step = steps.next();
        for (; !step.done; step = steps.next()) post({ type: 'progress', reached: step.value }, []);
        const result = step.value;
        post({ type: 'result', result, held: coder.held }, [result.bytes.buffer]);
      }
    } catch (error) {
      const { code, message: text } = asForesayError(error);
      // After a trap the codec's state is not to be trusted.
      if (code === 'ENGINE') coder = undefined;
      post({ type: 'failed', code, message: text }, []);
    }
  };
}

async function member({ codec, memory }: PairSource): Promise<BlockCoder> {
  return new BlockCoder(await compiled(codec), memory);
}

function compiled(codec: CodecSource): Promise<WebAssembly.Module> {
  return isModule(codec) ? Promise.resolve(codec) : compileCodec(codec);
}
