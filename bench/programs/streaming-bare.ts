/** Ms for the same graph as promises that ask with the `openai` client: no log, no state, no limit. */
import {runBare} from '../bare.ts';
import {openClient, promptOf} from '../client.ts';
import {graphOf} from '../graphs.ts';
import {printFigure} from '../print-figure.ts';
import {withModel} from '../with-model.ts';

const nodes = graphOf('streaming');
await withModel(async ({url}) => {
	const ask = openClient(url);
	const run = async () => {
		const from = performance.now();
		await runBare<string>(nodes, ({inputs, model}, texts) => ask(model!, promptOf(inputs, texts)));
		return performance.now() - from;
	};
	await run();
	printFigure(await run());
});
