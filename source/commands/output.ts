/** The one door to stdout and stderr for commands: whoever wrote a text, it is visible text when it arrives. */
import {plainMarks} from '../core/ascii.ts';
import type {Sequence} from '../core/sequence.ts';
import {makeVisible} from '../core/visible.ts';
import {withoutCommands} from './without-commands.ts';

export type Output = {
	readonly isTTY: boolean;
	/** Undefined where it is no terminal. */
	readonly columns: number | undefined;
	readonly rows: number | undefined;
	/** Bits of colour; 1 where it is no terminal. */
	colorDepth(environment: Record<string, string | undefined>): number;
	/** Control, hidden and reordering characters are made visible; newlines and tabs stay. False if it has to be drained. */
	write(text: string): boolean;
	/** What the app itself says and draws: the same, where there is no Unicode its signs as ASCII, and nowhere a command. */
	tell(text: string): boolean;
	/** What the app itself tells the terminal. */
	send(sequence: Sequence): boolean;
	/** Settles when more can be written, or at the signal. */
	drained(signal: AbortSignal): Promise<void>;
	/** Calls when nothing can be written any more; returns how to stop. */
	onBroken(heed: () => void): () => void;
	/**
	 * The stream itself, for who reads the person's keys with it, or has a filter of its own. Lint names the few files
	 * that may ask for it.
	 */
	bare(): NodeJS.WriteStream;
};

/**
 * `ascii`: there is no Unicode. `talk`: all that is written there is the app's own. `inWorkflow`: what it tells may be
 * no command to a runner that reads along.
 */
export function createOutput(
	stream: NodeJS.WriteStream,
	{
		ascii = false,
		talk = false,
		inWorkflow = false,
	}: {ascii?: boolean; talk?: boolean; inWorkflow?: boolean} = {},
): Output {
	const write = (text: string) => stream.write(makeVisible(text));
	const tell = (text: string) => {
		const visible = makeVisible(text);
		const plain = ascii ? plainMarks(visible) : visible;
		return stream.write(inWorkflow ? withoutCommands(plain) : plain);
	};
	return {
		get isTTY() {
			return Boolean(stream.isTTY);
		},
		get columns() {
			return stream.columns;
		},
		get rows() {
			return stream.rows;
		},
		colorDepth: environment =>
			stream.isTTY ? stream.getColorDepth(environment as Record<string, string>) : 1,
		write: talk ? tell : write,
		tell,
		send: sequence => stream.write(sequence),
		drained(signal) {
			if (signal.aborted) return Promise.resolve();
			return new Promise(resolve => {
				const settle = () => {
					stream.off('drain', settle);
					signal.removeEventListener('abort', settle);
					resolve();
				};
				stream.on('drain', settle);
				signal.addEventListener('abort', settle);
			});
		},
		onBroken(heed) {
			stream.on('error', heed);
			return () => stream.off('error', heed);
		},
		bare: () => stream,
	};
}
