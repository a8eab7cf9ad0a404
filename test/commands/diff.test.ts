import {expect, test} from 'vitest';
import {diff} from '../../source/commands/diff.ts';
import {engineer} from '../../source/modules/engineer.ts';
import {callCommand} from '../helpers/call-command.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {recordRun} from './record-run.ts';

const pipeline = (supplement = '') => `pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: planner, inputs: [request], output_name: plan${supplement}}
  - {module: engineer, inputs: [plan], output_name: code}
  - {module: critic, inputs: [request], output_name: aside}
`;

const program = (word: string) => `## main.py\n\n\`\`\`python\nprint(${word})\n\`\`\`\n`;
const long = Array.from({length: 40}, (_, number) => `line ${number}`).join('\n');

type Said = {plan?: string; code?: string; model?: string; supplement?: string};

/** A run whose answers are these. */
function record(cwd: string, {plan = 'count', code = '1', model = 'small-one', supplement}: Said = {}) {
	const said: Record<string, string> = {
		request: 'a game',
		plan: `${long}\n${plan}\nend`,
		code: program(code),
	};
	return recordRun(cwd, pipeline(supplement), {
		modules: [engineer],
		answer: ({output_name}) => said[output_name] ?? 'aside',
		settings: {model},
	});
}

test('diff names the operation that differs first and how, and shows each change once, long equal stretches folded', async () => {
	const cwd = makeFolder();
	const one = await record(cwd);
	const two = await record(cwd, {plan: 'count to ten', code: '10', supplement: ', supplement: Be brief'});
	const {code, stdout, stderr} = await callCommand(diff, [one.id, two.path], {}, {cwd});
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	expect(stdout).toContain('The first that differs is plan (prompt and answer). 2 operations differ.');
	expect(stdout).toMatch(/^plan +prompt, answer +15 +\$0\.010 /m);
	expect(stdout).toMatch(/^code +inputs: plan, files /m);
	expect(stdout).toMatch(/^aside +same /m);
	expect(stdout).toMatch(/^all +60 +\$0\.040 /m);
	expect(stdout).toContain('+ SUPPLEMENTARY INFORMATION:\n');
	expect(stdout).toMatch(/- count\n/);
	expect(stdout).toMatch(/\+ count to ten\n/);
	expect(stdout).toContain('… 37 unchanged lines');
	expect(stdout).toMatch(/^main\.py {2}\+1 -1$/m);
	expect(stdout.match(/count to ten/g)).toHaveLength(1);
	expect(stdout).not.toContain('\u001b');
});

test('diff says that nothing differs, and tells it by its exit code only where that is asked for', async () => {
	const cwd = makeFolder();
	const [one, same, other] = [await record(cwd), await record(cwd), await record(cwd, {model: 'other'})];
	const equal = await callCommand(diff, [one.id, same.id], {exitCode: true}, {cwd});
	expect(equal).toMatchObject({code: 0, stdout: expect.stringContaining('Nothing differs in any of 4 op')});
	const differing = (flags: object) => callCommand(diff, [one.id, other.log], {...flags}, {cwd});
	expect((await differing({})).code).toBe(0);
	const stat = await differing({exitCode: true, stat: true});
	expect(stat).toMatchObject({code: 1, stdout: expect.stringContaining('request (model)')});
	expect(stat.stdout).not.toContain('→ other');
	const first = await differing({first: true});
	expect(first.stdout.match(/model {2}small-one → other/g)).toHaveLength(1);
	const only = await differing({only: 'aside'});
	expect(only.stdout).toMatch(/── aside {2}critic ─+\nmodel {2}small-one → other\n$/);
});

test('diff stands the sides beside each other where there is room, in colours on a terminal unless NO_COLOR says no', async () => {
	const cwd = makeFolder();
	const named = [(await record(cwd)).id, (await record(cwd, {plan: 'more'})).id];
	const wide = await callCommand(diff, named, {}, {cwd, columns: 120, env: {NO_COLOR: '1'}});
	expect(wide.stdout).toMatch(/- count +│ +41 \+ more/);
	expect(wide.stdout).not.toContain('\u001b');
	const narrow = await callCommand(diff, named, {width: '60'}, {cwd});
	expect(narrow.stdout).toMatch(/- count\n +41 \+ more\n/);
	for (const row of narrow.stdout.split('\n').slice(3)) expect(row.length).toBeLessThanOrEqual(100);
});

test('What a model wrote acts on no terminal that a comparison is printed to', async () => {
	const cwd = makeFolder();
	const named = [(await record(cwd)).id, (await record(cwd, {plan: '\u001b]0;owned\u0007\u202e'})).id];
	const text = await callCommand(diff, named, {}, {cwd});
	expect(text.stdout).toContain('␛]0;owned␇⟨U+202E⟩');
	const json = await callCommand(diff, named, {json: true}, {cwd});
	for (const {stdout} of [text, json]) expect(stdout).not.toMatch(/[\u001b\u0007\u202e]/);
	expect(JSON.parse(json.stdout)).toMatchObject({
		equal: false,
		first: 'plan',
		one: {id: named[0], status: 'done', input_tokens: 40, output_tokens: 20},
		operations: [
			{output_name: 'request', differs: []},
			{output_name: 'plan', differs: ['answer'], two: {output: expect.stringContaining('\u202e')}},
			{output_name: 'code', changed_inputs: ['plan']},
			{output_name: 'aside', differs: [], one: {models: ['small-one']}},
		],
	});
});

test('diff says why an operation failed that did not in the other run', async () => {
	const cwd = makeFolder();
	const {id} = await record(cwd);
	const {id: failed} = await recordRun(cwd, pipeline(), {
		modules: [engineer],
		answer: ({output_name}) =>
			output_name === 'plan' ? {fault: {kind: 'not-recorded', message: 'The prompt differs.'}} : 'x',
		settings: {model: 'small-one'},
	});
	const {stdout} = await callCommand(diff, [id, failed], {only: 'plan'}, {cwd});
	expect(stdout).toContain('status  done → failed: The prompt differs.\n');
	const json = await callCommand(diff, [id, failed], {json: true}, {cwd});
	const {one, two} = JSON.parse(json.stdout).operations[1];
	expect([one.failure, two.failure]).toEqual([null, 'The prompt differs.']);
});

test('Operations that only one of the pipelines has stand where they stood there', async () => {
	const cwd = makeFolder();
	const named = [
		await recordRun(cwd, pipeline(), {modules: [engineer], answer: () => program('1')}),
		await recordRun(cwd, 'pipeline:\n  - {module: planner, inputs: [], output_name: plan}\n'),
	].map(({id}) => id);
	const {stdout} = await callCommand(diff, named, {}, {cwd});
	const names = [...stdout.matchAll(/^(request|plan|code|aside) {2,}(.*?) {2}/gm)].map(([, ...row]) => row);
	expect(names).toEqual([
		['request', 'only in the first'],
		['plan', 'wiring, prompt, answer'],
		['code', 'only in the first'],
		['aside', 'only in the first'],
	]);
	expect(stdout).toContain('reads  request → none\n');
});

test('Runs that are not there, and names that no operation has, are wrong usage', async () => {
	const cwd = makeFolder();
	const {id} = await record(cwd);
	const wrong = (input: string[], flags: object) => callCommand(diff, input, {...flags}, {cwd});
	for (const [outcome, sentence] of [
		[await wrong([id], {}), /name two runs/],
		[await wrong([id, 'nosuch'], {}), /no run “nosuch”/],
		[await wrong([id, id], {only: 'plam'}), /Did you mean `plan`/],
		[await wrong([id, id], {width: '0'}), /--width is a number/],
		[await wrong([id, id], {context: 'x'}), /--context is a number/],
	] as const) {
		expect(outcome).toMatchObject({code: 2, stdout: ''});
		expect(outcome.stderr).toMatch(sentence);
	}
});
