/** Where a picture is taken: a folder, a model server with scripted answers, a clock that stands, and the built app. */
import {closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync} from 'node:fs';
import {delimiter, dirname, join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {startModelServer} from '../../test/helpers/model-server.ts';
import type {Key} from '../../test/helpers/terminal-keys.ts';
import type {Sought} from '../../test/helpers/terminal-waiting.ts';
import {type Cell, textOf, writeRow} from './cell.ts';
import {createDesk, type Desk} from './desk.ts';
import {openTerminal} from './terminal.ts';

const root = join(import.meta.dirname, '../..');

/** Where the app believes the model server to be; the port is LiteLLM's usual one. */
const address = 'localhost:4000';
export const baseUrl = `http://${address}/v1`;
/** What the folder holds where it is asked. */
export const settings = {
	'orchestrai.yml': 'roles: {small: gpt-6-luna, medium: gpt-6.1-terra, large: gpt-6.1-sol}\n',
};

/** A Monday morning. */
const morning = Date.UTC(2026, 10, 30, 9, 0, 0);

export type Size = {columns: number; rows: number};

/** The app in a terminal of its own. */
export type App = {
	sees(what: Sought): Promise<string>;
	/** Settles with what must happen meanwhile, e.g. requests that come; if it does not, the screen is told. */
	waits<T>(what: Promise<T>): Promise<T>;
	presses(...keys: Key[]): void;
	types(text: string): void;
	/** What it shows once it is still. */
	cells(): Promise<Cell[][]>;
	ended: Promise<number>;
	close(): Promise<void>;
};

export type Stage = {
	folder: string;
	desk: Desk;
	app(args: readonly string[], size: Size): App;
	/** A command that prints and ends: what was typed for it, and as many rows below as it needs. */
	command(args: readonly string[], size: Size): Promise<Cell[][]>;
	/** So many ms go by for the app: what happened before has been taken in, what it does in time is done. */
	pass(ms: number): Promise<void>;
	/** Ends what is left of it. */
	clear(): Promise<void>;
};

/** By then the app has seen what came in, and has drawn, ms: its clock stands still meanwhile. */
const heard = 150;

/** `home` is made, and gone afterwards. */
export async function setStage(home: string, files: Record<string, string> = {}): Promise<Stage> {
	mkdirSync(home);
	const folder = join(home, 'work');
	for (const [name, text] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, name)), {recursive: true});
		writeFileSync(join(folder, name), text);
	}
	mkdirSync(folder, {recursive: true});
	const clockFile = join(home, 'clock');
	const clock = openSync(clockFile, 'w');
	let now = morning;
	const set = () => {
		const bytes = Buffer.alloc(8);
		bytes.writeDoubleLE(now);
		writeSync(clock, bytes, 0, 8, 0);
	};
	set();
	const desk = createDesk();
	const server = await startModelServer(desk.script, {
		models: ['gpt-6-luna', 'gpt-6.1-terra', 'gpt-6.1-sol'].map(id => ({id})),
	});
	const apps: App[] = [];
	const stage: Stage = {
		folder,
		desk,
		app(args, size) {
			const {until, press, type, cells, ended, close} = openTerminal({
				command: join(root, 'node_modules/.bin/node'),
				args: [
					'--import',
					join(import.meta.dirname, 'standing-clock.mjs'),
					join(root, 'dist/main.js'),
					...args,
				],
				cwd: folder,
				env: {
					PATH: ['/usr/local/bin', '/usr/bin', '/bin', process.env.PATH].filter(Boolean).join(delimiter),
					HOME: home,
					LANG: 'C.UTF-8',
					TERM: 'xterm-256color',
					COLORTERM: 'truecolor',
					TZ: 'UTC',
					// Whatever models this machine has are no part of a picture.
					ORCHESTRAI_LOCAL_PORTS: 'none',
					ORCHESTRAI_CONFIG_DIR: join(home, 'config'),
					PICTURE_CLOCK: clockFile,
					PICTURE_SERVER: new URL(server.url).port,
					PICTURE_ADDRESS: address,
				},
				...size,
			});
			const waits: App['waits'] = what => Promise.race([what, until(() => false) as Promise<never>]);
			const app = {sees: until, waits, presses: press, types: type, cells, ended, close};
			apps.push(app);
			return app;
		},
		async command(args, size) {
			const app = stage.app(args, size);
			await app.ended;
			const typed = writeRow(
				[
					{text: '$ ', bold: false},
					{text: ['orchestrai', ...args].join(' '), bold: true},
				],
				size.columns,
			);
			const rows = await app.cells();
			return [typed, ...rows.slice(0, rows.findLastIndex(row => textOf([row]) !== '') + 1)];
		},
		async pass(ms) {
			await sleep(heard);
			now += ms;
			set();
			await sleep(heard);
		},
		async clear() {
			for (const app of apps) await app.close();
			await server.close();
			closeSync(clock);
			rmSync(home, {recursive: true, force: true});
		},
	};
	return stage;
}
