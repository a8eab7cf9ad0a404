/** What the person of a run said, so that it can be said again where the run is rehearsed or forked. */
import type {EventOf, RunEvent} from './events.ts';

/** `question`: the number of the question, from 1. Without it the n-th of a name answers that operation's n-th. */
export type Reply = {name: string; text: string; question?: number};

/** What the n-th question of an operation is answered; null: nothing. A reply that names its question goes before. */
export function findReply(replies: readonly Reply[], output_name: string, number: number): string | null {
	const ours = replies.filter(({name}) => name === output_name);
	const named = ours.findLast(({question}) => question === number);
	return (named ?? ours.filter(({question}) => question === undefined)[number - 1])?.text ?? null;
}

/** The n-th of a name answers the n-th question that is still to be asked, after `answered` that were. */
export function numberReplies(
	replies: readonly Reply[],
	answered: (output_name: string) => number = () => 0,
): Reply[] {
	const given = new Map<string, number>();
	return replies.map(reply => {
		const question = (given.get(reply.name) ?? answered(reply.name)) + 1;
		given.set(reply.name, question);
		return {...reply, question};
	});
}

export type Said = EventOf<'module-finished'> | EventOf<'question-answered'>;

/** The task, and the answers to what was asked, as far as they were given in order. */
export function whatThePersonSaid(actions: readonly RunEvent[]): Reply[] {
	const sessions = new Map<string, Said[]>();
	let said = new Map<string, Said[]>();
	for (const event of actions) {
		// A cassette that was recorded on holds several runs: of each operation the last that tells of it counts.
		if (event.type === 'run-started') said = new Map();
		if (!isSaid(event)) continue;
		const {output_name} = event;
		said.set(output_name, [...(said.get(output_name) ?? []), event]);
		sessions.set(output_name, said.get(output_name)!);
	}
	return [...sessions.values()].flatMap(ofLastAttempt);
}

/** It holds the person's own words: the task, or an answer. */
export function isSaid(event: RunEvent): event is Said {
	return event.type === (event.module === 'start_module' ? 'module-finished' : 'question-answered');
}

/** What follows a question that was declined would answer the wrong one. */
function ofLastAttempt(events: readonly Said[]): Reply[] {
	const attempt = Math.max(...events.map(event => event.attempt));
	const last = events.filter(event => event.attempt === attempt);
	const declined = last.findIndex(({response}) => response === null);
	return (declined === -1 ? last : last.slice(0, declined)).map(({output_name, response}) => ({
		name: output_name,
		text: response ?? '',
	}));
}
