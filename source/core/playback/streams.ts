/** The live text of the calls in flight at a moment, as it had come by then. */
import type {EventOf, RunEvent} from '../events.ts';
import {GrowingText} from '../growing-text.ts';
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

/** What a call came to, and from when to when that took, in the time of the glances. */
type Ending = {
	event: EventOf<'model-answered'> | EventOf<'model-failed'>;
	began: number;
	ended: number;
};

export type Streams = {
	/** By attempt. The same object as before for a text that only grew. */
	of(output_name: string, moment: Moment): readonly LiveText[];
};

export function openStreams(recording: Recording): Streams {
	const shown = new Map<string, readonly LiveText[]>();
	/** Null: it has none. A call is another object as soon as anything becomes of it. */
	const endings = new WeakMap<Call, Ending | null>();

	function endOf(call: Call, output_name: string, actions: number): Ending | null {
		const known = endings.get(call);
		if (known !== undefined) return known;
		const found = findEnding(recording, {...call, output_name}, actions);
		if (found !== null || !recording.growing()) endings.set(call, found);
		return found;
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
function findEnding(recording: Recording, call: OfCall, actions: number): Ending | null {
	for (let index = actions; index < recording.count(); index++) {
		const {type, at} = recording.glance(index);
		if (type === 'run-resumed') return null;
		if (type !== 'model-answered' && type !== 'model-failed') continue;
		const event = readIfOf(recording, index, call);
		if (event?.type === 'model-answered' || event?.type === 'model-failed')
			return {event, began: whenAsked(recording, call, actions) ?? at - event.duration_ms, ended: at};
	}

	return null;
}

/** A call that broke off with the app is told of only when the run is taken up again, maybe a day later. */
function whenAsked(recording: Recording, call: OfCall, actions: number): number | null {
	for (let index = actions - 1; index >= 0; index--) {
		const {type, at} = recording.glance(index);
		if (type === 'model-asked' && readIfOf(recording, index, call) !== null) return at;
	}

	return null;
}

type OfCall = Pick<Call, 'attempt' | 'call'> & {output_name: string};

/** Null when it is of another call, or cannot be read: the playback says so when it gets there. */
function readIfOf(recording: Recording, index: number, of: OfCall): RunEvent | null {
	if (recording.glance(index).output_name !== of.output_name) return null;
	try {
		const event = recording.at(index);
		// Its tries follow each other, and count from 1 again once the run was taken up: the nearest is the one.
		return 'try' in event && event.attempt === of.attempt && event.call === of.call ? event : null;
	} catch {
		return null;
	}
}

/** What had come of an answer at a moment; without a recorded timing it comes evenly. */
function comeBy({event, began, ended}: Ending, at: number): string {
	if (at >= ended) return event.response ?? '';
	const text = event.response ?? '';
	const since = Math.max(0, at - began);
	const timing = event.type === 'model-answered' ? event.timing : undefined;
	if (timing) return begin(text, timing.findLast(([ms]) => ms <= since)?.[1] ?? 0);
	const took = Math.max(1, event.duration_ms > 0 ? event.duration_ms : ended - began);
	return begin(text, Math.floor((since / took) * text.length));
}

function begin(text: string, characters: number): string {
	return text.slice(0, wholeCharacter(text, characters));
}

/** Screens lay out a growing text only where it grew, and know it by its object. */
function grow(before: readonly LiveText[], {attempt, call, askedAt}: Call, text: string): LiveText {
	const known = before.find(
		one =>
			one.attempt === attempt &&
			one.call === call &&
			one.startedAt === askedAt &&
			one.text.length <= text.length,
	);
	const grown = known ?? {
		text: new GrowingText(),
		reasoning: 0,
		attempt,
		call,
		startedAt: askedAt,
		heardAt: Number.POSITIVE_INFINITY,
	};
	grown.text.append(text.slice(grown.text.length));
	return grown;
}
