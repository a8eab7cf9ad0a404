/** The live text of the calls in flight at a moment, as it had come by then. */
import type {EventOf, RunEvent} from '../events.ts';
import type {Call, RunState} from '../state/run-state.ts';
import type {LiveText} from '../store.ts';
import {wholeCharacter} from '../whole-character.ts';
import type {Recording} from './playback.ts';

type Moment = {
	state: RunState;
	/** How many actions lie behind it. */
	actions: number;
	/** In the time of the glances, ms. */
	at: number;
};

/** What a call came to. `at` in the time of the glances. */
type Ending = {event: EventOf<'model-answered'> | EventOf<'model-failed'>; at: number};

export type Streams = {
	/** By attempt. The same object as before for a text that only grew. */
	of(output_name: string, moment: Moment): readonly LiveText[];
};

export function openStreams(recording: Recording): Streams {
	const shown = new Map<string, readonly LiveText[]>();
	const endings = new WeakMap<Call, Ending>();

	function endOf(call: Call, output_name: string, actions: number): Ending | null {
		const known = endings.get(call) ?? findEnding(recording, {...call, output_name}, actions);
		if (known !== null) endings.set(call, known);
		return known;
	}

	function textAt(call: Call, output_name: string, {actions, at}: Moment): string {
		const ending = endOf(call, output_name, actions);
		if (ending !== null) return comeBy(ending, at);
		return recording.growing() ? (recording.partial({...call, output_name}) ?? '') : '';
	}

	return {
		of(output_name, moment) {
			const before = shown.get(output_name) ?? [];
			const calls = moment.state.operations.get(output_name)?.calls ?? [];
			const texts = calls
				.filter(isOpen)
				.map(call => grow(before, call, textAt(call, output_name, moment)))
				.sort((one, other) => one.attempt - other.attempt);
			shown.set(output_name, texts);
			return texts;
		},
	};
}

function isOpen({response, failures, tries}: Call): boolean {
	return response === null && failures.length < tries;
}

/** Null if the log does not hold how the call ended. */
function findEnding(
	recording: Recording,
	{output_name, attempt, call, tries}: Call & {output_name: string},
	actions: number,
): Ending | null {
	for (let index = actions; index < recording.count(); index++) {
		const {type, output_name: name, at} = recording.glance(index);
		if (type === 'run-resumed') return null;
		if ((type !== 'model-answered' && type !== 'model-failed') || name !== output_name) continue;
		const event = read(recording, index);
		if (event?.type !== 'model-answered' && event?.type !== 'model-failed') return null;
		if (event.attempt === attempt && event.call === call && event.try === tries) return {event, at};
	}

	return null;
}

/** Null when it cannot be read: the playback says so when it gets there. */
function read(recording: Recording, index: number): RunEvent | null {
	try {
		return recording.at(index);
	} catch {
		return null;
	}
}

/** What had come of an answer at a moment; without a recorded timing it comes evenly. */
function comeBy({event, at: endedAt}: Ending, at: number): string {
	const text = event.response ?? '';
	const duration_ms = Math.max(0, event.duration_ms);
	const since = at - (endedAt - duration_ms);
	if (at >= endedAt) return text;
	const timing = event.type === 'model-answered' ? event.timing : undefined;
	const characters = timing
		? (timing.findLast(([ms]) => ms <= since)?.[1] ?? 0)
		: Math.floor((Math.max(0, since) / duration_ms) * text.length);
	return text.slice(0, wholeCharacter(text, characters));
}

/** Screens lay out a growing text only where it grew, and know it by its object. */
function grow(before: readonly LiveText[], {attempt, call, askedAt}: Call, text: string): LiveText {
	const known = before.find(
		one =>
			one.attempt === attempt && one.call === call && one.startedAt === askedAt && one.length <= text.length,
	);
	const grown = known ?? {pieces: [], length: 0, reasoning: 0, attempt, call, startedAt: askedAt};
	if (text.length > grown.length) {
		grown.pieces.push(text.slice(grown.length));
		grown.length = text.length;
	}

	return grown;
}
