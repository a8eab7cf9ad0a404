/**
 * µs for each no-op node of a graph in LangGraph.js, with its checkpoints in memory. The outputs are in one channel,
 * which its own docs have for what is written side by side: a channel for each takes twice as long.
 */
import {Annotation, END, MemorySaver, START, StateGraph} from '@langchain/langgraph';
import {graphOf} from '../graphs.ts';
import {printFigure} from '../print-figure.ts';

type Outputs = Record<string, string>;

const nodes = graphOf(process.argv[2]);

function compile() {
	const outputs = Annotation<Outputs>({reducer: (all, more) => ({...all, ...more}), default: () => ({})});
	const graph = new StateGraph(Annotation.Root({outputs}));
	for (const {name} of nodes) graph.addNode(name, () => ({outputs: {[name]: 'done'}}));
	const read = new Set(nodes.flatMap(({inputs}) => inputs));
	for (const {name, inputs} of nodes) {
		const [only, ...others] = inputs;
		if (only === undefined) graph.addEdge(START, name);
		// One that reads several waits for all of them.
		else graph.addEdge(others.length === 0 ? only : [only, ...others], name);
		if (!read.has(name)) graph.addEdge(name, END);
	}

	return graph.compile({checkpointer: new MemorySaver()});
}

async function time(thread_id: string): Promise<{ms: number; compiled: number}> {
	const from = performance.now();
	const app = compile();
	const compiled = performance.now() - from;
	const state = await app.invoke({}, {configurable: {thread_id}, recursionLimit: nodes.length + 10});
	const ms = performance.now() - from;
	const made = Object.keys(state.outputs as Outputs).length;
	if (made !== nodes.length) throw new Error(`${made} of ${nodes.length} nodes ran.`);
	return {ms, compiled};
}

await time('warm-up');
const {ms, compiled} = await time('timed');
printFigure((ms / nodes.length) * 1000, {'ms of compiling': compiled});
