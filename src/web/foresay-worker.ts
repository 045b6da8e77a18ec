/** Entry of a worker in a browser. Not named worker.js, because a bundle may have a file of that name beside it. */
import { serveCodec } from '../workers/serve.js';

/** The members of a worker's global scope that are used. The DOM library declares only those of a page. */
const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent) => void;
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
};

const serve = serveCodec((message, transfer) => scope.postMessage(message, transfer));
scope.onmessage = ({ data }) => void serve(data);
