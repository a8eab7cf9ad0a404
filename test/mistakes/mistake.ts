/** One mistake that a newcomer makes: what is in the folder, what is typed, and what the app must say about it. */
import {cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {quoteWord} from '../../source/core/command-line.ts';
import {type ModelServer, type Reply, startModelServer} from '../helpers/model-server.ts';
import {runHeadless} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {onServer, talk} from './talk.ts';

export type Scene = {
	/** Where the newcomer stands. */
	cwd: string;
	/** The base URL of the model server, with `/v1`. */
	url: string;
	/** The id of the run that was before; empty where none was. */
	run: string;
};

export type Mistake = {
	/** What the newcomer did, as a heading. */
	did: string;
	/** Shown in the page, each by its name. */
	files?: Record<string, string>;
	/** There, and not worth showing. */
	unseen?: Record<string, string>;
	/** What stands in the environment, shown before the command; undefined: it is not set, and not shown. */
	env?: Record<string, string | undefined>;
	/** What is typed after `orchestrai`; {url} stands for the server's. */
	typed: string[];
	/** What is typed in truth, where the page shows `typed` with a name of its own for what has another each time. */
	args?(scene: Scene): string[];
	/** A server of chat completions that answers so, and lists these models. */
	server?: {answers: Reply; models?: string[]} | 'gone';
	/** The newcomer has run the pipeline `talk.yml` before, and recorded into `talk.cassette.json`. */
	ranBefore?: true;
	/** Before it is typed. */
	before?(scene: Scene): Promise<void> | void;
	/** In the place of the command itself: what it ends with and what is seen. For what needs a terminal or another Node. */
	play?(scene: Scene): Promise<Seen>;
	/** A sentence where the command alone does not tell what was done. */
	how?: string;
	code: number;
	/** The next step, as the end of what is said must name it. */
	next: string | RegExp;
	/** False where this machine lacks what it takes: what the page has of it is left as it is. */
	possible?: boolean;
};

export type Seen = {code: number; said: string};

/** The mistake is made, and what comes of it told as a section of the page. */
export async function make(mistake: Mistake): Promise<string> {
	const {files = {}, unseen = {}, server: served, ranBefore, before, play, typed} = mistake;
	const {answers = {text: 'An answer.'}, models = ['test-model']} =
		served === undefined || served === 'gone' ? {} : served;
	const server = await startModelServer(() => answers, {models: models.map(id => ({id}))});
	const cwd = makeFolder({...unseen, ...mapValues(files, text => fill(text, server)!)});
	try {
		if (served === 'gone') await server.close();
		const env = mapValues(mistake.env ?? {}, value => fill(value, server));
		if (ranBefore) cpSync(await runBefore(), cwd, {recursive: true});
		const runs = ranBefore ? readdirSync(join(cwd, 'runs')) : [];
		const scene: Scene = {cwd, url: server.url, run: runs.find(name => name.endsWith('_talk')) ?? ''};
		const args = (mistake.args?.(scene) ?? typed).map(word => fill(word, server)!);
		await before?.(scene);
		const seen = play ? await play(scene) : await run(args, cwd, env);
		const said = settle(seen.said, cwd, server.url);
		return section(mistake, {code: seen.code, said});
	} finally {
		if (served !== 'gone') await server.close();
	}
}

let past: Promise<string> | undefined;

/** The folder of who ran the pipeline and recorded it: made once, to be copied. */
function runBefore(): Promise<string> {
	past ??= (async () => {
		const folder = mkdtempSync(join(realpathSync(tmpdir()), 'orchestrai-'));
		writeFileSync(join(folder, 'talk.yml'), talk);
		const server = await startModelServer(() => ({text: 'An answer.'}));
		const recording = ['--model', 'm', '--cassette', 'talk.cassette.json', '--record'];
		const args = [...onServer, ...recording].map(word => fill(word, server)!);
		const {code, stderr} = await runHeadless(args, {cwd: folder});
		await server.close();
		if (code !== 0) throw new Error(`The run of before failed: ${stderr}`);
		return folder;
	})();
	return past;
}

/** Takes it away again. */
export async function forgetBefore(): Promise<void> {
	if (past !== undefined) rmSync(await past, {recursive: true, force: true});
	past = undefined;
}

function mapValues<T, R>(values: Record<string, T>, map: (value: T) => R): Record<string, R> {
	return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
}

async function run(args: string[], cwd: string, env: Record<string, string | undefined>): Promise<Seen> {
	const {code, stdout} = await runHeadless(args, {cwd, env, together: true});
	return {code: code ?? -1, said: stdout};
}

function fill(text: string | undefined, {url}: ModelServer): string | undefined {
	return text?.replaceAll('{url}', url).replaceAll('{origin}', new URL(url).origin);
}

/** Where and when it happened to run is no part of what is said. */
function settle(said: string, cwd: string, url: string): string {
	const {host, port} = new URL(url);
	return (
		said
			.replaceAll(cwd, '/home/ada/talks')
			.replaceAll(join(import.meta.dirname, '../..'), '/usr/lib/node_modules/orchestrai-tui')
			.replaceAll(host, '127.0.0.1:8080')
			.replaceAll(`:${port}`, ':8080')
			.replaceAll(/\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d/g, '2026-11-22_14-03-11')
			// Two in one second: the second is told apart.
			.replaceAll(/(2026-11-22_14-03-11_[a-z]+)-\d+\b/g, '$1')
			.replaceAll(/\b\d+(\.\d+)?s\b/g, '1s')
			.replace(/and this is \d+\.\d+\.\d+:/, 'and this is 20.19.0:')
			.replaceAll(/[ \t]+$/gm, '')
			.replace(/^\n+|\s+$/g, '')
	);
}

function section(mistake: Mistake, {code, said}: Seen): string {
	const {did, files = {}, env = {}, typed, how} = mistake;
	const url = 'http://127.0.0.1:8080/v1';
	const show = (text: string) => text.replaceAll('{url}', url).replaceAll('{origin}', new URL(url).origin);
	const shown = Object.entries(files).map(([name, text]) => {
		const language = name.split('.').at(-1)!;
		return `\`${name}\`${text === '' ? ' is empty.' : `:\n\n\`\`\`${language}\n${show(text).trimEnd()}\n\`\`\``}`;
	});
	const variables = Object.entries(env)
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => `${name}=${quoteWord(value!)} `);
	const line = ['orchestrai', ...typed.map(word => quoteWord(show(word)))].join(' ').trim();
	const command = `$ ${variables.join('')}${line}`;
	return [
		`### ${did}`,
		...shown,
		...(how ? [how] : []),
		`\`\`\`console\n${command}\n${said}\n\`\`\``,
		`Exit code ${code}.`,
	].join('\n\n');
}

/** What is wrong with a section: sentences, none if it is as the mistake says. */
export function findFaults({did, code, next}: Mistake, told: string): string[] {
	const said = /```console\n[\s\S]*?\n([\s\S]*)\n```/.exec(told)?.[1] ?? '';
	const faults: string[] = [];
	if (!told.endsWith(`Exit code ${code}.`))
		faults.push(`${did}: it ends otherwise than with ${code}:\n${said}`);
	// The last lines are what a person reads first.
	const end = said.split('\n').slice(-lastLines).join('\n');
	if (typeof next === 'string' ? !end.includes(next) : !next.test(end))
		faults.push(`${did}: its end does not say what to do next (${next}):\n${end}`);
	const internals = /\n\s+at \S+ \(|\[object |\bNaN\b|\b[A-Z]\w*Error: /.exec(said);
	if (internals) faults.push(`${did}: “${internals[0]}” is said, which is for nobody to read:\n${said}`);
	return faults;
}

const lastLines = 8;

export function write(path: string, text: string | Buffer): void {
	mkdirSync(dirname(path), {recursive: true});
	writeFileSync(path, text);
}
