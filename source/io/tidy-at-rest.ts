import {performance} from 'node:perf_hooks';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';

type Collect = (options: {type: 'major'; execution: 'sync'; flavor: 'last-resort'}) => void;

/** So often it is looked whether the app is at rest, ms. */
const usual_ms = 1000;
/** Share of the time since the last look that it worked; a spinner takes a hundredth. */
const atRest = 0.05;
/** So much has to have come since the last time to be worth the pause, bytes. */
const worth = 8 * 1024 * 1024;

/**
 * Gives memory back whenever the app has come to rest: what was needed to start, or to show what was looked at before,
 * is a third of what it holds. That takes 20 to 70 ms, once, while nobody waits. By itself V8 looks after 8 s, and keeps
 * more. Returns how to stop.
 */
export function tidyAtRest({
	every_ms = usual_ms,
	share = atRest,
}: {
	every_ms?: number;
	share?: number;
} = {}): () => void {
	let last = performance.eventLoopUtilization();
	let kept = 0;
	let quiet = false;
	const timer = setInterval(() => {
		const now = performance.eventLoopUtilization();
		const wasQuiet = quiet;
		quiet = performance.eventLoopUtilization(now, last).utilization < share;
		last = now;
		if (!quiet || !wasQuiet || process.memoryUsage().heapUsed < kept + worth) return;
		collector()({type: 'major', execution: 'sync', flavor: 'last-resort'});
		kept = process.memoryUsage().heapUsed;
		last = performance.eventLoopUtilization();
	}, every_ms);
	timer.unref();
	return () => clearInterval(timer);
}

let collect: Collect | undefined;

/** Node has it for those alone who start it with `--expose-gc`; a context that is made after the flag has it too. */
function collector(): Collect {
	if (collect === undefined) {
		setFlagsFromString('--expose-gc');
		collect = runInNewContext('gc') as Collect;
		setFlagsFromString('--no-expose-gc');
	}
	return collect;
}
