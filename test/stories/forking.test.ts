/** `f` in a run or a replay: what would be taken over and made anew is seen first; then the new run takes the screen. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {run} from '../../source/commands/run.ts';
import type {RunEvent} from '../../source/core/events.ts';
import {runsIn} from '../commands/past-run.ts';
import {callCommand} from '../helpers/call-command.ts';
import {canaryKey} from '../helpers/canary.ts';
import {gate} from '../helpers/model-server.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aModel, answeredBy, aPersonAt, startUnread} from './a-person.ts';

const tale = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: tale}
  - {module: translator, inputs: [tale], output_name: translation}
`;

function log(folder: string, id: string): RunEvent[] {
	return JSON.parse(readFileSync(join(folder, 'runs', id, 'memory_log.json'), 'utf8')).actions;
}

test('A person forks a run that is under way: it is stopped and kept, the new one begins with what was finished, and both are told of afterwards.', async () => {
	const held = gate();
	const model = await aModel(({n}) => ({
		text: n === 1 ? 'A grey fox.' : n === 2 ? 'Ein grauer' : 'Ein grauer Fuchs.',
		...(n === 2 ? {gate: () => held.opened} : {}),
	}));
	const folder = makeFolder({'pipeline.yml': tale});
	const args = ['run', '--request', 'A tale', '--review', 'none', ...answeredBy(model)];
	const person = await aPersonAt({args, folder});
	await person.waitsFor(model.request(2));
	await person.sees('╭─ translation · ');
	person.presses('f');
	await person.sees('Begin a new run from translation?');
	await person.sees(/✓ tale +taken over/);
	await person.sees('It takes over 2 outputs, unpaid.');
	await person.sees(/This\s+(│\s+│ )?run is stopped and kept/);
	person.presses('Escape');
	await person.sees(/ space pause/);
	person.presses('f');
	await person.sees('Begin a new run from translation?');
	person.presses('Enter');

	const [first] = runsIn(folder);
	await person.sees(`Forked from ${first}.`);
	await person.sees(/✓ tale +storyteller .*taken over/);
	await startUnread(person.terminal);
	await person.sees('3 of 3 operations');
	await person.sees('Ein grauer Fuchs.');
	await person.sees(`fork of ${first!.slice(0, 8)}`);
	expect(await person.leaves()).toEqual({code: 0, signal: null});
	held.open();

	expect(model.requests).toHaveLength(3);
	const screen = person.terminal.screen();
	expect(screen).toContain('■ stopped');
	expect(screen).toMatch(/✓ done[\s\S]+fork of +/);
	const second = runsIn(folder).find(id => id !== first)!;
	expect(log(folder, first!).at(-1)).toMatchObject({type: 'run-forked', child_run_id: second});
	expect(log(folder, second).filter(({type}) => type === 'model-asked')).toHaveLength(1);
});

test('From a moment of a replay that was opened at home a fork makes only what was not finished by then, and home shows both.', async () => {
	const model = await aModel(({n}) => ({text: n === 3 ? 'Ein roter Fuchs.' : `Text ${n}.`}));
	const folder = makeFolder({'pipeline.yml': tale});
	const env = {OPENAI_BASE_URL: model.url, OPENAI_API_KEY: canaryKey('own')};
	await callCommand(run, [], {request: 'A tale', model: ['m']}, {cwd: folder, env});
	const [first] = runsIn(folder);
	const before = log(folder, first!);

	const person = await aPersonAt({args: [], folder, env});
	await person.sees('runs 1');
	person.presses('Tab', 'w');
	await person.sees('REPLAY');
	person.presses('$');
	await person.sees(' ■ the run ended');
	person.presses('{', '{', '{');
	await person.sees('tale finished');
	person.presses('f');
	await person.sees('Begin a new run from this moment?');
	await person.sees('It takes over 2 outputs, unpaid. 1 operation is still to come.');
	person.presses('Enter');
	await startUnread(person.terminal);
	await person.sees('Review translation');
	await person.chooses('a approve');
	await person.sees('3 of 3 operations');
	person.presses('q');
	await person.sees('runs 2');
	expect(await person.leaves()).toEqual({code: 0, signal: null});

	expect(model.requests).toHaveLength(3);
	const second = runsIn(folder).find(id => id !== first)!;
	const [began] = log(folder, second);
	const finished =
		1 + before.findIndex(event => event.type === 'module-finished' && event.output_name === 'tale');
	expect(began).toMatchObject({type: 'run-started', forked_from: {run_id: first, action: finished}});
	expect(readFileSync(join(folder, 'runs', second, 'outputs/translation.md'), 'utf8')).toBe(
		'Ein roter Fuchs.',
	);
	expect(log(folder, first!).at(-1)).toMatchObject({type: 'run-forked', child_run_id: second});
});
