/** µs for each no-op operation of a graph, from the first action to where all is on the disk. */
import {graphOf} from '../graphs.ts';
import {noOp, timeRun} from '../ours.ts';
import {printFigure} from '../print-figure.ts';
import {withFolder} from '../temporary-folder.ts';

const nodes = graphOf(process.argv[2]);
const concurrency = Number(process.argv[3] ?? nodes.length);
await withFolder(async runsDir => {
	const run = () => timeRun(runsDir, {nodes, module: noOp, concurrency});
	// The first run is the machine's to warm up on.
	await run();
	printFigure(((await run()).ms / nodes.length) * 1000);
});
