/** Connections to the Redis of a queue. */
import { Redis } from 'ioredis';
import { LabError, QueueError } from '../../errors.js';

/** The queue of BullMQ that all sweeps and workers of a Redis share. */
export const QUEUE_NAME = 'foresay-lab';

/** Milliseconds until a Redis that does not answer counts as down. */
const PATIENCE = 5000;

export interface Connection {
  readonly redis: Redis;
  /** Ends it, and those that BullMQ has made of it, also while the queue is down. */
  close(): void;
}

/**
 * Connects once. Throws LabError for text that is no address, and QueueError within seconds if nothing answers or the
 * password is wrong.
 */
export async function connected(url: string): Promise<Connection> {
  const place = placeOf(url);
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: PATIENCE,
    // A worker waits for tasks as long as it takes.
    maxRetriesPerRequest: null,
    retryStrategy: () => null,
  });
  let reason = 'it does not answer';
  redis.on('error', (error: Error) => {
    reason = error.message;
  });
  try {
    await redis.connect();
    await withinPatience(redis.ping());
  } catch (error) {
    redis.disconnect();
    const { message } = error as Error;
    throw new QueueError(
      `the queue ${place} cannot be used: ${message === 'Connection is closed.' ? reason : message}`,
    );
  }
  // From now on a connection that is lost is made again.
  let closed = false;
  redis.options.retryStrategy = (attempt) => (closed ? null : Math.min(200 * attempt, 2000));
  return {
    redis,
    close() {
      closed = true;
      redis.disconnect();
    },
  };
}

async function withinPatience<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it does not answer')), PATIENCE);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether an error says that the connection is lost, or that Redis has just started. */
export function isConnectionError(error: unknown): boolean {
  const { code, message = '' } = error as NodeJS.ErrnoException;
  return (
    /^(ECONN|ETIMEDOUT|EPIPE|EHOST|ENET|ENOTFOUND)/.test(code ?? '') ||
    /connection is closed|stream isn't writeable|LOADING/i.test(message)
  );
}

/** `host:port`, without a password. Throws LabError for text that is no address of a Redis. */
export function placeOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^rediss?:$/.test(parsed.protocol) || parsed.hostname === '')
    throw new LabError('--queue: the address is not of the form redis://host:port');
  return `${parsed.hostname}:${parsed.port || '6379'}`;
}
