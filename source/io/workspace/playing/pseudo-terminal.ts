/** A terminal of its own for a program that is played: nothing it does to it reaches the person's. */
import {type ChildProcess, spawn} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {systemPath} from '../programs/sandbox.ts';
import type {Ended, FromHost, HostedProgram, Size, ToHost} from './terminal-host.ts';

export type PseudoTerminal = {
	/** Starts it there; called once. */
	run(program: HostedProgram, onOutput: (bytes: Uint8Array) => void): Hosted;
	/** Gives the terminal up; a program that still runs there is ended. */
	close(): void;
};

type Hosted = {
	type(keys: string | Uint8Array): void;
	resize(size: Size): void;
	/** Kills it and all that it started. */
	kill(): void;
	/** Settles once it has ended, what it printed was handed over, and nothing that it started is left. */
	ended: Promise<Ended>;
};

/** Put before a program in the cage: it becomes the leader of a session whose terminal is its standard input. */
export const takingTerminal = ['setsid', '--ctty', '--wait', '--'];

/** Once its program was killed, who holds the terminal is given so many ms to say that it has ended. */
const patience = 3000;

/** Null where this machine has no library for such terminals. */
export async function openPseudoTerminal(): Promise<PseudoTerminal | null> {
	const host = spawn(process.execPath, [hostPath()], {
		stdio: ['pipe', 'pipe', 'ignore', 'ipc'],
		env: process.platform === 'win32' ? process.env : systemPath,
		// Outside of the person's terminal.
		detached: true,
		windowsHide: true,
	});
	const told = listenTo(host);
	// What is typed into a program that has just ended goes nowhere.
	host.stdin!.on('error', () => undefined);
	const first = await told.next('ready');
	if (!first?.able) {
		host.kill('SIGKILL');
		return null;
	}

	const tell = (message: ToHost) => {
		if (host.connected) host.send(message, () => undefined);
	};
	return {
		run(program, onOutput) {
			host.stdout!.on('data', onOutput);
			const heard = new Promise<void>(resolve => void host.stdout!.once('close', resolve));
			tell({kind: 'run', program});
			let timer: NodeJS.Timeout | undefined;
			return {
				type: keys => void host.stdin!.write(keys),
				resize: size => tell({kind: 'resize', size}),
				kill() {
					tell({kind: 'kill'});
					timer ??= setTimeout(() => host.kill('SIGKILL'), patience);
				},
				ended: told.next('ended').then(async ended => {
					clearTimeout(timer);
					await heard;
					return ended ?? {exit_code: null, signal: 'SIGKILL'};
				}),
			};
		},
		close() {
			if (host.connected) host.disconnect();
		},
	};
}

/** Beside this file, in the source as in what is bundled from it. */
function hostPath(): string {
	const name = import.meta.url.endsWith('.ts') ? './terminal-host.ts' : './terminal-host.js';
	return fileURLToPath(new URL(name, import.meta.url));
}

function listenTo(host: ChildProcess) {
	const gone = new Promise<null>(resolve => {
		host.once('error', () => resolve(null));
		host.once('exit', () => resolve(null));
	});
	const said = new Map<FromHost['kind'], PromiseWithResolvers<FromHost>>(
		(['ready', 'ended'] as const).map(kind => [kind, Promise.withResolvers<FromHost>()]),
	);
	host.on('message', (message: FromHost) => said.get(message.kind)!.resolve(message));
	return {
		/** Null if it goes away without a word. */
		next: <K extends FromHost['kind']>(kind: K) =>
			Promise.race([said.get(kind)!.promise as Promise<Extract<FromHost, {kind: K}>>, gone]),
	};
}
