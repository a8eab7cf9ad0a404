/** Ms for a graph of streaming calls that a model answers at once, with 20 under way. */
import {graphOf} from '../graphs.ts';
import {asks, openModel, timeRun} from '../ours.ts';
import {printFigure} from '../print-figure.ts';
import {withFolder} from '../temporary-folder.ts';
import {withModel} from '../with-model.ts';

const nodes = graphOf('streaming');
await withModel(({url}) =>
	withFolder(async runsDir => {
		const model = await openModel(url);
		const run = () => timeRun(runsDir, {nodes, module: asks, model, concurrency: 20});
		await run();
		printFigure((await run()).ms);
	}),
);
