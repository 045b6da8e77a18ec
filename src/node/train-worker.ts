/** Entry of a worker of a trainer in Node. */
import { parentPort } from 'node:worker_threads';
import { serveTraining } from '../train/serve.js';

const port = parentPort;
if (port)
  port.on(
    'message',
    serveTraining((message) => port.postMessage(message)),
  );
