/** `opening-parse.ts BYTES`: `JSON.parse` of the log that `opening-replay.ts` opens, ms. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {printFigure} from '../print-figure.ts';
import {made} from './made.ts';
import {peak_MB, readThrough} from './opening.ts';

const path = join(made('log', process.argv[2]!), 'memory_log.json');
readThrough(path);
const before = {ms: performance.now(), MB: peak_MB()};
JSON.parse(readFileSync(path, 'utf8'));
printFigure(performance.now() - before.ms, {'memory, MB': peak_MB() - before.MB});
