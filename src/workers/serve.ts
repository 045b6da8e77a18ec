/** The code that runs inside a worker: one codec, one task at a time. */
import { BlockCoder } from '../codec/block-coder.js';
import { asForesayError } from '../codec/failure.js';
import { loadChecksum } from '../codec/idle-codec.js';
import { type CodecSource, compileCodec, isModule, useCodecModule } from '../codec/module.js';
import { IDENTITY } from './identity.js';
import type { FromWorker, SharedSource, ToWorker } from './messages.js';
import { buffersOf, runTask } from './task.js';

/**
 * Posts `hello` and returns the listener for messages to the worker. It answers `start` and `assist` with `ready`, and
 * each `task` with any number of `progress` and one `result`. Any error is answered with `failed`.
 */
export function serveCodec(
  post: (message: FromWorker, transfer: readonly ArrayBuffer[]) => void,
): (message: ToWorker) => Promise<void> {
  let module: WebAssembly.Module | undefined;
  let coder: BlockCoder | undefined;
  post({ type: 'hello', identity: IDENTITY }, []);
  return async (message) => {
    // Without an answer the other thread would wait for ever.
    try {
      if (message.type === 'start') {
        module = await compiled(message.codec);
        useCodecModule(module);
        await loadChecksum();
        coder = new BlockCoder(module);
        post({ type: 'ready' }, []);
      } else if (message.type === 'assist') {
        (await sharedCoder(message.shared)).assist();
        post({ type: 'ready' }, []);
      } else {
        if (!module) throw new Error('a task came before the codec');
        coder ??= new BlockCoder(module);
        const own = message.shared ? await sharedCoder(message.shared) : coder;
        const steps = runTask(own, message.task);
        let step = steps.next();
        for (; !step.done; step = steps.next())
          post({ type: 'progress', progress: step.value }, []);
        const result = step.value;
        post({ type: 'result', result, held: coder.held }, buffersOf(result));
      }
    } catch (error) {
      const { code, message: text } = asForesayError(error);
      // After a trap the state of the codec is undefined.
      if (code === 'ENGINE') coder = undefined;
      post({ type: 'failed', code, message: text }, []);
    }
  };
}

async function sharedCoder({ codec, memory }: SharedSource): Promise<BlockCoder> {
  return new BlockCoder(await compiled(codec), memory);
}

function compiled(codec: CodecSource): Promise<WebAssembly.Module> {
  return isModule(codec) ? Promise.resolve(codec) : compileCodec(codec);
}
