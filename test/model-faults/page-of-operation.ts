/** What a person reads of an operation: its output tab, or why there is none, and its calls. */
import type {RunView} from '../../source/core/store.ts';
import {callsContent} from '../../source/ui/content/calls.ts';
import {type Content, plainRow} from '../../source/ui/content/content.ts';
import {outputContent, type Subject} from '../../source/ui/content/output.ts';
import {createWraps} from '../../source/ui/content/wraps.ts';
import {createDiffs} from '../../source/ui/diff/diffs.ts';
import {firstReading} from '../../source/ui/run/screen.ts';
import {createTheme} from '../../source/ui/theme.ts';

/** In one line, since where lines break is of no matter here; of a long output only the beginning. */
export function pageOf(view: RunView, output_name: string, now: number): string {
	const state = view.state();
	const subject: Subject = {
		operation: state.operations.get(output_name)!,
		live: view.live(output_name),
		printing: null,
		lives: view.lives(output_name),
		opened: false,
		held: false,
		over: state.status !== 'running',
		stale: false,
		request: null,
		runNotes: [],
		reading: firstReading,
		texts: state.texts,
		diffs: createDiffs(),
		now,
		width: 90,
		raw: false,
		wraps: createWraps(),
		theme: createTheme(),
	};
	return [outputContent(subject), callsContent(subject)].map(text).join(' ');
}

const mostRows = 200;

function text(content: Content): string {
	const rows = Array.from({length: Math.min(content.rows, mostRows)}, (_, index) => plainRow(content, index));
	return rows.join(' ').replace(/\s+/g, ' ');
}
