/** Entry of the package in browsers, and wherever nothing better is known. */
import { usePlatform } from '../workers/platform.js';
import { webPlatform } from './platform.js';

usePlatform(webPlatform);

export * from '../index.js';
