/** Entry of a worker in Node. Not named worker.js, because a bundle may have a file of that name beside it. */
import { parentPort } from 'node:worker_threads';
import { serveCodec } from '../workers/serve.js';

const port = parentPort;
if (port)
  port.on(
    'message',
    serveCodec((message, transfer) => port.postMessage(message, transfer)),
  );
