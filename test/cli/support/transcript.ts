/**
 * Transcripts: command lines with their expected output, in the form of a shell session. Text at the margin is a
 * comment. Lines indented by two spaces are:
 *
 *     $ command          run by bash in the script's directory, with an empty standard input
 *     % command          the same on a terminal of 80 columns
 *     > more             continues the command on another line
 *     < text             typed at the terminal, one line each
 *     output             standard output; on a terminal, all output
 *     ! output           standard error
 *     ? 1                exit status, left out when it is 0
 *
 * In expected output, [..] matches any text within a line, and a line [...] any number of lines. Empty lines of output
 * are ignored. On a terminal, a status line that was cleared is shown as <its first content>.
 */

export interface Step {
  readonly onTerminal: boolean;
  readonly command: string;
  /** Lines typed. */
  readonly typed: readonly string[];
  /** Lines of the expected outcome, without the indent. */
  readonly expected: readonly string[];
}

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

const INDENT = '  ';

/** The comments and steps of a file, in order. */
export function parseTranscript(text: string): (string | Step)[] {
  const parts: (string | Step)[] = [];
  let step:
    | { onTerminal: boolean; command: string; typed: string[]; expected: string[] }
    | undefined;
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const body = line.startsWith(INDENT) ? line.slice(INDENT.length) : undefined;
    const start = body === undefined ? undefined : /^([$%]) (.*)$/.exec(body);
    if (start) {
      step = { onTerminal: start[1] === '%', command: start[2] ?? '', typed: [], expected: [] };
      parts.push(step);
    } else if (body === undefined) {
      step = undefined;
      parts.push(line);
    } else if (!step) throw new Error(`no command before: ${line}`);
    else if (body.startsWith('> ')) step.command += `\n${body.slice(2)}`;
    else if (/^<( |$)/.test(body)) step.typed.push(body.slice(2));
    else step.expected.push(body);
  }
  return parts;
}

/** An outcome as lines of a transcript. */
export function outcomeLines({ stdout, stderr, status }: Outcome): string[] {
  const lines = (text: string) => text.split('\n').filter((line) => line.trim() !== '');
  return [
    ...lines(stdout),
    ...lines(stderr).map((line) => `! ${line}`),
    ...(status === 0 ? [] : [`? ${status}`]),
  ].map((line) => line.trimEnd());
}

/** The actual lines, each replaced by its expected line where that matches. */
export function reconcile(actual: readonly string[], expected: readonly string[]): string[] {
  const [pattern, ...patterns] = expected;
  if (pattern === undefined) return [...actual];
  if (pattern === '[...]') {
    for (let skipped = 0; skipped <= actual.length; skipped++)
      if (fits(actual.slice(skipped), patterns)) return [...expected];
    return [...actual];
  }
  const [line, ...lines] = actual;
  if (line === undefined) return [];
  return [lineFits(line, pattern) ? pattern : line, ...reconcile(lines, patterns)];
}

function fits(actual: readonly string[], expected: readonly string[]): boolean {
  const reconciled = reconcile(actual, expected);
  return (
    reconciled.length === expected.length && reconciled.every((line, i) => line === expected[i])
  );
}

function lineFits(line: string, pattern: string): boolean {
  const parts = pattern.split('[..]').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(line);
}

/** A step with its outcome as text of a transcript. */
export function formatStep(step: Step, outcome: readonly string[]): string {
  const [first, ...more] = step.command.split('\n');
  return [
    `${step.onTerminal ? '%' : '$'} ${first}`,
    ...more.map((line) => `> ${line}`),
    ...step.typed.map((line) => `< ${line}`.trimEnd()),
    ...outcome,
  ]
    .map((line) => `${INDENT}${line}`)
    .join('\n');
}
