/** The command line's main work, as transcripts. */
import { testTranscripts } from './support/transcripts.js';

testTranscripts(new URL('./transcripts/', import.meta.url));
