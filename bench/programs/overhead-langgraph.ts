/**
 * µs for each no-op node of a graph in LangGraph.js. Its compiling counts, as the reading of our pipeline does; how
 * much that is stands beside.
 */
import {graphOf} from '../graphs.ts';
import {compileLangGraph, type StateForm} from '../langgraph.ts';
import {printFigure} from '../print-figure.ts';

const nodes = graphOf(process.argv[2]);
const form = process.argv[3] as StateForm;

async function time(): Promise<{ms: number; compiled: number}> {
	const from = performance.now();
	const run = compileLangGraph(nodes, () => 'done', form);
	const compiled = performance.now() - from;
	await run('thread');
	return {ms: performance.now() - from, compiled};
}

await time();
const {ms, compiled} = await time();
printFigure((ms / nodes.length) * 1000, {'ms of compiling': compiled});
