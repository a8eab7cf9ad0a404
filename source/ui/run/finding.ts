/** The hand on what is sought: in the text that is shown, or among the operations. */
import type {RunState} from '../../core/state/run-state.ts';
import {type EditorAction, edit, editorOf} from '../line/line-editor.ts';
import type {Viewport} from './moving.ts';
import {lookAt, type Search} from './screen.ts';
import type {ScreenStore} from './screen-store.ts';

type FindingOptions = ScreenStore & {
	state(): RunState;
	viewport(): Viewport;
	/** Goes to an operation. */
	steer(name: string | null): void;
};

export type Finding = {
	begin(): void;
	type(action: EditorAction): void;
	/** The line is left; what was found stays, and can be gone through. */
	accept(): void;
	step(step: 1 | -1): void;
	/** While it is typed, back to where it began. */
	leave(): void;
};

export function createFinding(options: FindingOptions): Finding {
	const {screen, state, viewport, change, steer} = options;

	/** Without opening what waits there. */
	function look(name: string | null): void {
		change({...lookAt(screen(), name), steered: true});
	}

	function update(changes: Partial<Search>): void {
		const {search} = screen();
		if (!search) return;
		const next = {...search, ...changes};
		change(next.among === 'text' ? {search: next, scroll: {kind: 'match'}} : {search: next});
		if (next.among === 'operations') look(operationFound(state(), next)?.name ?? next.before.selected);
	}

	function leave(): void {
		const {search, selected, scroll} = screen();
		if (!search) return;
		change({search: null});
		if (search.typing) {
			if (search.among === 'text') change({scroll: search.before.scroll});
			else look(search.before.selected);
		} else if (search.among === 'operations') steer(selected);
		else if (scroll.kind === 'match') change({scroll: {kind: 'at', top: viewport().top}});
	}

	return {
		begin() {
			const {pane, search, selected, scroll} = screen();
			change({
				search: {
					among: pane === 'graph' ? 'operations' : 'text',
					line: editorOf(),
					typing: true,
					step: 0,
					origin: viewport().top,
					top: viewport().top,
					before: search?.before ?? {selected, scroll},
				},
			});
		},
		type(action) {
			const {search} = screen();
			if (!search) return;
			const line = edit(search.line, action);
			if (line.text === search.line.text) change({search: {...search, line}});
			else update({line, step: 0});
		},
		accept() {
			const {search} = screen();
			if (!search) return;
			if (search.line.text === '') leave();
			else change({search: {...search, typing: false}});
		},
		step(step) {
			const {search, scroll} = screen();
			if (!search) return;
			const {top} = viewport();
			if (search.among === 'operations' || scroll.kind === 'match') update({step: search.step + step, top});
			// Somebody scrolled meanwhile: it goes on from there.
			else update({origin: top, top, step: step > 0 ? 0 : -1});
		},
		leave,
	};
}

/** Which operation is looked at, the how manieth it is and of how many; null if none has such a name. */
export function operationFound(
	state: RunState,
	{line, step, before}: Search,
): {name: string; at: number; count: number} | null {
	const all = [...state.operations.keys()];
	const names = namesLike(all, line.text);
	if (names.length === 0) return null;
	const from = before.selected === null ? 0 : all.indexOf(before.selected);
	const first = Math.max(
		0,
		names.findIndex(name => all.indexOf(name) >= from),
	);
	const at = (((first + step) % names.length) + names.length) % names.length;
	return {name: names[at]!, at, count: names.length};
}

/** Those that hold it; if none does, those that hold its letters in this order. */
function namesLike(names: readonly string[], sought: string): string[] {
	if (sought === '') return [];
	const wanted = sought.toLowerCase();
	const holding = names.filter(name => name.toLowerCase().includes(wanted));
	return holding.length > 0 ? holding : names.filter(name => holdsInOrder(name.toLowerCase(), wanted));
}

function holdsInOrder(name: string, letters: string): boolean {
	let at = 0;
	for (const letter of letters) {
		at = name.indexOf(letter, at) + 1;
		if (at === 0) return false;
	}
	return true;
}
