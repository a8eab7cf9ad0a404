/** Where stepping through a recording stops. */
import type {RunEvent} from '../events.ts';
import type {Recording, Unit} from './playback.ts';

const startsAndEnds: ReadonlySet<RunEvent['type']> = new Set([
	'module-started',
	'module-finished',
	'module-failed',
	'module-blocked',
	'module-skipped',
]);

function isStop(recording: Recording, index: number, unit: Unit): boolean {
	const {type} = recording.glance(index);
	if (unit === 'module') return startsAndEnds.has(type);
	return unit === 'event' || type === 'program-ran';
}

/** How many actions lie behind the moment after the next such event, or after the one before; null if there is none. */
export function findStop(
	recording: Recording,
	{actions, count}: {actions: number; count: number},
	unit: Unit,
	by: 1 | -1,
): number | null {
	if (by === 1) {
		for (let index = actions; index < count; index++) if (isStop(recording, index, unit)) return index + 1;
		return null;
	}

	// Right behind an event one has just stopped at it: what it shows is seen from there alone.
	for (let index = actions - 2; index >= 0; index--) if (isStop(recording, index, unit)) return index + 1;
	return null;
}
