/** The server: the page, its data as JSON, changes as server-sent events, reports. It reads only, and only GET. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { LabError } from '../errors.js';
import { Answers, NotFound } from './answers.js';
import type { Changes } from './api.js';
import { Live } from './live.js';
import { pageFiles } from './page-files.js';
import { RunIndex } from './run-index.js';

const HEADERS = {
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Plot writes styles into its pictures. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
  "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** A report is one file. It may run scripts of its own, but has an origin of its own, loads nothing and sees no data. */
const REPORT_POLICY =
  "sandbox allow-scripts allow-popups; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; " +
  "img-src data:; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

export interface ServeOptions {
  /** Whether the names of this machine's own interface are the only ones that a request may be addressed to. */
  readonly local: boolean;
}

/** A server of a folder that exists; it does not listen yet. Throws LabError if the page is not built. */
export function folderServer(folder: string, { local }: ServeOptions): Server {
  const page = pageFiles();
  const index = new RunIndex(folder);
  const live = new Live(index);
  const answers = new Answers(index);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(`http://localhost${request.url ?? '/'}`);
    const path = searchParams.get('path') ?? '';
    const file = page.get(pathname);
    if (file !== undefined) return send(response, file.type, file.bytes, PAGE_POLICY);
    if (pathname.startsWith('/report/')) {
      const name = decoded(pathname.slice('/report/'.length));
      return send(response, 'text/html; charset=utf-8', await answers.report(name), REPORT_POLICY);
    }
    switch (pathname) {
      case '/api/changes':
        return sendEvents(request, response);
      case '/api/entries':
        await index.refresh();
        return sendJson(response, index.all());
      case '/api/curve':
        return sendJson(
          response,
          await answers.curve(path, searchParams.get('scale') === 'log' ? 'log' : 'linear'),
        );
      case '/api/run':
        return sendJson(response, await answers.details(path));
      case '/api/table':
        return sendJson(response, await answers.table(path));
      default:
        throw new NotFound(`there is no ${pathname}`);
    }
  }

  /** A message for each change, until the page leaves. */
  async function sendEvents(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.writeHead(200, { 'content-type': 'text/event-stream', ...HEADERS });
    const end = await live.connect((changes: Changes) =>
      response.write(`data: ${JSON.stringify(changes)}\n\n`),
    );
    if (request.destroyed) end();
    else response.on('close', end);
  }

  return createServer(async (request, response) => {
    try {
      if (local && !isLocal(request.headers.host)) return refuse(response, 403, 'another host');
      if (request.method !== 'GET') return refuse(response, 405, 'only GET');
      await answer(request, response);
    } catch (error) {
      if (response.headersSent) response.destroy();
      else refuse(response, statusOf(error), (error as Error).message);
    }
  });
}

/** Against pages elsewhere whose name has been made to mean this machine: their requests name their own host. */
function isLocal(host = ''): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host);
}

function statusOf(error: unknown): number {
  if (error instanceof NotFound || (error as NodeJS.ErrnoException).code === 'ENOENT') return 404;
  return error instanceof LabError ? 422 : 500;
}

/** Throws NotFound for a malformed address. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new NotFound('the address is malformed');
  }
}

function sendJson(response: ServerResponse, value: unknown): void {
  send(response, 'application/json', Buffer.from(JSON.stringify(value)));
}

function send(response: ServerResponse, type: string, bytes: Buffer, policy?: string): void {
  response.writeHead(200, {
    'content-type': type,
    'content-length': bytes.length,
    ...HEADERS,
    ...(policy !== undefined && { 'content-security-policy': policy }),
  });
  response.end(bytes);
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...HEADERS });
  response.end(`${message}\n`);
}
