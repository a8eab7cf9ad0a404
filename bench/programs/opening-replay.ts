/**
 * `opening-replay.ts BYTES`: opens a log of 100 MB, in texts of so many bytes, and plays it to its first moment, ms. In
 * a new process, as a person would.
 */
import {join} from 'node:path';
import {createPlayback} from '../../source/core/playback/playback.ts';
import {isLogProblem} from '../../source/io/memory/log-problem.ts';
import {openRecording} from '../../source/io/memory/open-recording.ts';
import {printFigure} from '../print-figure.ts';
import {made} from './made.ts';
import {peak_MB, readThrough} from './opening.ts';

const path = join(made('log', process.argv[2]!), 'memory_log.json');
readThrough(path);
const before = {ms: performance.now(), MB: peak_MB()};
const opened = await openRecording(path);
if (isLogProblem(opened)) throw new Error(opened.problem);
createPlayback(opened.recording, {now: Date.now}).moment();
printFigure(performance.now() - before.ms, {'memory, MB': peak_MB() - before.MB});
process.exit(0);
