/** Entry of a worker in a browser. Its name is foresay's own: beside a bundle there may be another worker.js. */
import { serveCodec } from '../workers/serve.js';

/** The part of a worker's global scope that is used; the DOM library only knows the page's. */
const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent) => void;
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
};

const serve = serveCodec((message, transfer) => scope.postMessage(message, transfer));
scope.onmessage = ({ data }) => void serve(data);
