/**
 * LangGraph.js with its checkpoints in memory. The outputs are in one channel, as its docs have it for what is written
 * side by side: a channel for each output takes twice as long.
 */
import {Annotation, END, MemorySaver, START, StateGraph} from '@langchain/langgraph';
import type {Node} from './graphs.ts';

type Outputs = Record<string, string>;

export function compileLangGraph(
	nodes: readonly Node[],
	work: (node: Node, outputs: Outputs) => string | Promise<string>,
): (thread_id: string) => Promise<void> {
	const outputs = Annotation<Outputs>({reducer: (all, more) => ({...all, ...more}), default: () => ({})});
	const graph = new StateGraph(Annotation.Root({outputs}));
	for (const node of nodes) {
		graph.addNode(node.name, async state => ({
			outputs: {[node.name]: await work(node, state.outputs as Outputs)},
		}));
	}

	const read = new Set(nodes.flatMap(({inputs}) => inputs));
	for (const {name, inputs} of nodes) {
		const [only, ...others] = inputs;
		if (only === undefined) graph.addEdge(START, name);
		// One that reads several waits for all of them.
		else graph.addEdge(others.length === 0 ? only : [only, ...others], name);
		if (!read.has(name)) graph.addEdge(name, END);
	}

	const app = graph.compile({checkpointer: new MemorySaver()});
	return async thread_id => {
		const options = {configurable: {thread_id}, recursionLimit: nodes.length + 10};
		const state = await app.invoke({}, options);
		const made = Object.keys(state.outputs as Outputs).length;
		if (made !== nodes.length) throw new Error(`${made} of ${nodes.length} nodes ran.`);
	};
}
