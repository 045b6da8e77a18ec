/** What went wrong, in the words of the command line. */
import { getSystemErrorMap } from 'node:util';
import { ForesayError } from '../errors.js';

/** An error that concerns another file than the one being worked on, such as the output. */
export class FileError extends ForesayError {
  readonly file: string;

  /** The system's name for it (`EEXIST`), if it has one. */
  readonly system: string | undefined;

  constructor(file: string, message: string, { cause, system }: FileErrorOptions = {}) {
    super('IO', message, { cause });
    this.file = file;
    this.system = system ?? systemCode(cause);
  }

  /** Wraps what the system said about `file`; an error that already names its file passes. */
  static from(file: string, error: unknown): FileError {
    return error instanceof FileError
      ? error
      : new FileError(file, describe(error).message, { cause: error });
  }
}

interface FileErrorOptions extends ErrorOptions {
  readonly system?: string;
}

export interface Failure {
  /** An ErrorCode; IO for what the system refused. */
  readonly code: string;
  readonly message: string;
  /** The system's name for it (`ENOSPC`), if it was the system. */
  readonly system?: string;
}

/** The code and one line of text for anything that was thrown. */
export function describe(error: unknown): Failure {
  if (error instanceof ForesayError) {
    const system = error instanceof FileError ? error.system : systemCode(error.cause);
    const message = error.message;
    return system === undefined
      ? { code: error.code, message }
      : { code: error.code, message, system };
  }
  const system = systemCode(error);
  if (system !== undefined) return { code: 'IO', message: systemMessage(error), system };
  const message = error instanceof Error ? error.message : String(error);
  // JavaScript engines have no other name for it.
  const noMemory = error instanceof RangeError && /allocation|memory|array length/i.test(message);
  return { code: noMemory ? 'MEMORY_LIMIT' : 'ENGINE', message };
}

/** `ENOENT` and the like, for errors that come from a system call. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('errno' in error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

function systemMessage(error: unknown): string {
  const errno = (error as NodeJS.ErrnoException).errno ?? 0;
  return getSystemErrorMap().get(errno)?.[1] ?? (error as Error).message;
}

/** Text safe to show on a terminal: control characters, which could steer it, and bytes that are no text become `?`. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '?');
}

/** What JSON leaves as it is and a terminal might obey: upper control characters and marks of direction. */
const UNSEEN = /[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** A value as one line of JSON, safe to show on a terminal and yet exact. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value).replace(
    UNSEEN,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
