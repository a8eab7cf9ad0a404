import {expect, test} from 'vitest';
import {findKey} from '../../../source/ui/keys/keymap.ts';
import type {Facts} from '../../../source/ui/run/actions.ts';
import {createReader} from '../../../source/ui/run/reader.ts';
import {firstScreen, type Screen} from '../../../source/ui/run/screen.ts';
import {aRun} from '../a-run.ts';

/** A person at a plan of two versions. */
function reader() {
	const run = aRun();
	run.finish('plan', 'code_planner', 'One');
	run.emit({type: 'output-edited', output_name: 'plan', response: 'Two', version: 2, by: 'person'});
	let screen: Screen = {...firstScreen, selected: 'plan', tab: 'versions', pane: 'inspector'};
	const chosen: number[] = [];
	const facts = () => ({screen, state: run.state(), pending: []}) as unknown as Facts;
	const hand = createReader({
		facts,
		change: changes => {
			screen = {...screen, ...changes};
		},
		choose: version => chosen.push(version),
	});
	return {hand, facts, chosen, screen: () => screen};
}

test('The version that is chosen is the one under the cursor.', () => {
	const {hand, chosen} = reader();
	hand.moveItem(-1);
	hand.chooseVersion();
	expect(chosen).toEqual([1]);
});

test('The key that chooses a version says why it does nothing on the current one, and in another tab.', () => {
	const {hand, facts} = reader();
	const off = (changes: Partial<Screen> = {}) =>
		findKey('u', 'browse')!.off!({...facts(), screen: {...facts().screen, ...changes}});
	expect(off()).toContain('v2 is the current version already');
	expect(off({tab: 'output'})).toContain('in the tab of versions');
	hand.moveItem(-1);
	expect(off()).toBeNull();
});

test('The version that others are compared with is marked, and unmarked again, with one key.', () => {
	const {hand, facts, screen} = reader();
	hand.moveItem(-1);
	expect(findKey('C', 'browse')!.off!(facts())).toBeNull();
	hand.markVersion();
	expect(screen().reading).toMatchObject({marked: 1, versions: 'diff'});
	hand.moveItem(1);
	expect(screen().reading).toMatchObject({marked: 1, version: 2});
	hand.moveItem(-1);
	hand.markVersion();
	expect(screen().reading.marked).toBeNull();
	const elsewhere = {...facts(), screen: {...screen(), tab: 'output' as const}};
	expect(findKey('C', 'browse')!.off!(elsewhere)).toContain('tab of versions');
});

test('The cursor stays within the versions.', () => {
	const {hand, screen} = reader();
	hand.moveItem(-9);
	expect(screen().reading.version).toBe(1);
	hand.moveItem(9);
	expect(screen().reading.version).toBe(2);
});

test('An operation without iterations says so, and has no tab for them.', () => {
	const {facts} = reader();
	expect(findKey(']', 'browse')!.off!(facts())).toContain('no iterations');
});
