/** A recorded run against a clock: the same view that a live run gives, at any moment of it. */
import type {RunEvent} from '../events.ts';
import type {RunView} from '../store.ts';
import {openHistory} from './history.ts';
import {findStop} from './stops.ts';
import {openStreams} from './streams.ts';
import {layTimeline, type Span, type Timeline} from './timeline.ts';

/** The actions of a log by their number from 0, each read when it is wanted. */
export type Recording = {
	/** How many there are; grows while another process writes the log. */
	count(): number;
	/** What can be told of an action without its texts. */
	glance(index: number): Glance;
	/** The whole action. Throws a sentence when it cannot be read any more. */
	at(index: number): RunEvent;
	/** Another process writes the log. */
	growing(): boolean;
	/** What has come of a call that is in flight now, where the writer keeps that; null where it does not. */
	partial(of: {output_name: string; attempt: number; call: number}): string | null;
};

/** An action without its texts. */
export type Glance = {
	type: RunEvent['type'];
	output_name: string | null;
	/** ms since the epoch; never before that of the action ahead of it: where the clock was set back, all is moved on. */
	at: number;
	/** Of an answer: when its text came. */
	bursts: readonly Span[];
};

export type Unit = 'event' | 'module' | 'iteration';

/** Where a playback stands. */
export type Moment = {
	/** How many actions lie behind it, of `count`. */
	actions: number;
	count: number;
	/** ms since its start, as it is played: long waits shortened. */
	played_ms: number;
	/** The same for its whole length. */
	length_ms: number;
	/** The recorded time, ms since the epoch: what the screen's clocks show. */
	recorded_at: number;
	/** A wait that is being shortened now: how long it really was, ms; null where none is. */
	shortened_ms: number | null;
	playing: boolean;
	/** 1 is as it was. */
	speed: number;
	/** It is at the end of a log that is still being written, and goes on as that grows. */
	following: boolean;
	/** Why it ends before its log does, a sentence; null if it does not. */
	problem: string | null;
};

export type Playback = RunView & {
	/** What is played: to see what lies behind a moment, or ahead of it. */
	recording: Recording;
	moment(): Moment;
	/** When an action is played, ms since the start. */
	playedAt(index: number): number;
	/** From the end of a run that is over: from the start again. */
	play(): void;
	pause(): void;
	setSpeed(speed: number): void;
	/**
	 * To the moment after the next event, module's start or end, or debug iteration; or after the one before. Where there
	 * is none, to the end or the start.
	 */
	step(unit: Unit, by: 1 | -1): void;
	/** To the moment after so many actions. */
	seek(actions: number): void;
	/** After the first action: before it there is nothing to see. */
	toStart(): void;
	/** Of a log that is being written: and follows it from there on. */
	toEnd(): void;
	/** So much time has passed on the wall, ms: plays on. */
	advance(elapsed_ms: number): void;
	/** The log has grown, or is not written any more. */
	grown(): void;
};

/**
 * A playback that stands at the start, paused. Whoever shows it calls `advance`. `onEvent` tells of events that are
 * played, not of those that are jumped over.
 */
export function createPlayback(
	recording: Recording,
	/** The clock on the wall, ms since the epoch: for a log that is followed. */
	{now}: {now(): number},
): Playback {
	const history = openHistory(recording);
	const streams = openStreams(recording);
	const changeListeners = new Set<() => void>();
	const eventListeners = new Set<(event: RunEvent) => void>();
	let timeline = layOut(recording);
	/** In the time of the glances, ms; never before the last action that lies behind. */
	let at = 0;
	let playing = false;
	let speed = 1;
	let revision = 0;

	const first = () => Math.min(1, history.count());
	const atEnd = () => history.actions() >= history.count();
	const follows = () => playing && atEnd() && recording.growing() && history.problem() === null;

	function notify(): void {
		revision++;
		for (const listener of changeListeners) listener();
	}

	function pass(event: RunEvent): void {
		for (const listener of eventListeners) listener(event);
	}

	function timeOf(actions: number): number {
		return recording.count() === 0 ? 0 : recording.glance(Math.max(0, actions - 1)).at;
	}

	function jump(actions: number): void {
		history.goTo(Math.max(first(), actions));
		at = timeOf(history.actions());
		notify();
	}

	function stopAtEnd(): void {
		if (atEnd() && (!recording.growing() || history.problem() !== null)) playing = false;
	}

	function playOn(elapsed_ms: number): void {
		const played = timeline.playedAt(at) + elapsed_ms * speed;
		at = played < timeline.length_ms ? Math.max(at, timeline.recordedAt(played)) : timeline.ends_at;
		let next = history.actions();
		while (next < history.count() && recording.glance(next).at <= at) next++;
		history.goTo(next, pass);
		stopAtEnd();
	}

	function moment(): Moment {
		const following = follows();
		const state = history.state();
		return {
			actions: history.actions(),
			count: history.count(),
			played_ms: timeline.playedAt(at),
			length_ms: timeline.length_ms,
			recorded_at: following ? Math.max(state.at, now()) : state.at + (at - timeOf(history.actions())),
			shortened_ms: following ? null : timeline.shortenedAt(at),
			playing,
			speed,
			following,
			problem: history.problem(),
		};
	}

	const lives = (output_name: string) =>
		streams.of(output_name, {state: history.state(), actions: history.actions(), at});
	jump(1);
	return {
		recording,
		playedAt: index => timeline.playedAt(recording.glance(index).at),
		state: history.state,
		revision: () => revision,
		live: output_name => lives(output_name)[0] ?? null,
		lives,
		printing: () => null,
		subscribe(listener) {
			changeListeners.add(listener);
			return () => changeListeners.delete(listener);
		},
		onEvent(listener) {
			eventListeners.add(listener);
			return () => eventListeners.delete(listener);
		},
		moment,
		play() {
			if (atEnd() && !recording.growing()) jump(1);
			playing = true;
			notify();
		},
		pause() {
			playing = false;
			notify();
		},
		setSpeed(wanted) {
			speed = wanted;
			notify();
		},
		step(unit, by) {
			playing = false;
			const place = {actions: history.actions(), count: history.count()};
			jump(findStop(recording, place, unit, by) ?? (by === 1 ? place.count : 1));
		},
		seek: jump,
		toStart: () => jump(1),
		toEnd() {
			playing = recording.growing();
			jump(history.count());
		},
		advance(elapsed_ms) {
			if (!playing) return;
			if (!follows()) playOn(elapsed_ms);
			notify();
		},
		grown() {
			// What came is not what was counted before: it followed if nothing lay ahead of it then.
			const followed = playing && at >= timeline.ends_at;
			timeline = layOut(recording);
			if (followed) {
				history.goTo(history.count(), pass);
				at = timeOf(history.actions());
			}
			stopAtEnd();
			notify();
		},
	};
}

function layOut(recording: Recording): Timeline {
	const spans: Span[] = [];
	for (let index = 0; index < recording.count(); index++) {
		const {at, bursts} = recording.glance(index);
		spans.push([at, at], ...bursts);
	}

	return layTimeline(spans);
}
