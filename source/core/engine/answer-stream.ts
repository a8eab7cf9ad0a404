import type {AnswerStream, AskOptions, ModelDoor} from '../module.ts';
import type {ModelAnswer} from '../ports.ts';
import {overhear} from './watched-call.ts';

/** How a module reads an answer that comes. */
export type Reading = {
	onText(piece: string): void;
	/** It has read enough: the call ends with that. */
	enough: AbortSignal;
	/** What it has read so far. */
	read(): string;
	/** Whether a try that broke off may be followed by another. */
	mayRestart(): boolean;
	/** Another try begins: what came before is void. */
	restart(): void;
};

/** The door to the model as the engine opens it: the answer that is read as it comes is there as a promise too. */
export type ModelCalls = {
	ask: ModelDoor['ask'];
	stream(options: AskOptions, reading: Reading): Promise<ModelAnswer>;
};

export function withStreams({ask, stream}: ModelCalls): ModelDoor {
	return {
		ask,
		stream: (options = {}) => streamAnswer(reading => stream(options, reading), options.onRestart),
	};
}

function streamAnswer(
	begin: (reading: Reading) => Promise<ModelAnswer>,
	onRestart: (() => void) | undefined,
): AnswerStream {
	const enough = new AbortController();
	let come: string[] = [];
	/** How many of them were read. */
	let taken = 0;
	let over: {error: unknown} | 'whole' | null = null;
	let news = Promise.withResolvers<void>();
	const wake = () => {
		news.resolve();
		news = Promise.withResolvers();
	};
	const answer = begin({
		onText(piece) {
			if (piece === '') return;
			come.push(piece);
			wake();
		},
		enough: enough.signal,
		read: () => come.slice(0, taken).join(''),
		mayRestart: () => (come.length === 0 || onRestart !== undefined) && !enough.signal.aborted,
		restart() {
			if (come.length === 0) return;
			come = [];
			taken = 0;
			onRestart?.();
		},
	});
	overhear(
		answer,
		() => {
			over = 'whole';
			wake();
		},
		(error: unknown) => {
			over = {error};
			wake();
		},
	);

	async function* read(): AsyncGenerator<string, void> {
		try {
			for (;;) {
				while (taken < come.length) yield come[taken++]!;
				if (over === 'whole') return;
				if (over !== null) throw (over as {error: unknown}).error;
				await news.promise;
			}
		} finally {
			enough.abort();
			// What was read is in the log before the module goes on.
			await answer.catch(() => null);
		}
	}

	const pieces = read();
	return {
		[Symbol.asyncIterator]() {
			// Who reads it is told of its failure there.
			answer.catch(() => null);
			return pieces;
		},
		answer: () => answer,
	};
}
