/** The keys that compare: versions, attempts and iterations. */
import type {OperationState} from '../../core/state/run-state.ts';
import type {Facts} from '../run/actions.ts';
import {isOfTexts, outputComparison, versionComparison} from '../run/comparison.ts';
import {requestHere} from '../run/reader.ts';
import {selectedOperation, shownTab, versionRead} from '../run/reading.ts';
import {free, type KeyEntry, live} from './key-entry.ts';

const tabOf = (facts: Facts) => shownTab(facts.screen, selectedOperation(facts));

function versionsCompared({screen}: Facts, operation: OperationState) {
	return versionComparison(operation, versionRead(screen, operation), screen.reading.marked);
}

/** What would be compared here; `why` if nothing can be. */
function comparisonHere(facts: Facts) {
	const operation = selectedOperation(facts);
	if (!operation) return {why: 'There is nothing to compare yet.'};
	return tabOf(facts) === 'versions'
		? versionsCompared(facts, operation)
		: outputComparison(operation, requestHere(facts));
}

function noComparison(facts: Facts): string | null {
	const found = comparisonHere(facts);
	return 'why' in found ? found.why : null;
}

function noColumns(facts: Facts): string | null {
	const operation = selectedOperation(facts);
	if (!operation) return 'There is nothing to compare yet.';
	const found = versionsCompared(facts, operation);
	if ('why' in found) return found.why;
	return isOfTexts(found) ? null : 'There is only this version; d shows what differs from where it began.';
}

function notToMark(facts: Facts): string | null {
	const operation = selectedOperation(facts);
	if (!operation || tabOf(facts) !== 'versions') return 'Versions are compared in the tab of versions.';
	return operation.versions.length < 2 ? 'There are no two versions to compare.' : null;
}

function notToChoose(facts: Facts): string | null {
	const operation = selectedOperation(facts);
	if (!operation || tabOf(facts) !== 'versions') return 'Versions are chosen in the tab of versions.';
	if (operation.versions.length === 0) return 'There is no version to choose yet.';
	const chosen = versionRead(facts.screen, operation);
	return chosen === operation.current ? `v${chosen} is the current version already.` : null;
}

const noIterations = (facts: Facts) =>
	(selectedOperation(facts)?.iterations.length ?? 0) > 0
		? null
		: 'No program ran here, so there are no iterations.';

/** What is looked at before one decides. */
export const comparing: readonly KeyEntry[] = [
	{
		keys: ['d'],
		shown: 'd',
		meaning: 'what changed, against the version before; again: the text',
		group: 'Look',
		modes: free,
		foot: facts => {
			const {diff, versions} = facts.screen.reading;
			const tab = tabOf(facts);
			if (tab === 'versions') return versions === 'diff' ? 'text' : 'diff';
			return tab === 'output' && diff ? 'text' : 'diff';
		},
		off: noComparison,
		act: on => on.toggleDiff(),
	},
];

export const reading: readonly KeyEntry[] = [
	{
		keys: ['c'],
		shown: 'c',
		meaning: 'two versions in two columns; again: the text',
		group: 'Look',
		modes: free,
		foot: facts =>
			tabOf(facts) !== 'versions' ? null : facts.screen.reading.versions === 'columns' ? 'text' : 'columns',
		off: noColumns,
		act: on => on.toggleColumns(),
	},
	{
		keys: ['C'],
		shown: 'C',
		meaning: 'compare the others with this version; again: each with the one before it',
		group: 'Look',
		modes: free,
		foot: facts => {
			const operation = selectedOperation(facts);
			if (!operation) return null;
			const chosen = versionRead(facts.screen, operation);
			return facts.screen.reading.marked === chosen ? `not with v${chosen}` : `compare with v${chosen}`;
		},
		off: notToMark,
		act: on => on.markVersion(),
	},
	{
		keys: ['u'],
		shown: 'u',
		meaning: 'use the version under the cursor: make it the current one',
		group: 'Look',
		modes: live,
		foot: facts => {
			const operation = selectedOperation(facts);
			return operation ? `use v${versionRead(facts.screen, operation)}` : null;
		},
		off: notToChoose,
		act: on => on.chooseVersion(),
	},
	{
		keys: ['[', '('],
		shown: '[ ]',
		meaning: 'the iterations of a debugger; ( ) too',
		group: 'Look',
		modes: live,
		foot: facts => (tabOf(facts) === 'debug' ? 'iterations' : null),
		off: noIterations,
		act: on => on.turn(-1),
	},
	{
		keys: [']', ')'],
		shown: ']',
		meaning: null,
		group: 'Look',
		modes: live,
		off: noIterations,
		act: on => on.turn(1),
	},
];
