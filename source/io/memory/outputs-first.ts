import type {RunEvent} from '../../core/events.ts';
import type {Log} from '../../core/ports.ts';
import type {OutputsKeeper} from './outputs.ts';

/**
 * A run's log that holds its end back until its outputs are in their files: whenever the run is killed, one that says
 * how it ended has them. Nothing else waits for them; what is appended meanwhile follows in order.
 */
export function endAfterOutputs(log: Log, outputs: Pick<OutputsKeeper, 'writing'>): Log {
	let held: RunEvent[] = [];
	let released: Promise<void> | null = null;

	function release(): void {
		released = null;
		const events = held;
		held = [];
		for (const event of events) log.append(event);
	}

	return {
		append(event) {
			if (event.type === 'run-finished') released ??= outputs.writing()?.then(release) ?? null;
			if (released === null) log.append(event);
			else held.push(event);
		},
		write: () => released === null && (log.write?.() ?? false),
		async flushed() {
			await released;
			await log.flushed();
		},
	};
}
