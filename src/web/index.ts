/** Entry of the package in browsers and in unknown runtimes. */
import { usePlatform } from '../workers/platform.js';
import { webPlatform } from './platform.js';

usePlatform(webPlatform);

export * from '../index.js';
