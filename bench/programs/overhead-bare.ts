/** µs for each no-op operation of a graph as promises alone: no log, no state, no limit. What nothing can be below. */

import {runBare} from '../bare.ts';
import {graphOf} from '../graphs.ts';
import {printFigure} from '../print-figure.ts';

const nodes = graphOf(process.argv[2]);

async function time(): Promise<number> {
	const from = performance.now();
	const outputs = await runBare(nodes, async () => 'done');
	if (outputs.length !== nodes.length) throw new Error('Not all of them ran.');
	return performance.now() - from;
}

await time();
printFigure(((await time()) / nodes.length) * 1000);
