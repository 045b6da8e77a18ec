/** Connections to the Redis of a queue. */
import { Redis } from 'ioredis';
import { LabError, QueueError } from '../../errors.js';

/** The queue of BullMQ that all sweeps and workers of a Redis share. */
export const QUEUE_NAME = 'foresay-lab';

/** Milliseconds until a Redis that does not answer counts as down. */
const PATIENCE = 5000;

/**
 * Connects once. Throws LabError for text that is no address, and QueueError within seconds if nothing answers or the
 * password is wrong.
 */
export async function connected(url: string): Promise<Redis> {
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
  redis.options.retryStrategy = (attempt) => Math.min(200 * attempt, 2000);
  return redis;
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

/** `host:port`, without a password. Throws LabError for text that is no address of a Redis. */
export function placeOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^rediss?:$/.test(parsed.protocol) || parsed.hostname === '')
    throw new LabError('--queue: the address is not of the form redis://host:port');
  return `${parsed.hostname}:${parsed.port || '6379'}`;
}
