/** How many times as long as its critical path a run of lanes takes. */
import {criticalPathOf, graphOf} from '../graphs.ts';
import {asks, openModel, timeRun} from '../ours.ts';
import {printFigure} from '../print-figure.ts';
import {withFolder} from '../temporary-folder.ts';
import {withModel} from '../with-model.ts';

const nodes = graphOf(process.argv[2]);
await withModel(({url}) =>
	withFolder(async runsDir => {
		const model = await openModel(url);
		const run = () => timeRun(runsDir, {nodes, module: asks, model});
		await run();
		printFigure((await run()).ms / criticalPathOf(nodes));
	}),
);
