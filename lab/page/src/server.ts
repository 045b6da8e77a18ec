/** Requests to the server. */
import type { Curve, CurveScale, ResultsTable, RunDetails } from '../../src/serve/api.js';

export function fetchCurve(path: string, scale: CurveScale): Promise<Curve> {
  return fetched('curve', { path, scale }) as Promise<Curve>;
}

export function fetchDetails(path: string): Promise<RunDetails> {
  return fetched('run', { path }) as Promise<RunDetails>;
}

export function fetchTable(path: string): Promise<ResultsTable> {
  return fetched('table', { path }) as Promise<ResultsTable>;
}

/** The address of a report. */
export function reportAddress(path: string): string {
  return `/report/${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** Throws Error with what the server says. */
async function fetched(name: string, fields: Readonly<Record<string, string>>): Promise<unknown> {
  const response = await fetch(`/api/${name}?${new URLSearchParams(fields)}`);
  if (!response.ok) throw new Error((await response.text()).trim());
  return response.json();
}
