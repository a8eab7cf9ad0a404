/** `JSON.parse` of the logs of the 1000 runs that `opening-list.ts` lists, ms. */
import {globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {printFigure} from '../print-figure.ts';
import {made} from './made.ts';

const folder = made('runs', '1000');
parseAll();
const before = performance.now();
parseAll();
printFigure(performance.now() - before);

function parseAll(): void {
	for (const path of globSync('*/memory_log.json', {cwd: folder}))
		JSON.parse(readFileSync(join(folder, path), 'utf8'));
}
