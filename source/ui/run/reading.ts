/** How the selected operation is read: which tab, which version, which iteration. */
import type {OperationState} from '../../core/state/run-state.ts';
import {patchWaiting} from '../content/turns.ts';
import type {Request} from '../desk.ts';
import type {Facts} from './actions.ts';
import {filesRead} from './files-read.ts';
import {firstReading, type Screen, type Tab, tabs} from './screen.ts';

/** The tabs that an operation has. */
export function tabsOf(operation: OperationState | undefined): readonly Tab[] {
	const lacking: Tab[] = [
		...(operation && (operation.iterations.length > 0 || patchWaiting(operation))
			? []
			: (['debug'] as const)),
		...(filesRead(operation, firstReading) ? [] : (['files'] as const)),
	];
	return lacking.length === 0 ? tabs : tabs.filter(tab => !lacking.includes(tab));
}

/** The tab that is really shown: the chosen one may be lacking here. */
export function shownTab({tab}: Pick<Screen, 'tab'>, operation: OperationState | undefined): Tab {
	return tabsOf(operation).includes(tab) ? tab : 'output';
}

export function selectedOperation({
	screen,
	state,
}: Pick<Facts, 'screen' | 'state'>): OperationState | undefined {
	return screen.selected === null ? undefined : state.operations.get(screen.selected);
}

/** Number of the version under the cursor; 0 while there is none. */
export function versionRead({reading}: Pick<Screen, 'reading'>, {versions, current}: OperationState): number {
	const chosen = reading.version ?? current;
	return versions.some(one => one.version === chosen) ? chosen : versions.length;
}

/** Number of the version that is read where there are several to choose from, else null: what a decision takes. */
export function variantRead(facts: Pick<Facts, 'screen' | 'state'>): number | null {
	const {open} = facts.screen;
	const operation = selectedOperation(facts);
	if (open?.kind !== 'review' || !operation || open.request.variants.length < 2) return null;
	if (open.request.output_name !== operation.operation.output_name) return null;
	// There the current one is read, wherever the cursor stands in the list of versions.
	return shownTab(facts.screen, operation) === 'output'
		? operation.current
		: versionRead(facts.screen, operation);
}

/** Whether there is a text to be judged, compared or weighed, which needs more room than the graph does. */
export function isReadClosely(facts: Pick<Facts, 'screen' | 'state'>): boolean {
	const {open, proposal, why, reading} = facts.screen;
	if (proposal !== null || why) return true;
	// A question of one line stands in the panel whole.
	if (open !== null && (open.kind !== 'question' || open.request.show.length > 0)) return true;
	const tab = shownTab(facts.screen, selectedOperation(facts));
	return tab === 'versions' || tab === 'files' || (tab === 'output' && reading.diff);
}

/** What a request is read by when it opens: where there are several outputs, by their list; a debugger's, by its story. */
export function beginReading(request: Request): Pick<Screen, 'tab' | 'reading'> {
	if (request.kind === 'direction') return {tab: 'debug', reading: firstReading};
	const variants = request.kind === 'review' ? request.request.variants : [];
	return variants.length < 2
		? {tab: 'output', reading: firstReading}
		: {tab: 'versions', reading: {...firstReading, version: variants[1]!}};
}

/** Index of the iteration under the cursor, the newest if none was chosen; -1 while there is none. */
export function turnRead({reading}: Pick<Screen, 'reading'>, {iterations}: OperationState): number {
	return Math.min(reading.turn ?? Number.POSITIVE_INFINITY, iterations.length - 1);
}

/** Whether what is shown is a text that may be rendered. */
export function isText({reading}: Pick<Screen, 'reading'>, tab: Tab): boolean {
	switch (tab) {
		case 'output':
			return !reading.diff;
		case 'versions':
			return reading.versions === 'text';
		default:
			return tab === 'prompt' || tab === 'debug' || tab === 'files';
	}
}
