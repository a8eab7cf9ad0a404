/** Where a case plays: a real server on a real socket, a clock that the test moves, a model whose every piece is seen. */
import {onTestFinished} from 'vitest';
import type {Model} from '../../source/core/ports.ts';
import {createOpenAIModel} from '../../source/io/models/openai.ts';
import {manualClock} from '../helpers/manual-clock.ts';
import {type ChatBody, type Gate, gate, type ModelServer, startModelServer} from '../helpers/model-server.ts';
import {type FaultCase, isFault, secret} from './fault-case.ts';

export type Stage = {
	clock: ReturnType<typeof manualClock>;
	server: ModelServer;
	model: Model;
	/** Settles once the app has this much of an answer. */
	hears(text: string): Promise<void>;
	/** What it has by now. */
	heard(): string;
	/** Lets what the server holds back go. */
	release: Gate['open'];
	released: Gate['opened'];
	/** Hands the server one more piece to send; settles once it is sent, or the app has hung up. */
	send(piece: string): Promise<void>;
	/** What is handed to it so. */
	sent(): AsyncIterable<string>;
	/** The person stops the run. */
	stop: AbortController;
	/** Whether the try has ended. */
	over(): boolean;
};

export const goodAnswer = 'The good answer.';
export const followUp = 'What follows from it.';

/** Answers the first operation as the case says, and what depends on it plainly. */
export async function openStage(one: FaultCase): Promise<Stage> {
	const clock = manualClock();
	let requests = 0;
	const server = await startModelServer(({body}) => {
		if (dependsOn(body)) return {text: followUp};
		requests++;
		if (requests > 1 && isFault(one.ends) && !one.lasting) return {text: goodAnswer};
		return typeof one.reply === 'function' ? one.reply(stage, requests) : one.reply;
	});
	onTestFinished(() => server.close());
	let heard = '';
	let over = false;
	const listening = new Set<() => void>();
	const {opened: released, open: release} = gate();
	const pieces: {piece: string; taken: () => void}[] = [];
	let fed = gate();

	const stage: Stage = {
		clock,
		server,
		model: undefined as unknown as Model,
		heard: () => heard,
		hears(text) {
			return new Promise(resolve => {
				const look = () => {
					if (!heard.includes(text)) return;
					listening.delete(look);
					resolve();
				};
				listening.add(look);
				look();
			});
		},
		release,
		released,
		send(piece) {
			const sent = new Promise<void>(resolve => {
				pieces.push({piece, taken: resolve});
				fed.open();
			});
			return Promise.race([sent, server.requests[0]!.ended]);
		},
		async *sent() {
			for (;;) {
				const next = pieces.shift();
				if (!next) {
					fed = gate();
					await fed.opened;
					continue;
				}
				try {
					yield next.piece;
				} finally {
					next.taken();
				}
			}
		},
		stop: new AbortController(),
		over: () => over,
	};
	const baseUrl = (await one.address?.(stage)) ?? server.url;
	const live = createOpenAIModel({
		baseUrl: 'http://127.0.0.1:9/v1',
		apiKey: null,
		roles: {},
		providers: [{name: 'here', base_url: baseUrl, api_key: secret, headers: one.headers}],
		prices: {'test-*': {input: 1, output: 1}},
		clock,
		dispatcher: one.dispatcher?.(),
	});
	stage.model = {
		...live,
		async *stream(request, signal) {
			if (request.output_name !== 'plan') {
				yield* live.stream(request, signal);
				return;
			}
			try {
				for await (const piece of live.stream(request, signal)) {
					if (piece.type === 'text') heard += piece.text;
					for (const look of listening) look();
					yield piece;
				}
			} finally {
				over = true;
			}
		},
	};
	return stage;
}

/** The address as the page shows it: ports differ from one time to the next. */
export function plainAddress(text: string): string {
	return text.replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:8080').replace(/localhost:\d+/g, 'localhost:8080');
}

function dependsOn({messages}: ChatBody): boolean {
	return messages.some(({content}) => content.includes('PLAN:'));
}

/** A few turns of the event loop: what lies in a socket of this machine is read by then. */
export async function turns(count = 8): Promise<void> {
	for (let turn = 0; turn < count; turn++) await new Promise<void>(resolve => setImmediate(resolve));
}
