/** How many times as long as its critical path a run of lanes takes in p-graph, which asks with the `openai` client. */
import {type DependencyList, PGraph} from 'p-graph';
import {openClient, promptOf} from '../client.ts';
import {criticalPathOf, graphOf} from '../graphs.ts';
import {printFigure} from '../print-figure.ts';
import {withModel} from '../with-model.ts';

const nodes = graphOf(process.argv[2]);
await withModel(async ({url}) => {
	const ask = openClient(url);
	const outputs = new Map<string, string>();
	const work = nodes.map(({name, inputs, model}) => {
		const run = async () => {
			const texts = inputs.map(input => outputs.get(input)!);
			outputs.set(name, await ask(model!, promptOf(inputs, texts)));
		};
		return [name, {run}] as const;
	});
	const dependencies: DependencyList = nodes.flatMap(({name, inputs}) =>
		inputs.map((input): [string, string] => [input, name]),
	);
	const graph = new PGraph(new Map(work), dependencies);
	await graph.run();
	const from = performance.now();
	await graph.run();
	printFigure((performance.now() - from) / criticalPathOf(nodes));
});
