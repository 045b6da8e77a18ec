/** The command line's rarer work, as transcripts: odd files, full disks, signals, terminals. */
import { testTranscripts } from './support/transcripts.js';

testTranscripts(new URL('./transcripts/medium/', import.meta.url));
