/** A person at the app: they see its screen, press keys that work, and can look into the run's folder. */
import {copyFileSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {onTestFinished} from 'vitest';
import type {EventOf, RunEvent} from '../../source/core/events.ts';
import {type Edit, fakeEditor} from '../helpers/fake-editor.ts';
import {type ChatBody, type ModelServer, type Script, startModelServer} from '../helpers/model-server.ts';
import {program} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {type Exit, openTerminal, type Terminal} from '../helpers/terminal.ts';
import type {Key} from '../helpers/terminal-keys.ts';
import type {Sought} from '../helpers/terminal-waiting.ts';

export type Person = {
	terminal: Terminal;
	folder: string;
	sees(what: Sought): Promise<string>;
	/** Waits until the foot offers it, e.g. `a approve`, presses its key, and waits until it was heard. */
	chooses(offered: string): Promise<void>;
	/** Leaves a run that is over, or that does not ask. */
	leaves(): Promise<Exit>;
	/** Types the text and sends it, once the app asks for one; what was offered is replaced. */
	answers(text: string): Promise<void>;
	presses(...keys: Key[]): void;
	/** What they will do in their editor, from now on. */
	willEdit(edit: Edit): void;
	/** Settles with what else must happen meanwhile, e.g. a request that comes; if it does not, the screen is told. */
	waitsFor<T>(what: Promise<T>): Promise<T>;
};

export type PersonOptions = {
	args: string[];
	folder?: string;
	env?: Record<string, string | undefined>;
	/** Its main.js, where it is not that of the build. */
	app?: string;
	/** They want to see the page before a run that is paid for; else they start it unread. */
	preflight?: true;
	columns?: number;
	rows?: number;
};

/** Starts the app in a terminal, and waits until it listens. */
export async function aPersonAt({
	args,
	folder = makeFolder(),
	env = {},
	app,
	preflight,
	...size
}: PersonOptions): Promise<Person> {
	const editor = join(folder, 'editor.mjs');
	const terminal = await openTerminal({
		...program(args, {cwd: folder, env: {EDITOR: editor, ...env}, app}),
		...size,
	});
	// Bracketed paste is turned on together with the keyboard.
	await terminal.until(() => terminal.modes().bracketedPaste);
	if (args.includes('--base-url') && !preflight) await startUnread(terminal);
	const person: Person = {
		terminal,
		folder,
		sees: what => terminal.until(what),
		async chooses(offered) {
			const before = decisionOf(await terminal.until(screen => footOf(screen).includes(` ${offered}`)));
			const key = offered.split(' ')[0]!;
			terminal.press(key === 'enter' ? 'Enter' : key);
			await terminal.until(screen => decisionOf(screen) !== before);
		},
		async leaves() {
			await terminal.until(screen => footOf(screen).includes(' q leave'));
			terminal.press('q');
			return terminal.exit;
		},
		async answers(text) {
			await terminal.until(screen => footOf(screen).includes('ctrl-j new line'));
			terminal.press('CtrlU');
			terminal.type(text);
			await person.chooses('enter send');
		},
		presses: terminal.press,
		willEdit: edit => copyFileSync(fakeEditor(folder, edit), editor),
		waitsFor: what => Promise.race([what, terminal.until(() => false) as Promise<never>]),
	};
	return person;
}

/** Passes the page before a run that is paid for. */
export async function startUnread(terminal: Terminal): Promise<void> {
	await terminal.until(screen => footOf(screen).includes(' enter start   r reviews'));
	terminal.press('Enter');
	await terminal.until(screen => !footOf(screen).includes(' enter start   r reviews'));
}

/** A scripted server that goes away with the test. */
export async function aModel(script: Script): Promise<ModelServer> {
	const server = await startModelServer(script);
	onTestFinished(() => server.close());
	return server;
}

/** Arguments that have this server answer. */
export function answeredBy({url}: ModelServer): string[] {
	return ['--base-url', url, '--model', 'test-model'];
}

/** The message of the user in a request. */
export function told({messages}: ChatBody): string {
	return messages.findLast(({role}) => role === 'user')?.content ?? '';
}

/** Where the only run of a folder is kept. */
export function runFolderOf(folder: string): string {
	const runs = join(folder, 'runs');
	const [name, ...others] = readdirSync(runs).filter(entry => !entry.startsWith('.'));
	if (name === undefined || others.length > 0)
		throw new Error(`Not one run in ${runs}: ${[name, ...others].join(', ')}`);
	return join(runs, name);
}

/** What the log of the only run holds, of one type. */
export function logged<T extends RunEvent['type']>(folder: string, type: T): EventOf<T>[] {
	const text = readFileSync(join(runFolderOf(folder), 'memory_log.json'), 'utf8');
	const {actions} = JSON.parse(text) as {actions: RunEvent[]};
	return actions.filter((action): action is EventOf<T> => action.type === type);
}

function footOf(screen: string): string {
	return screen.split('\n').at(-1) ?? '';
}

/** What is being decided, and the keys for it. */
function decisionOf(screen: string): string {
	return screen.slice(screen.lastIndexOf('╭'));
}
