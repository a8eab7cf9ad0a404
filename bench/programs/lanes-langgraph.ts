/** How many times as long as its critical path a run of lanes takes in LangGraph.js, which asks with the `openai` client. */
import {openClient, promptOf} from '../client.ts';
import {criticalPathOf, graphOf} from '../graphs.ts';
import {compileLangGraph} from '../langgraph.ts';
import {printFigure} from '../print-figure.ts';
import {withModel} from '../with-model.ts';

const nodes = graphOf(process.argv[2]);
await withModel(async ({url}) => {
	const ask = openClient(url);
	const run = compileLangGraph(nodes, ({inputs, model}, outputs) =>
		ask(
			model!,
			promptOf(
				inputs,
				inputs.map(input => outputs[input]!),
			),
		),
	);
	await run('warm-up');
	const from = performance.now();
	await run('timed');
	printFigure((performance.now() - from) / criticalPathOf(nodes));
});
