/** Lists 1000 runs, ms. */
import {listRuns} from '../../source/io/memory/list-runs.ts';
import {printFigure} from '../print-figure.ts';
import {made} from './made.ts';

const folder = made('runs', '1000');
await listRuns(folder);
const before = performance.now();
await listRuns(folder);
printFigure(performance.now() - before);
