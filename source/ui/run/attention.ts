/** What waits for the person, and what of it is before them. */
import type {RunView} from '../../core/store.ts';
import {type Desk, operationOf, type Request} from '../desk.ts';
import type {Editors} from './editing.ts';
import {beginReading} from './reading.ts';
import {lookAt, modeOf} from './screen.ts';
import type {ScreenStore} from './screen-store.ts';
import type {Typist} from './typist.ts';

/** How long the keys that decide are deaf after a request opened by itself, ms. */
const deafness = 300;

type AttentionOptions = ScreenStore & {
	view: RunView;
	desk: Desk;
	typist: Pick<Typist, 'write' | 'withdraw'>;
	editors: Pick<Editors, 'reopen' | 'withdraw'>;
	/** Which operation is looked at while the person does not steer. */
	followed(selected: string | null): string | null;
	/** Milliseconds since the epoch. */
	now(): number;
};

export type Attention = {
	/** After anything changed: withdraws what is gone, opens what waits if nobody is busy, follows what runs. */
	refresh(): void;
	/** Goes to an operation by hand; a request that waits there opens with it. */
	steer(name: string | null): void;
	/** Opens the next request that waits. */
	next(): void;
	/** Leaves the open request, which then does not come back by itself. */
	close(): void;
	/** What has only just come into sight is not decided by a key that was meant for what was there before. */
	deafen(): void;
	stop(): void;
};

export function createAttention(options: AttentionOptions): Attention {
	const {view, desk, typist, editors, screen, change, now} = options;
	const dismissed = new Set<number>();
	let hearing: ReturnType<typeof setTimeout> | null = null;

	function withdrawGone(pending: readonly Request[]): void {
		const gone = (request: Request | null | undefined) =>
			request != null && !pending.some(({id}) => id === request.id);
		if (gone(screen().typing?.request)) typist.withdraw();
		if (gone(screen().editing?.request)) editors.withdraw();
		const {open, confirm, zoomed, pane} = screen();
		if (gone(open)) {
			change({
				open: null,
				pane: zoomed ? pane : 'graph',
				confirm: confirm?.decides ? null : confirm,
			});
		}
	}

	function refresh(): void {
		const pending = desk.pending();
		withdrawGone(pending);
		// Whether to leave a run that goes on is no question once it has ended.
		if (screen().confirm?.decides === false && view.state().status !== 'running') change({confirm: null});

		if (!['browse', 'replay'].includes(modeOf(screen()))) return;
		const next = pending.find(request => !dismissed.has(request.id));
		if (next) {
			open(next);
			deafen();
		} else if (!screen().steered) {
			const name = options.followed(screen().selected);
			if (name !== screen().selected) change(lookAt(screen(), name));
		}
	}

	function deafen(): void {
		const deafUntil = now() + deafness;
		change({deafUntil});
		if (hearing) clearTimeout(hearing);
		hearing = setTimeout(() => {
			if (screen().deafUntil === deafUntil) change({deafUntil: 0});
		}, deafness);
	}

	function open(request: Request): void {
		dismissed.delete(request.id);
		const {zoomed, pane, selected, notice} = screen();
		change({
			notice: notice?.ofKey ? null : notice,
			...lookAt(screen(), operationOf(request) ?? selected),
			open: request,
			deafUntil: 0,
			...beginReading(request),
			scroll: {kind: 'auto'},
			why: false,
			pane: 'inspector',
			zoomed: zoomed && pane === 'inspector',
		});
		if (request.kind === 'question') typist.write();
		else if (request.kind === 'review')
			editors.reopen(request, request.request.output, request.request.problem);
		else if (request.kind === 'failure')
			editors.reopen(request, request.request.written, request.request.problem);
		else if (request.kind === 'direction')
			editors.reopen(request, request.request.typed, request.request.problem);
	}

	function dismiss(): void {
		const {open: left} = screen();
		if (left) dismissed.add(left.id);
	}

	return {
		refresh,
		steer(name) {
			const waiting = desk.pending().find(request => operationOf(request) === name) ?? null;
			change({...lookAt(screen(), name), steered: true});
			if (waiting?.id === screen().open?.id) return;
			dismiss();
			change({open: waiting, deafUntil: 0});
			if (waiting && waiting.kind !== 'question') change(beginReading(waiting));
		},
		next() {
			const pending = desk.pending();
			const at = pending.findIndex(request => request.id === screen().open?.id);
			const request = pending[(at + 1) % pending.length];
			if (request) open(request);
		},
		close() {
			dismiss();
			change({open: null, pane: 'graph'});
		},
		deafen,
		stop() {
			if (hearing) clearTimeout(hearing);
		},
	};
}
