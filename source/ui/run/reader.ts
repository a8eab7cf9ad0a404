/** The hand on what is read: differences, versions, iterations. */
import {operationOf} from '../desk.ts';
import type {Facts} from './actions.ts';
import {filesRead} from './files-read.ts';
import {selectedOperation, shownTab, turnRead, versionRead} from './reading.ts';
import type {Reading, Screen} from './screen.ts';

type ReaderOptions = {
	facts(): Facts;
	change(changes: Partial<Screen>): void;
	choose(version: number): void;
};

export type Reader = {
	/** What changed, or again the text. */
	toggleDiff(): void;
	/** Two versions beside each other, or again the text. */
	toggleColumns(): void;
	/** To the version, or the file, before or after the one under the cursor. */
	moveItem(step: number): void;
	/** Compares the others with the version under the cursor, or again each with the one before it. */
	markVersion(): void;
	/** Makes the version under the cursor the current one. */
	chooseVersion(): void;
	/** To the debug tab; there, to the iteration before or the next one. */
	turn(step: -1 | 1): void;
};

export function createReader({facts, change, choose}: ReaderOptions): Reader {
	function read(changes: Partial<Reading>, more: Partial<Screen> = {}): void {
		const {reading} = facts().screen;
		change({reading: {...reading, ...changes}, scroll: {kind: 'auto'}, why: false, ...more});
	}

	function tab() {
		return shownTab(facts().screen, selectedOperation(facts()));
	}

	return {
		toggleDiff() {
			const {reading} = facts().screen;
			if (tab() === 'versions') read({versions: reading.versions === 'diff' ? 'text' : 'diff'});
			else read({diff: tab() !== 'output' || !reading.diff}, {tab: 'output'});
		},
		toggleColumns() {
			const {reading} = facts().screen;
			const shown = tab() === 'versions' && reading.versions === 'columns';
			read({versions: shown ? 'text' : 'columns'}, {tab: 'versions'});
		},
		moveItem(step) {
			const operation = selectedOperation(facts());
			if (!operation) return;
			if (tab() === 'files') {
				const found = filesRead(operation, facts().screen.reading);
				if (found) read({file: found.paths[clamp(found.at + step, found.paths.length - 1)]!});
				return;
			}
			const at = versionRead(facts().screen, operation) + step;
			read({version: Math.max(1, Math.min(operation.versions.length, at))});
		},
		markVersion() {
			const operation = selectedOperation(facts());
			if (!operation) return;
			const {screen} = facts();
			const chosen = versionRead(screen, operation);
			const {marked, versions} = screen.reading;
			if (marked === chosen) read({marked: null});
			else read({marked: chosen, versions: versions === 'text' ? 'diff' : versions});
		},
		chooseVersion() {
			const operation = selectedOperation(facts());
			if (operation) choose(versionRead(facts().screen, operation));
		},
		turn(step) {
			const operation = selectedOperation(facts());
			if (!operation) return;
			if (tab() !== 'debug') return read({}, {tab: 'debug'});
			const last = operation.iterations.length - 1;
			const at = Math.max(0, Math.min(last, turnRead(facts().screen, operation) + step));
			// At the end the newest is followed again.
			read({turn: at === last ? null : at});
		},
	};
}

function clamp(at: number, last: number): number {
	return Math.max(0, Math.min(last, at));
}

/** What waits for the person at the selected operation. */
export function requestHere({screen, pending}: Pick<Facts, 'screen' | 'pending'>) {
	return pending.find(request => operationOf(request) === screen.selected) ?? null;
}
