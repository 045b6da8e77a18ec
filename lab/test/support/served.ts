/** A server of `serve` in this process, on a free port. */
import type { Server } from 'node:http';
import { type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Changes } from '../../src/serve/api.js';
import { folderServer } from '../../src/serve/server.js';

export interface Response {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

export class Served {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** @param port Default: any free one. */
  static async start(folder: string, port = 0): Promise<Served> {
    const server = folderServer(folder, { local: true });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    return new Served(server);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/`;
  }

  /** The path goes out as it is: fetch() would take `..` out of it. */
  get(
    path: string,
    { method = 'GET', host }: { method?: string; host?: string } = {},
  ): Promise<Response> {
    return new Promise((resolve, reject) => {
      const headers = host === undefined ? {} : { host };
      const options = { port: this.port, host: '127.0.0.1', path, method, headers };
      const sent = request(options, (response) => {
        let text = '';
        response.on('data', (bytes) => {
          text += bytes;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      });
      sent.on('error', reject).end();
    });
  }

  /** The JSON of an answer. Throws Error with the text of a refusal. */
  async json<T>(path: string): Promise<T> {
    const { status, text } = await this.get(path);
    if (status !== 200) throw new Error(`${status} ${text.trim()}`);
    return JSON.parse(text);
  }

  /** The messages of changes as they arrive. The caller ends the loop, and so the connection. */
  async *changes(): AsyncGenerator<Changes> {
    const response = await fetch(`${this.url}api/changes`);
    let rest = '';
    for await (const bytes of response.body as AsyncIterable<Uint8Array>) {
      rest += Buffer.from(bytes);
      const messages = rest.split('\n\n');
      rest = messages.pop() as string;
      for (const message of messages) yield JSON.parse(message.replace(/^data: /, ''));
    }
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}
