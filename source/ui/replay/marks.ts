/** Where along a recording something began, failed, was decided or repaired. */
import type {RunEvent} from '../../core/events.ts';
import type {Playback} from '../../core/playback/playback.ts';

export type MarkKind = 'failed' | 'review' | 'iteration' | 'began';

/** What is marked; where several fall into one cell, the first of these kinds is shown. */
const kinds: readonly MarkKind[] = ['failed', 'review', 'iteration', 'began'];

const kindOf: Partial<Record<RunEvent['type'], MarkKind>> = {
	'module-failed': 'failed',
	'review-decided': 'review',
	'question-answered': 'review',
	'draft-decided': 'review',
	'consent-given': 'review',
	'consent-refused': 'review',
	'direction-given': 'review',
	'program-ran': 'iteration',
	'module-started': 'began',
};

export type Marks = {
	/** One for each of so many cells, null where nothing is marked. */
	cells(width: number): readonly (MarkKind | null)[];
};

/** The actions of a log do not change: those that were looked at are remembered. */
export function createMarks({recording, playedAt, moment}: Playback): Marks {
	const marked: {index: number; kind: MarkKind}[] = [];
	let looked = 0;
	let laid: {width: number; looked: number; cells: (MarkKind | null)[]} | null = null;

	function look(): void {
		for (; looked < recording.count(); looked++) {
			const kind = kindOf[recording.glance(looked).type];
			if (kind) marked.push({index: looked, kind});
		}
	}

	return {
		cells(width) {
			look();
			if (laid?.width === width && laid.looked === looked) return laid.cells;
			const {length_ms} = moment();
			const cells = Array.from({length: width}, (): MarkKind | null => null);
			for (const kind of kinds) {
				for (const mark of marked) {
					if (mark.kind !== kind) continue;
					const cell = cellAt(playedAt(mark.index), length_ms, width);
					// Most begin in the moment in which another thing is decided.
					const free = [cell, ...(kind === 'began' ? [cell + 1] : [])].find(
						at => at < width && cells[at] === null,
					);
					if (free !== undefined) cells[free] = kind;
				}
			}

			laid = {width, looked, cells};
			return cells;
		},
	};
}

/** The cell of a moment in a row of `width` that stands for the whole length. */
export function cellAt(played_ms: number, length_ms: number, width: number): number {
	if (length_ms <= 0) return 0;
	return Math.min(width - 1, Math.floor((played_ms / length_ms) * (width - 1)));
}
