/** µs of CPU for each token of a long stream in a run without a screen, until all is on the disk. */
import {printProgress} from '../../source/commands/run/print-progress.ts';
import {longStream, tokens} from '../long-stream.ts';
import {asks, openModel, timeRun} from '../ours.ts';
import {printFigure} from '../print-figure.ts';
import {withFolder} from '../temporary-folder.ts';
import {withModel} from '../with-model.ts';

await withModel(({url}) =>
	withFolder(async runsDir => {
		const model = await openModel(url);
		const nodes = [{name: 'answer', inputs: [], model: longStream}];
		const run = () =>
			timeRun(runsDir, {
				nodes,
				module: asks,
				model,
				watch: view => printProgress(view, line => void process.stderr.write(line)),
			});
		await run();
		const before = process.cpuUsage();
		await run();
		const {user, system} = process.cpuUsage(before);
		printFigure((user + system) / tokens);
	}),
);
