/** Errors of the command line, and what is reported of any error. */
import { getSystemErrorMap } from 'node:util';
import { ForesayError } from '../errors.js';

/** An error about a named file, which may be another one than the input: the output, or the dictionary. */
export class FileError extends ForesayError {
  readonly file: string;

  /** The system's error code (`EEXIST`), if the system reported the error. */
  readonly system: string | undefined;

  constructor(file: string, message: string, { cause, system }: FileErrorOptions = {}) {
    super('IO', message, { cause });
    this.file = file;
    this.system = system ?? systemCode(cause);
  }

  /** Wraps an error of the system about `file`. A FileError is returned as it is. */
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
  /** An ErrorCode; IO for errors of the system. */
  readonly code: string;
  readonly message: string;
  /** The system's error code (`ENOSPC`), if the system reported the error. */
  readonly system?: string;
}

/** The code and a message of one line for any thrown value. */
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
  // JavaScript engines report a failed allocation only by a RangeError and its message.
  const noMemory = error instanceof RangeError && /allocation|memory|array length/i.test(message);
  return { code: noMemory ? 'MEMORY_LIMIT' : 'ENGINE', message };
}

/** The code (`ENOENT`) of an error that a system call returned; undefined for other errors. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('errno' in error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

function systemMessage(error: unknown): string {
  const errno = (error as NodeJS.ErrnoException).errno ?? 0;
  return getSystemErrorMap().get(errno)?.[1] ?? (error as Error).message;
}
