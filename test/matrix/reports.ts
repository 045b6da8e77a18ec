/** Where pages report to: a server of its own, so that every page can, whatever serves it. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Outcome } from './app/jobs.js';

/** What a page says, in the end or when something breaks. */
export interface Report {
  readonly isolated?: boolean;
  readonly outcomes?: readonly Outcome[];
  /** An error that reached no promise of the application. */
  readonly problem?: string;
}

export class Reports {
  readonly #server = createServer((request, response) => void this.#hear(request, response));
  readonly #listeners = new Map<string, (report: Report) => void>();
  #next = 0;

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** A new address to report to, and the first report that comes there. */
  expect(): { readonly url: string; readonly report: Promise<Report> } {
    const path = `/${this.#next++}`;
    const { port } = this.#server.address() as AddressInfo;
    const report = new Promise<Report>((resolve) => this.#listeners.set(path, resolve));
    return { url: `http://127.0.0.1:${port}${path}`, report };
  }

  async #hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('access-control-allow-origin', '*');
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    response.end();
    this.#listeners.get(request.url ?? '')?.(JSON.parse(Buffer.concat(parts).toString()));
  }
}
