/**
 * µs for each no-op operation, from where the first begins to where the last is finished: a thousand of them in all, in
 * as many runs as that takes.
 */
import {graphOf} from '../graphs.ts';
import {noOp, timeRun} from '../ours.ts';
import {printFigure} from '../print-figure.ts';
import {withFolder} from '../temporary-folder.ts';

const inAll = 1000;
const nodes = graphOf(process.argv[2]);

await withFolder(async runsDir => {
	const time = async () => {
		let ms = 0;
		for (let done = 0; done < inAll; done += nodes.length)
			ms += (await timeRun(runsDir, {nodes, module: noOp, concurrency: 20})).between_ms;
		return ms;
	};
	await time();
	printFigure(((await time()) / inAll) * 1000);
});
