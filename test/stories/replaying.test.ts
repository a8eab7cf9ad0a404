import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aModel, answeredBy, aPersonAt} from './a-person.ts';

const log = readFileSync(new URL('../../pipelines/engineering.cassette.json', import.meta.url), 'utf8');
const all = JSON.parse(log).actions.length as number;

/** A folder with one past run of the engineering pipeline. */
function withARun(): {folder: string; run: string} {
	const folder = makeFolder();
	const run = join(folder, 'runs', '2026-11-22_14-03-11_engineering');
	mkdirSync(run, {recursive: true});
	writeFileSync(join(run, 'memory_log.json'), log);
	return {folder, run};
}

test('A run plays to its end; stepped through to the start and back it shows the same screen at each moment; keys that change a run are refused, and nothing is written.', async () => {
	const {folder, run} = withARun();
	const person = await aPersonAt({args: ['replay'], folder, columns: 100, rows: 30});
	await person.sees('REPLAY');
	person.presses('9');
	await person.sees(' ■ the run ended');
	expect(await person.sees('space again')).toContain('6 of 6 operations');

	/** Presses twice until each of the moments was there, and returns their screens. */
	const step = async (key: string, moments: number[]) => {
		const screens = new Map<number, string>();
		for (const moment of moments) {
			person.presses(key, key);
			const screen = await person.sees(new RegExp(` ${moment}/${all} `));
			screens.set(
				moment,
				screen
					.split('\n')
					.filter(row => !row.startsWith(' This is where'))
					.join('\n'),
			);
		}
		return screens;
	};
	const moments = Array.from({length: (all - 3) / 2}, (_, index) => index * 2 + 3);
	person.presses('0');
	await person.sees(` 1/${all} `);
	const forth = await step('.', moments);
	person.presses('$');
	await person.sees(` ${all}/${all} `);
	const back = await step(',', moments.toReversed());
	for (const moment of moments) expect(back.get(moment)).toBe(forth.get(moment));
	expect(forth.get(all - 2)).toContain('readme wrote files');

	person.presses('e');
	await person.sees('This is a recording: nothing of its run is changed.');
	person.presses(']');
	await person.sees('working_codebase ran');
	person.presses('>', '>', '>');
	await person.sees(/▌ main\.py +\d+ lines/);
	expect(await person.leaves()).toEqual({code: 0, signal: null});
	expect(person.terminal.modes()).toMatchObject({alternateScreen: false, bracketedPaste: false});
	expect(readdirSync(run)).toEqual(['memory_log.json']);
	expect(readFileSync(join(run, 'memory_log.json'), 'utf8')).toBe(log);
}, 60_000);

test('From home, w watches a run, and leaving it leads home; a run that another terminal goes on with is followed to its end.', async () => {
	const {folder} = withARun();
	let answer = (_: {text: string}) => {};
	const answered = new Promise<{text: string}>(resolve => {
		answer = resolve;
	});
	let asked = () => {};
	const isAsked = new Promise<void>(resolve => {
		asked = resolve;
	});
	const model = await aModel(() => {
		asked();
		return answered;
	});
	writeFileSync(
		join(folder, 'tale.yml'),
		'pipeline:\n  - {module: storyteller, inputs: [], output_name: draft}\n',
	);
	const runs = await aPersonAt({
		args: ['run', 'tale.yml', '--review', 'none', ...answeredBy(model)],
		folder,
	});
	await runs.waitsFor(isAsked);

	const watches = await aPersonAt({args: [], folder});
	await watches.sees('runs 2');
	watches.presses('Tab');
	await watches.sees(/▌ ⠋ tale/);
	watches.presses('G');
	await watches.sees(/▌ ✓ engineering/);
	watches.presses('w');
	await watches.sees('REPLAY');
	watches.presses('q');
	await watches.sees(/▌ ✓ engineering/);
	watches.presses('g');
	await watches.sees('enter follow');
	watches.presses('Enter');
	await watches.sees('FOLLOWING');
	await watches.sees('draft asked the model');
	answer({text: 'Once upon a time, and never again.'});
	await watches.sees('Once upon a time, and never again.');
	await watches.sees('1 of 1 operations');
	await runs.sees('1 of 1 operations');
	expect(await runs.leaves()).toEqual({code: 0, signal: null});
	await watches.sees(' ■ the run ended');
	watches.presses('q');
	await watches.sees(/▌ ✓ tale +done/);
	expect(await watches.leaves()).toEqual({code: 0, signal: null});
}, 60_000);
