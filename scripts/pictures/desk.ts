/** Who answers in the place of a model: each text once, to the first request that it is meant for, as fast as the scene says. */
import type {Reply, Script} from '../../test/helpers/model-server.ts';

/** An answer whose writing the scene holds. */
export type Hand = {
	/** Settles when the app has asked for it. */
	asked: Promise<void>;
	/** So much of it is sent: 0.5 is half. Settles once it is. */
	writes(share: number): Promise<void>;
	/** All of it is sent, and its end. */
	finishes(): void;
};

export type Desk = {
	script: Script;
	/** The answer to a request that holds all of these texts. */
	expects(told: readonly string[], text: string): Hand;
};

type Expected = {told: readonly string[]; reply(): Reply};

export function createDesk(): Desk {
	const open: Expected[] = [];
	return {
		script({body}) {
			const told = body.messages.map(({content}) => content).join('\n');
			const at = open.findIndex(({told: all}) => all.every(text => told.includes(text)));
			if (at === -1) return {status: 500, json: {error: {message: `Nobody answers this: ${told}`}}};
			return open.splice(at, 1)[0]!.reply();
		},
		expects(told, text) {
			const pieces = text.match(/\S+\s*|\s+/g) ?? [];
			const asked = Promise.withResolvers<void>();
			let allowed = 0;
			let wake = Promise.withResolvers<void>();
			let sent = Promise.withResolvers<void>();
			const allow = (count: number) => {
				allowed = count;
				wake.resolve();
				wake = Promise.withResolvers();
			};
			async function turn(index: number): Promise<void> {
				while (index >= allowed) {
					sent.resolve();
					await wake.promise;
				}
			}
			open.push({
				told,
				reply() {
					asked.resolve();
					const gate = (index: number) => (index < allowed ? undefined : turn(index));
					return {text, chunks: pieces, gate, usage: usageOf(told, text)};
				},
			});
			return {
				asked: asked.promise,
				writes(share) {
					sent = Promise.withResolvers();
					allow(Math.round(pieces.length * share));
					return sent.promise;
				},
				finishes: () => allow(pieces.length + 1),
			};
		},
	};
}

/** What such texts amount to, at about four characters a token. */
function usageOf(told: readonly string[], text: string) {
	return {prompt_tokens: 640 + 40 * told.join('').length, completion_tokens: Math.ceil(text.length / 4)};
}
