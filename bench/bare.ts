/** The least that runs a graph: a promise for each operation, which waits for those of its inputs. */
import type {Node} from './graphs.ts';

export function runBare<T>(
	nodes: readonly Node[],
	work: (node: Node, inputs: readonly T[]) => Promise<T>,
): Promise<T[]> {
	const outputs = new Map<string, Promise<T>>();
	for (const node of nodes) {
		const inputs = node.inputs.map(name => outputs.get(name)!);
		outputs.set(
			node.name,
			Promise.all(inputs).then(texts => work(node, texts)),
		);
	}

	return Promise.all(outputs.values());
}
