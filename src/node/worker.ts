/** Entry of a worker in Node. */
import { parentPort } from 'node:worker_threads';
import { serveCodec } from '../engine/serve.js';

const port = parentPort;
if (port)
  port.on(
    'message',
    serveCodec((message, transfer) => port.postMessage(message, transfer)),
  );
