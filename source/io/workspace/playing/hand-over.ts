/** The person's terminal, handed to a played program and taken back as it was. */
import {setImmediate, setTimeout as sleep} from 'node:timers/promises';
import {resetModes} from '../../terminal-modes.ts';
import type {PseudoTerminal} from './pseudo-terminal.ts';
import {createTerminalFilter, type Left} from './terminal-filter.ts';
import type {Ended, HostedProgram} from './terminal-host.ts';

/** What is the person's: the keyboard, the screen, and what is known of it. */
export type Seat = {
	stdin: NodeJS.ReadStream;
	stdout: NodeJS.WriteStream;
	/** It reads UTF-8. */
	unicode: boolean;
	/** Called at each key: the person is there. */
	onKey(): void;
};

export type HandedOver = Ended & {
	/** The person came back before it ended, or the app was ended. */
	left: boolean;
	duration_ms: number;
	/** The end of what stood on the screen, without control sequences. */
	tail: string;
};

/** Ctrl-], which no program is asked about. */
const comeBack = 0x1d;
/** Keys that were on their way when it ended are not meant for what comes then: for so long nothing is heard, ms. */
const deaf = 300;
/** So long the line that says how to come back can be read before a program draws over it, ms. */
const readable = 800;
/** So long what the terminal may still say is read and thrown away, ms. */
const lastWords = 100;

/**
 * Hands it over until the program ends and the person goes back, until they come back with Ctrl-], or until `signal`
 * aborts. `what`: said first, what runs and where. The terminal has to be lent, and nobody else may read it.
 */
export async function handOver(
	{stdin, stdout, unicode, onKey}: Seat,
	{what, host, program}: {what: string; host: PseudoTerminal; program: Omit<HostedProgram, 'size'>},
	signal: AbortSignal,
): Promise<HandedOver> {
	const filter = createTerminalFilter({unicode});
	const line = (text: string) => {
		const rule = unicode ? '──' : '--';
		return `\u001B[2m${rule} ${text} ${rule}\u001B[0m`;
	};
	const dot = unicode ? '·' : '-';
	const size = () => ({columns: stdout.columns || 80, rows: stdout.rows || 24});
	let heed = (_keys: Buffer): void => undefined;
	const hear = (keys: Buffer | string) => {
		onKey();
		heed(Buffer.from(keys as string));
	};

	const started = performance.now();
	let left = false;
	let held = '';
	let drawing: NodeJS.Timeout | undefined;
	const show = () => {
		stdout.write(held);
		held = '';
	};
	let hosted: ReturnType<PseudoTerminal['run']> | undefined;
	const resize = () => hosted?.resize(size());
	/** We were stopped, and the shell had the terminal in a mode of its own. What stood there has to be drawn again. */
	const goOn = () => {
		// Set to what it seems to be already it would stay as the shell left it.
		stdin.setRawMode(false);
		stdin.setRawMode(true);
		const {columns, rows} = size();
		hosted?.resize({columns, rows: rows + 1});
		resize();
	};
	const leave = () => {
		left = true;
		hosted?.kill();
	};
	try {
		stdin.setRawMode(true);
		stdin.on('data', hear);
		stdin.resume();
		stdout.write(`${freshPage(size())}${line(`${what} ${dot} Ctrl-] comes back`)}\r\n`);
		hosted = host.run({...program, size: size()}, bytes => {
			// Who has come back waits no longer for what it still prints.
			if (left) return;
			held += filter.pass(bytes);
			const early = started + readable - performance.now();
			if (!filter.left().moved || early <= 0) show();
			else drawing ??= setTimeout(show, early);
		});
		const {type} = hosted;
		heed = keys => {
			if (keys.includes(comeBack)) leave();
			else type(keys);
		};
		stdout.on('resize', resize);
		process.on('SIGCONT', goOn);
		signal.addEventListener('abort', leave);
		if (signal.aborted) leave();
		const {exit_code, signal: bySignal} = await hosted.ended;
		const ended = {exit_code, signal: bySignal};
		signal.removeEventListener('abort', leave);
		clearTimeout(drawing);
		show();
		const duration_ms = Math.round(performance.now() - started);
		const stands = filter.left();
		// The last page stays to be read: only then it is turned.
		stdout.write(resetModes(null));
		heed = () => undefined;
		if (!left) {
			const goBack = `${describeEnd(ended, duration_ms)} ${dot} press a key to go back`;
			stdout.write(`${below(stands, size().rows)}${line(goBack)}`);
			await aKey(next => {
				heed = next;
			}, signal);
			heed = () => undefined;
		}

		stdout.write(resetModes(stands.alternatePage));
		if (left && stands.moved && stands.alternatePage === null) stdout.write(below(stands, size().rows));
		await sleep(lastWords);
		return {...ended, left, duration_ms, tail: filter.tail()};
	} finally {
		signal.removeEventListener('abort', leave);
		stdout.off('resize', resize);
		process.off('SIGCONT', goOn);
		stdin.off('data', hear);
		stdin.setRawMode(false);
		stdin.pause();
		// It ceases to read a moment later: whoever listens before that would hear nothing.
		await setImmediate();
	}
}

/** What stands on the screen scrolls away, so that nothing of it is written over. */
function freshPage({rows}: {rows: number}): string {
	return `\u001B[${rows};1H${'\r\n'.repeat(rows)}\u001B[H`;
}

/** To where a line may stand: below the text, or, where the program drew, in the last row. */
function below({moved, alternatePage, atLineStart}: Left, rows: number): string {
	if (alternatePage !== null) return `\u001B[${rows};1H\u001B[2K`;
	if (moved) return `\u001B[${rows};1H\r\n`;
	return atLineStart ? '' : '\r\n';
}

async function aKey(heed: (next: () => void) => void, signal: AbortSignal): Promise<void> {
	await sleep(deaf, undefined, {signal}).catch(() => undefined);
	if (signal.aborted) return;
	await new Promise<void>(resolve => {
		heed(resolve);
		signal.addEventListener('abort', () => resolve(), {once: true});
	});
}

function describeEnd({exit_code, signal}: Ended, duration_ms: number): string {
	const how = signal === null ? `it ended: exit ${exit_code}` : `it was ended by ${signal}`;
	return `${how} after ${Math.round(duration_ms / 1000)} s`;
}
