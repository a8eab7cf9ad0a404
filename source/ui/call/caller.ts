/** Calls the person when they are needed and away, once for each thing; and keeps the window's title. */
import type {Notifier} from '../../core/ports.ts';
import type {RunView} from '../../core/store.ts';
import type {Desk} from '../desk.ts';
import type {Glyphs} from '../theme.ts';
import type {Presence} from './presence.ts';
import {callText, endOf, needOf, needTitle, progressTitle} from './words.ts';

export type CallerOptions = {
	view: RunView;
	desk: Pick<Desk, 'pending' | 'subscribe'>;
	presence: Presence;
	notifier: Notifier;
	glyphs: Glyphs;
	/** Milliseconds since the epoch. */
	now(): number;
};

/** Begins; returns how to stop. What came while the person was there was seen, and is not called for later. */
export function startCaller({view, desk, presence, notifier, glyphs, now}: CallerOptions): () => void {
	/** When each request came that nobody has seen yet, by its id. */
	const unseen = new Map<number, number>();
	const known = new Set<number>();
	let wasRunning = view.state().status === 'running';
	/** When the run ended, if nobody has seen that yet. */
	let endedAt: number | null = null;
	let timer: ReturnType<typeof setTimeout> | null = null;
	let title = '';

	function look(): void {
		const pending = desk.pending();
		for (const {id} of pending) {
			if (known.has(id)) continue;
			known.add(id);
			unseen.set(id, now());
		}
		for (const id of unseen.keys()) if (!pending.some(request => request.id === id)) unseen.delete(id);
		const running = view.state().status === 'running';
		if (wasRunning && !running) endedAt = now();
		wasRunning = running;

		const away = presence.away();
		for (const [id, cameAt] of unseen) if (isSeen(cameAt)) unseen.delete(id);
		if (endedAt !== null && isSeen(endedAt)) endedAt = null;
		if (away) call();
		const wanted =
			away && pending.length > 0 ? needTitle(pending, glyphs) : progressTitle(view.state(), glyphs);
		if (wanted !== title) notifier.title(wanted);
		title = wanted;
		waitForSilence();
	}

	/** They were there when it came, or have shown themselves since. */
	function isSeen(cameAt: number): boolean {
		const certain = presence.remaining() === null && !presence.away();
		return certain || presence.seenAt() > cameAt;
	}

	function call(): void {
		const needs = desk.pending().filter(({id}) => unseen.has(id));
		const end = endedAt === null ? null : endOf(view.state());
		unseen.clear();
		endedAt = null;
		if (needs.length > 0) notifier.call(callText(needOf(needs)));
		else if (end !== null) notifier.call(callText(end));
	}

	/** Where only silence tells, absence comes without any event. */
	function waitForSilence(): void {
		if (timer) clearTimeout(timer);
		const left = presence.remaining();
		const open = unseen.size > 0 || endedAt !== null || desk.pending().length > 0;
		timer = left === null || left === 0 || !open ? null : setTimeout(look, left);
	}

	const stops = [view.onEvent(look), desk.subscribe(look), presence.subscribe(look)];
	look();
	return () => {
		for (const stop of stops) stop();
		if (timer) clearTimeout(timer);
	};
}
