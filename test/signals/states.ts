/** What the app may be doing when its end comes. Each state is begun anew, and is reached when `begin` settles. */
import {randomUUID} from 'node:crypto';
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, vi} from 'vitest';
import {alive} from '../helpers/alive.ts';
import {gate, type Script} from '../helpers/model-server.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import type {Terminal} from '../helpers/terminal.ts';
import {aModel, answeredBy, logged, runFolderOf} from '../stories/a-person.ts';
import {type Headless, type OnScreen, startOnScreen, startPlainly, type Told} from './going.ts';

/** Words of the shell in front of the app's. */
type Before = {before?: string[]};
export type ScreenState = (options?: Before) => Promise<OnScreen>;
export type HeadlessState = (options?: {json?: boolean}) => Promise<Headless>;

const tale = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: tale}
  - {module: translator, inputs: [tale], output_name: translation}
`;
const three = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: one}
  - {module: storyteller, inputs: [request], output_name: two}
  - {module: storyteller, inputs: [request], output_name: three}
`;
const stuck = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: stuck, inputs: [request], output_name: result}
`;

/** A pipeline whose program is run with the token in its command line. */
function engineering(debug: string): string {
	return `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: engineer, inputs: [request], output_name: code}
  - {module: debugger, inputs: [code], output_name: working_code, ${debug}}
`;
}

/** Lets a piece through, and holds the rest until `more` is opened. */
function half(more: Promise<unknown>): Script {
	return () => ({
		text: '',
		chunks: ['A tale', ' of a fox.'],
		gate: i => (i === 1 ? more : undefined),
	});
}

/** As an engineer would answer it. */
function files(code: Record<string, string>): string {
	return Object.entries(code)
		.map(([name, text]) => `\`${name}\`\n\`\`\`${name.endsWith('py') ? 'python' : 'js'}\n${text}\`\`\`\n`)
		.join('\n');
}

/** It hears no signal, holds its output open, and has left a daemon that does the same. */
const stubborn = `import os, signal, sys, time
for name in range(1, 32):
    try: signal.signal(name, signal.SIG_IGN)
    except (OSError, ValueError): pass
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True: time.sleep(1)
    os._exit(0)
print("It is here to stay.", flush=True)
while True: time.sleep(1)
`;

/** The same as an installation would hold out: no environment for Python has to be made first. */
const slow = `import os from 'node:os';
for (const name of Object.keys(os.constants.signals)) try { process.on(name, () => {}); } catch {}
console.log('It is here to stay.');
setInterval(() => {}, 1000);
`;

/** It takes the terminal for itself. */
const game = `import os, signal, sys, time, tty
if not os.isatty(0): sys.exit()
tty.setraw(0)
print("\\x1b[?1049h\\x1b[?1000h\\x1b[?2004h\\x1b[?1h\\x1b[?25lA" + " GAME", flush=True)
${stubborn}`;

/** It hears no signal, and leaves the terminal as nobody would want it. */
const editor = `#!/bin/sh
trap '' INT TERM HUP QUIT
printf 'half an edit' > "$1"
stty raw -echo
printf '\\033[?1049h\\033[?1000h\\033[?1hEDI''TING'
exec tail -f /dev/null
`;

const promise = 'return new Promise(() => setInterval(() => undefined, 1000));';
function stuckModule(statement: string): string {
	return `export default {
	name: 'stuck',
	describe: 'Does not come to its end',
	by: 'module',
	async run({signal}) {
		console.error('It is stuck.');
		${statement}
	},
};
`;
}

/** A run on a screen, with no page before it. */
async function aRun(
	{before, pipeline, script, flags = [], files: more = {}, env}: Before & RunOptions,
	more2: Told = {},
): Promise<OnScreen> {
	const {args, folder} = await theRun({pipeline, script, flags: ['--no-preflight', ...flags], files: more});
	return {...rest(folder), ...(await startOnScreen(args, {folder, before, env})), ...more2};
}

type RunOptions = {
	pipeline: string;
	script?: Script;
	flags?: string[];
	files?: Record<string, string>;
	env?: Record<string, string>;
};

async function theRun({pipeline, script, flags = [], files: more = {}}: RunOptions) {
	const model = await aModel(script ?? (() => ({hang: true})));
	const folder = makeFolder({'pipeline.yml': pipeline, ...more});
	return {model, folder, args: ['run', '--request', 'A fox', ...flags, ...answeredBy(model)]};
}

function rest(folder: string): Omit<OnScreen, 'terminal' | 'app'> {
	return {folder, token: null, run: 'stopped', goOn: () => undefined, kept: () => undefined};
}

/** Settles once a program with the token in its command line runs. */
async function runs(token: string): Promise<void> {
	await vi.waitFor(() => expect(alive(token)).not.toEqual([]), {timeout: 20_000, interval: 20});
}

function draftIs(folder: string, name: string, text: string): void {
	expect(readFileSync(join(runFolderOf(folder), 'drafts', name), 'utf8')).toBe(text);
}

/** What had come of an answer when it was cut off. */
function partialIs(folder: string, text: string): void {
	expect(logged(folder, 'model-failed')).toMatchObject([{fault: 'aborted', response: text}]);
}

async function begins(going: OnScreen, sought: Parameters<Terminal['until']>[0]): Promise<OnScreen> {
	await going.terminal.until(sought, {timeoutMs: 20_000});
	return going;
}

export const onScreen = {
	async 'at home'({before} = {}) {
		const folder = makeFolder({'pipeline.yml': tale});
		const started = await startOnScreen([], {folder, before});
		return begins({...rest(folder), ...started, run: 'none'}, 'engineering');
	},

	async 'on the page before a run'({before} = {}) {
		const {args, folder} = await theRun({pipeline: tale});
		const going = {...rest(folder), ...(await startOnScreen(args, {folder, before})), run: 'none' as const};
		return begins(going, ' enter start');
	},

	async 'on the page about a change'({before} = {}) {
		const {args, folder} = await theRun({
			pipeline: tale,
			flags: ['--headless', '--max-tokens', '1'],
			script: () => ({text: 'A tale.'}),
		});
		const {code} = await startPlainly(args, {folder}).ended;
		expect(code).toBe(4);
		writeFileSync(join(folder, 'pipeline.yml'), tale.replace('translator', 'enhancer'));
		const going = {
			...rest(folder),
			...(await startOnScreen(['resume', ...args.slice(-4)], {folder, before})),
		};
		return begins({...going, run: 'none'}, 'a adopt the new');
	},

	async 'while an answer is awaited'({before} = {}) {
		return begins(await aRun({before, pipeline: tale}), 'Asked; no word yet');
	},

	async 'while an answer streams'({before} = {}) {
		const more = gate();
		const going = await aRun({before, pipeline: tale, script: half(more.opened)});
		return begins({...going, kept: () => partialIs(going.folder, 'A tale')}, 'A tale');
	},

	async 'while three answers stream'({before} = {}) {
		const more = gate();
		const going = await aRun({before, pipeline: three, script: half(more.opened)});
		return begins(going, screen => screen.includes('3 running') && screen.includes('A tale'));
	},

	async 'at a review'({before} = {}) {
		return begins(await aRun({before, pipeline: tale, script: () => ({text: 'A tale.'})}), 'Review tale');
	},

	async 'while an answer is typed'({before} = {}) {
		const folder = makeFolder({'pipeline.yml': tale});
		const model = await aModel(() => ({hang: true}));
		const args = ['run', '--no-preflight', ...answeredBy(model)];
		const going = {...rest(folder), ...(await startOnScreen(args, {folder, before}))};
		await begins(going, 'request asks');
		going.terminal.type('A tale of a half');
		return begins(
			{...going, kept: () => draftIs(folder, 'request.answer.txt', 'A tale of a half')},
			'> A tale of a half',
		);
	},

	async 'in the editor of the app'({before} = {}) {
		const going = await aRun({before, pipeline: tale, script: () => ({text: 'A tale.'})});
		await begins(going, 'Review tale');
		// In the foot, once it hears: the panel above speaks of it from the first.
		await begins(going, ' e edit ');
		going.terminal.press('e');
		await begins(going, 'from v1');
		going.terminal.type('Once: ');
		const draft = () => {
			const drafts = join(runFolderOf(going.folder), 'drafts');
			expect(
				readdirSync(drafts)
					.map(name => readFileSync(join(drafts, name), 'utf8'))
					.join(),
			).toContain('Once: A tale.');
		};
		return begins({...going, kept: draft}, 'Once: A tale.');
	},

	async 'in an editor that hears no signal'({before} = {}) {
		const path = join(makeFolder({'edit.sh': editor}), 'edit.sh');
		const going = await aRun({
			before,
			pipeline: tale,
			script: () => ({text: 'A tale.'}),
			env: {EDITOR: `/bin/sh ${path}`},
		});
		await begins(going, 'Review tale');
		await begins(going, ' E editor');
		going.terminal.press('E');
		return begins({...going, kept: () => draftIs(going.folder, 'tale.edit.md', 'half an edit')}, 'EDITING');
	},

	async 'while a program runs that hears no signal'({before} = {}) {
		const token = randomUUID();
		const going = await aRun({
			before,
			pipeline: engineering(`debug: {run: python3 main.py ${token}}`),
			script: () => ({text: files({'main.py': stubborn})}),
			flags: ['--review', 'none'],
		});
		await runs(token);
		return begins({...going, token}, 'It is here to stay.');
	},

	async 'while such a program is played'({before} = {}) {
		const token = randomUUID();
		const going = await aRun({
			before,
			pipeline: engineering(`debug: {run: python3 main.py ${token}}, on_error: continue`),
			script: () => ({text: files({'main.py': game})}),
			flags: ['--review', 'none'],
		});
		await begins(going, '3 of 3 operations');
		going.terminal.press('t');
		return begins({...going, token, run: 'over'}, 'A GAME');
	},

	async 'while packages are installed'({before} = {}) {
		const token = randomUUID();
		const going = await aRun({
			before,
			pipeline: engineering(`debug: {install: node slow.mjs ${token}}`),
			script: () => ({text: files({'main.py': 'print(1)\n', 'slow.mjs': slow})}),
			flags: ['--review', 'none', '--allow-install'],
		});
		await runs(token);
		return begins({...going, token}, 'It is here to stay.');
	},

	async 'while it waits to try again'({before} = {}) {
		const script: Script = () => ({
			status: 429,
			json: {error: {message: 'Slow down'}},
			headers: {'retry-after': '50'},
		});
		return begins(await aRun({before, pipeline: tale, script}), /again in \d+/);
	},

	async 'while a recording is watched'({before} = {}) {
		const folder = makeFolder();
		const run = join(folder, 'runs', '2026-11-22_14-03-11_engineering');
		mkdirSync(run, {recursive: true});
		const log = readFileSync(new URL('../../pipelines/engineering.cassette.json', import.meta.url), 'utf8');
		writeFileSync(join(run, 'memory_log.json'), log);
		const started = await startOnScreen(['replay'], {folder, before});
		return begins({...rest(folder), ...started, run: 'none'}, 'REPLAY');
	},

	async 'while a module never ends'({before} = {}) {
		const going = await aRun({
			before,
			pipeline: stuck,
			flags: ['--trust'],
			files: {'modules/stuck.mjs': stuckModule(promise)},
		});
		return begins(going, 'It runs.');
	},

	async 'when the run is over'({before} = {}) {
		const going = await aRun({
			before,
			pipeline: tale,
			script: () => ({text: 'A tale.'}),
			flags: ['--review', 'none'],
		});
		return begins({...going, run: 'over'}, '3 of 3 operations');
	},
} satisfies Record<string, ScreenState>;

/** A run without a screen. */
async function plainly(
	options: RunOptions,
	{json = false}: {json?: boolean} = {},
): Promise<{going: Headless; model: Awaited<ReturnType<typeof aModel>>}> {
	const {model, folder, args} = await theRun(options);
	const program = startPlainly([...args, ...(json ? ['--json'] : [])], {folder, env: options.env});
	return {going: {...rest(folder), program, app: program.pid}, model};
}

/** Settles once the log holds it. */
async function logHolds(folder: string, text: string): Promise<void> {
	await vi.waitFor(
		() => {
			const log = join(runFolderOf(folder), 'memory_log.json');
			expect(existsSync(log) && readFileSync(log, 'utf8')).toContain(text);
		},
		{timeout: 20_000, interval: 20},
	);
}

export const headless = {
	async 'while an answer streams'(options) {
		const more = gate();
		const {going, model} = await plainly({pipeline: tale, script: half(more.opened)}, options);
		await model.request(1);
		return {...going, goOn: () => more.open()};
	},

	async 'while a program runs that hears no signal'(options) {
		const token = randomUUID();
		const {going} = await plainly(
			{
				pipeline: engineering(`debug: {run: python3 main.py ${token}, run_timeout: 3s}`),
				script: () => ({text: files({'main.py': stubborn})}),
			},
			options,
		);
		await runs(token);
		return {...going, token};
	},

	async 'while it waits to try again'(options) {
		const script: Script = ({n}) => ({
			status: 429,
			json: {error: {message: 'Slow down'}},
			headers: {'retry-after': n === 1 ? '1' : '50'},
		});
		const {going} = await plainly({pipeline: tale, script}, options);
		await logHolds(going.folder, 'model-failed');
		return going;
	},

	async 'while a module never ends'(options) {
		const {going} = await plainly(
			{pipeline: stuck, flags: ['--trust'], files: {'modules/stuck.mjs': stuckModule(promise)}},
			options,
		);
		// What a module prints is talk, or with --json an action.
		await (options?.json ? going.program.printed('It is stuck.') : going.program.said('It is stuck.'));
		return going;
	},
} satisfies Record<string, HeadlessState>;
