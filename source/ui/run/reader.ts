/** The hand on what is read: differences, versions, iterations. */
import {operationOf} from '../desk.ts';
import type {Intentions} from '../intentions.ts';
import type {Facts} from './actions.ts';
import {selectedOperation, shownTab, turnRead, versionRead} from './reading.ts';
import type {Notice, Reading, Screen} from './screen.ts';

type ReaderOptions = {
	facts(): Facts;
	change(changes: Partial<Screen>): void;
	say(text: string, tone?: Notice['tone']): void;
	later(task: Promise<void>): void;
	chooseVersion: Intentions['chooseVersion'];
};

export type Reader = {
	toggleDiff(): void;
	toggleColumns(): void;
	moveVersion(step: number): void;
	chooseVersion(): void;
	turn(step: -1 | 1): void;
};

export function createReader({facts, change, say, later, chooseVersion}: ReaderOptions): Reader {
	function read(changes: Partial<Reading>, more: Partial<Screen> = {}): void {
		const {reading} = facts().screen;
		change({reading: {...reading, ...changes}, scroll: {kind: 'auto'}, ...more});
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
		moveVersion(step) {
			const operation = selectedOperation(facts());
			if (!operation) return;
			const at = versionRead(facts().screen, operation) + step;
			read({version: Math.max(1, Math.min(operation.versions.length, at))});
		},
		chooseVersion() {
			const operation = selectedOperation(facts());
			if (!operation) return;
			if (!chooseVersion) return say('Versions cannot be chosen here.');
			const {output_name} = operation.operation;
			const version = versionRead(facts().screen, operation);
			const made = async () => {
				const why = await chooseVersion(output_name, version);
				say(why ?? `v${version} of ${output_name} is the current version now.`, why ? 'attention' : 'good');
			};
			later(made());
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

/** What waits for the person at the selected operation. */
export function requestHere({screen, pending}: Pick<Facts, 'screen' | 'pending'>) {
	return pending.find(request => operationOf(request) === screen.selected) ?? null;
}
