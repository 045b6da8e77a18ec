/** Entry of a worker in Node. Its name is foresay's own: beside a bundle there may be another worker.js. */
import { parentPort } from 'node:worker_threads';
import { serveCodec } from '../workers/serve.js';

const port = parentPort;
if (port)
  port.on(
    'message',
    serveCodec((message, transfer) => port.postMessage(message, transfer)),
  );
