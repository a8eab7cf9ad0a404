/** Keeps what is being typed on disk, at most a second behind. */
import type {Drafts} from '../../core/ports.ts';

const delay = 1000;

export type Drafting = {
	/** What is kept under a name, null if nothing is. The disk is read once for each name. */
	latest(name: string): string | null;
	/** Takes note of a change; writes soon, or, if nothing is left, removes. What makes a long text is called then. */
	changed(name: string, text: string | (() => string)): void;
	/** Writes at once what is still to be written. */
	settle(): void;
	discard(name: string): void;
};

export function createDrafting(drafts: Drafts): Drafting {
	const waiting = new Map<string, string | (() => string)>();
	const known = new Map<string, string | null>();
	let timer: ReturnType<typeof setTimeout> | null = null;

	function settle(): void {
		if (timer) clearTimeout(timer);
		timer = null;
		for (const [name, latest] of waiting) {
			const text = typeof latest === 'string' ? latest : latest();
			known.set(name, text === '' ? null : text);
			if (text === '') drafts.discard(name);
			else drafts.save(name, text);
		}
		waiting.clear();
	}

	return {
		latest(name) {
			const unwritten = waiting.get(name);
			if (unwritten !== undefined) return (typeof unwritten === 'string' ? unwritten : unwritten()) || null;
			if (!known.has(name)) known.set(name, drafts.load(name));
			return known.get(name)!;
		},
		changed(name, text) {
			waiting.set(name, text);
			timer ??= setTimeout(settle, delay);
		},
		settle,
		discard(name) {
			waiting.delete(name);
			known.set(name, null);
			drafts.discard(name);
		},
	};
}
