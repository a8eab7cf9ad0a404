/** LangGraph.js with its checkpoints in memory. */
import {Annotation, END, MemorySaver, START, StateGraph} from '@langchain/langgraph';
import type {Node} from './graphs.ts';

type Outputs = Record<string, string>;

/** How its state holds outputs. Its docs know both; `one-key`, merged by a reducer, is the quicker by far. */
export type StateForm = 'one-key' | 'key-each';

export function compileLangGraph(
	nodes: readonly Node[],
	work: (node: Node, outputs: Outputs) => string | Promise<string>,
	form: StateForm = 'one-key',
): (thread_id: string) => Promise<void> {
	const graph = new StateGraph(Annotation.Root(form === 'one-key' ? oneKey() : keyEach(nodes)));
	for (const node of nodes) {
		graph.addNode(node.name, async state => {
			if (form === 'key-each') return {[keyOf(node)]: await work(node, state as Outputs)};
			return {outputs: {[node.name]: await work(node, state.outputs as Outputs)}};
		});
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
		const made = Object.keys((form === 'key-each' ? state : state.outputs) as Outputs).length;
		if (made !== nodes.length) throw new Error(`${made} of ${nodes.length} nodes ran.`);
	};
}

function oneKey() {
	return {
		outputs: Annotation<Outputs>({reducer: (all, more) => ({...all, ...more}), default: () => ({})}),
	};
}

function keyEach(nodes: readonly Node[]) {
	return Object.fromEntries(nodes.map(node => [keyOf(node), Annotation<string>()]));
}

/** A node and a key of its state may not share a name. */
function keyOf({name}: Node): string {
	return `of_${name}`;
}
