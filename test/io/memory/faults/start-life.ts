import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';

/** How to have a log live in this folder, with so many actions. */
export function logIn(folder: string, actions: number): string[] {
	return [fileURLToPath(new URL('life.ts', import.meta.url)), folder, String(actions)];
}

export type Ended = {
	code: number | null;
	signal: NodeJS.Signals | null;
	/** How many actions were flushed, as far as it said so; null when it did not even open the log. */
	acknowledged: number | null;
	/** It said that something was flushed after a flush had failed. */
	afterwards: boolean;
	closed: boolean;
	stderr: string;
	/** The log that it put elsewhere when its own could not be written. */
	rescued: Buffer | null;
};

export type StartedLife = {
	pid: number;
	/** Until then it has not looked at the folder. */
	begin(): void;
	ended: Promise<Ended>;
};

/** Resolves when it is ready to begin. `script`: its path and arguments; `before`: a program that starts it, and becomes it. */
export async function startLife(
	script: readonly string[],
	before: readonly string[] = [],
): Promise<StartedLife> {
	const [command, ...args] = [...before, process.execPath, '--no-warnings', ...script];
	// With one thread for files the order of their system calls is always the same.
	const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'));
	const env = {...process.env, TMPDIR: elsewhere, UV_THREADPOOL_SIZE: '1'};
	const child = spawn(command!, args, {env, stdio: 'pipe'});
	const said: string[] = [];
	let stderr = '';
	const lines = createInterface({input: child.stdout});
	lines.on('line', line => said.push(line));
	child.stderr.on('data', text => {
		stderr += text;
	});
	// Whoever is killed does not read it.
	child.stdin.on('error', () => undefined);
	const ended = once(child, 'close').then(([code, signal]): Ended => {
		const numbers = said.filter(word => /^\d+$/.test(word)).map(Number);
		return {
			code,
			signal,
			acknowledged: numbers.at(-1) ?? null,
			afterwards: said.includes('afterwards'),
			closed: said.includes('closed'),
			stderr,
			rescued: takeRescued(elsewhere),
		};
	});
	await once(lines, 'line');
	return {pid: child.pid!, begin: () => child.stdin.write('.'), ended};
}

function takeRescued(elsewhere: string): Buffer | null {
	const [name] = readdirSync(elsewhere);
	const log = name === undefined ? null : readFileSync(join(elsewhere, name, 'memory_log.json'));
	rmSync(elsewhere, {recursive: true});
	return log;
}
