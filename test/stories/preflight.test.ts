/** Before a run that is paid for: the person sees what it will ask and cost, and nothing is asked until they say so. */
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aModel, answeredBy, aPersonAt, logged, runFolderOf} from './a-person.ts';

const tale = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: tale}
  - {module: translator, inputs: [tale], output_name: translation, checkpoint: always}
`;

const priced = 'prices: {test-model: {input: 1000, output: 2000}}\n';

test('Nothing is asked before Enter; a second run shows what the first one took.', async () => {
	const model = await aModel(() => ({text: 'Once.', usage: {prompt_tokens: 1500, completion_tokens: 250}}));
	const folder = makeFolder({'pipeline.yml': tale, 'orchestrai.yml': priced});
	const args = ['run', '--request', 'A tale', '--trust', '--max-usd', '50', ...answeredBy(model)];
	const person = await aPersonAt({args, folder, preflight: true});
	await person.sees('No earlier run of this pipeline tells what it takes.');
	const page = await person.sees(' enter start');
	expect(page).toMatch(/request +start_module +you/);
	expect(page).toMatch(/tale +storyteller +test-model +\? +\? +\? +\?/);
	expect(page).toContain('all: after tale, translation');
	expect(page).toContain('at most $50.00, then it asks');
	expect(page).toContain(`to ${new URL(model.url).host}, up to 8 at once`);
	expect(page).not.toContain('Asks you');
	expect(model.requests).toHaveLength(0);

	person.presses('r', 'r');
	await person.sees('none: it pauses after no output');
	person.presses('Enter');
	await person.sees('3 of 3 operations');
	expect(model.requests).toHaveLength(2);
	expect(logged(folder, 'run-started')[0]!.settings.review).toBe('none');
	expect(await person.leaves()).toEqual({code: 0, signal: null});

	const again = await aPersonAt({args, folder, preflight: true});
	await again.sees(/Together, as 1 earlier run tells +~3\.0k +~500 +~\$4\.00/);
	await again.sees(/tale +storyteller +test-model +~1\.5k +~250 +~\$2\.00/);
	again.presses('CtrlC');
	expect(await again.terminal.exit).toEqual({code: 130, signal: null});
	expect(model.requests).toHaveLength(2);
}, 40_000);

test('q leaves before anything was asked, and nothing is kept; a run that is resumed shows the page again.', async () => {
	const model = await aModel(() => ({text: 'A tale.'}));
	const folder = makeFolder({'pipeline.yml': tale});
	const args = ['run', '--request', 'A tale', ...answeredBy(model)];
	const person = await aPersonAt({args, folder, preflight: true});
	await person.sees(' enter start');
	expect(() => runFolderOf(folder)).not.toThrow();
	person.presses('q');
	expect(await person.terminal.exit).toEqual({code: 130, signal: null});
	expect(person.terminal.screen()).toContain('Nothing was asked, and nothing is kept.');
	expect(person.terminal.screen()).not.toContain('orchestrai resume ');
	expect(readdirSync(join(folder, 'runs'))).toEqual(['.gitignore']);
	expect(model.requests).toHaveLength(0);

	const begun = await aPersonAt({args: [...args, '--step'], folder});
	await begun.sees('stepping: . begins request');
	begun.terminal.kill('SIGTERM');
	expect(await begun.terminal.exit).toEqual({code: 143, signal: null});

	const again = await aPersonAt({args: ['resume', ...answeredBy(model)], folder, preflight: true});
	await again.sees(' enter start');
	expect(model.requests).toHaveLength(0);
	again.presses('r');
	await again.sees('declared: after translation');
	again.presses('Enter');
	await again.sees('Review translation');
	expect(logged(folder, 'run-resumed').map(({settings}) => settings.review)).toEqual(['declared']);
	again.terminal.kill('SIGTERM');
	expect(await again.terminal.exit).toEqual({code: 143, signal: null});

	// Left at the page, a run that is taken up again is as it was.
	const third = await aPersonAt({args: ['resume', ...answeredBy(model)], folder, preflight: true});
	await third.sees(/✓ tale +storyteller .* kept/);
	third.presses('Escape');
	await third.terminal.exit;
	expect(logged(folder, 'run-resumed')).toHaveLength(1);
	expect(model.requests).toHaveLength(2);
}, 60_000);

test('Of a run that was left in the middle of a change, the page says what may be asked anew, and what that took.', async () => {
	const model = await aModel(({body}) => ({
		text: `Said to ${body.messages[0]!.content.slice(0, 40)}`,
		usage: {prompt_tokens: 1500, completion_tokens: 250},
	}));
	const folder = makeFolder({'pipeline.yml': tale, 'orchestrai.yml': priced});
	const args = ['run', '--request', 'A tale', '--review', 'all', '--trust', '--max-usd', '50'];
	const person = await aPersonAt({args: [...args, ...answeredBy(model)], folder});
	await person.sees('Review tale');
	await person.chooses('a approve');
	await person.sees('Review translation');
	await person.chooses('a approve');
	await person.sees('3 of 3 operations');
	person.presses('g', 'Right');
	await person.sees('╭─ tale · ');
	person.willEdit({content: 'You tell tales of few words.'});
	person.presses('o');
	await person.sees('Save the prompt of tale?');
	await person.chooses('y save and rerun');
	await person.sees('Review tale');
	person.terminal.kill('SIGTERM');
	expect(await person.terminal.exit).toEqual({code: 143, signal: null});

	const again = await aPersonAt({
		args: ['resume', '--trust', ...answeredBy(model)],
		folder,
		preflight: true,
	});
	await again.sees(/Up to, as this run tells +~1\.5k +~250 +~\$2\.00/);
	const page = await again.sees(/◌ translation +translator +test-model +~1\.5k +~250 +~\$2\.00/);
	expect(page).toMatch(/◆ tale +storyteller .* review/);
	expect(page).toContain('all: after tale, translation');
	expect(page).toContain('asked anew, if what they are made from changes: translation');
	await again.sees(' enter start');
	again.presses('Enter');
	await again.sees('Review tale');
	await again.chooses('a approve');
	await again.sees('Review translation');
	expect(model.requests).toHaveLength(4);
}, 60_000);

test('A signal on the page ends it with its code, and leaves the terminal as it was.', async () => {
	const model = await aModel(() => ({text: 'A tale.'}));
	const folder = makeFolder({'pipeline.yml': tale});
	const {terminal} = await aPersonAt({args: ['run', ...answeredBy(model)], folder, preflight: true});
	await terminal.until(' enter start');
	terminal.kill('SIGTERM');
	expect(await terminal.exit).toEqual({code: 143, signal: null});
	expect(terminal.modes()).toMatchObject({
		alternateScreen: false,
		bracketedPaste: false,
		focusReports: false,
	});
	expect(model.requests).toHaveLength(0);
});

test('The flag skips the page, and so does the setting.', async () => {
	const model = await aModel(() => ({text: 'A tale.'}));
	const args = ['run', '--request', 'A tale', ...answeredBy(model)];
	const setting = {'orchestrai.yml': 'preflight: false\n'};
	for (const [more, files] of [
		[['--no-preflight'], {}],
		[[], setting],
	] as const) {
		const folder = makeFolder({'pipeline.yml': tale, ...files});
		const person = await aPersonAt({args: [...args, ...more], folder, preflight: true});
		await person.sees('Review tale');
	}
	expect(model.requests).toHaveLength(2);
}, 40_000);

test('Where there is no room to show the page, it cannot be started unseen.', async () => {
	const model = await aModel(() => ({text: 'A tale.'}));
	const args = ['run', '--request', 'A tale', ...answeredBy(model)];
	const folder = makeFolder({'pipeline.yml': tale});
	const person = await aPersonAt({args, folder, preflight: true, columns: 40, rows: 10});
	await person.sees('Too small');
	person.presses('Enter');
	person.terminal.resize(80, 24);
	await person.sees(' enter start');
	expect(model.requests).toHaveLength(0);
	person.presses('Enter');
	await person.sees('Review tale');
});
