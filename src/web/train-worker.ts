/** Entry of a worker of a trainer in a browser. */
import { serveTraining } from '../train/serve.js';

/** The members of a worker's global scope that are used. The DOM library declares only those of a page. */
const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent) => void;
  postMessage(message: unknown): void;
};

const serve = serveTraining((message) => scope.postMessage(message));
scope.onmessage = ({ data }) => void serve(data);
