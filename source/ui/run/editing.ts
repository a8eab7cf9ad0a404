/** A text that is edited in place: from the draft that is offered to the text that is accepted. */

import {operationOf, type Request} from '../desk.ts';
import {type Clip, clipOf, type EditAction, edit, open, selectionOf} from '../editor/editor.ts';
import {find} from '../editor/find.ts';
import {type Place, start, textOf} from '../editor/lines.ts';
import type {Frame} from '../editor/motions.ts';
import {type EditorAction, edit as editLine, editorOf} from '../line/line-editor.ts';
import type {Copying} from './copying.ts';
import type {Drafting} from './drafting.ts';
import type {Editing, Finding} from './screen.ts';
import type {ScreenStore} from './screen-store.ts';

/** What the screen shows of the text: moves by rows need to know. */
export type Sight = {frame: Frame; top: Place};

export type Opening = Pick<Editing, 'name' | 'title' | 'from' | 'purpose' | 'text' | 'draft' | 'accept'> & {
	request?: Request | null;
	problem?: string | null;
};

type EditingOptions = ScreenStore & {
	drafting: Drafting;
	loadDraft(name: string): string | null;
	/** Puts a text where other programs can paste it from, and says so. */
	copying: Copying;
};

export type Editors = {
	/**
	 * Opens the editor in place on the draft, if there is one, else on `text`. Ctrl-S hands the text to `accept`,
	 * which calls `close` once it is taken; until then the editor stays, and the draft is kept in any case: who
	 * accepts it says when it is safe elsewhere, with `accepted`. A text that was not changed is never handed over.
	 */
	openHere(opening: Opening): void;
	/** Opens it again as it was when it was last saved, if this text was, and says why it was refused. */
	reopen(request: Request, text: string | null, problem: string | null): void;
	/** The text is safe elsewhere: its draft goes. */
	accepted(draft: string): void;
	edit(action: EditAction): void;
	paste(text: string): void;
	cut(): void;
	/** `key`: how it was asked for. */
	copy(key: string): void;
	/** Copies what is selected; false if nothing is. */
	copySelected(): boolean;
	putBack(): void;
	/** To the text it started from; can be undone. */
	revert(): void;
	save(): void;
	/** One step out: the search, the selection, the editor. */
	leave(): void;
	/** The request it was for is gone. What was written stays before the person; a text as it was goes. */
	withdraw(): void;
	find(): void;
	findStep(step: 1 | -1): void;
	typeSought(action: EditorAction): void;
	sees(sight: Sight): void;
};

/** It differs from the text it started from, as far as is known without comparing. */
export function isEdited({editor, offered}: Editing): boolean {
	return offered || editor.history.depth !== 0;
}

function nameOfPart({name}: Editing): string {
	return `${name}.part`;
}

export function createEditors({drafting, loadDraft, screen, change, say, copying}: EditingOptions): Editors {
	let sight: Sight = {frame: {width: 80, height: 20}, top: start};
	let held: Clip | null = null;
	/** As it was when it was last handed over: it may come back. */
	let handed: {editing: Editing; text: string} | null = null;

	function update(changes: Partial<Editing>): void {
		const {editing} = screen();
		if (editing) change({editing: {...editing, top: sight.top, ...changes}});
	}

	function act(action: EditAction): void {
		const {editing} = screen();
		if (!editing) return;
		const editor = edit(editing.editor, action, sight.frame);
		if (editor === editing.editor) return;
		update({editor});
		if (editor.lines === editing.editor.lines) return;
		const edited = isEdited({...editing, editor});
		drafting.changed(editing.draft, edited ? () => textOf(editor.lines) : '');
	}

	function openHere({request = null, problem = null, ...opening}: Opening): void {
		const kept = loadDraft(opening.draft);
		const offered = kept !== null && kept !== opening.text;
		const editor = open(offered ? kept : opening.text);
		sight = {...sight, top: start};
		change({
			editing: {
				...opening,
				request,
				problem,
				withdrawn: false,
				before: screen().pane,
				offered,
				editor,
				top: start,
				finding: null,
			},
			pane: 'inspector',
			notice: offered
				? {text: `Your draft is back. Ctrl-R starts again from ${opening.from}.`, tone: 'quiet'}
				: null,
		});
	}

	function close(): void {
		const {editing} = screen();
		if (editing) change({editing: null, pane: editing.before});
	}

	function seek(finding: Finding, step: 1 | -1, from: Place): void {
		const {editing} = screen();
		if (!editing) return;
		const {text} = finding.line;
		const range = find(editing.editor.lines, text, from, step);
		update({
			finding: {...finding, found: range?.wrapped ? 'past the end' : range || text === '' ? 'yes' : 'no'},
			...(range ? {editor: edit(editing.editor, {type: 'select', range}, sight.frame)} : {}),
		});
	}

	function copy(key: string): void {
		const {editing} = screen();
		if (!editing) return;
		held = clipOf(editing.editor);
		copying.copy(held.text, nameOfPart(editing), key);
	}

	return {
		openHere,
		reopen(request, text, problem) {
			if (problem === null || handed?.text !== text || handed.editing.name !== operationOf(request)) return;
			change({editing: {...handed.editing, request, problem}, pane: 'inspector'});
		},
		accepted(draft) {
			// It is removed with the next writing: by then its text is safe on disk.
			drafting.changed(draft, '');
			if (handed?.editing.draft === draft) handed = null;
		},
		edit: act,
		paste(text) {
			const finding = screen().editing?.finding;
			if (finding) typeSought({type: 'insert', text: text.replaceAll(/[\r\n]+/g, ' ')});
			else act({type: 'insert', text});
		},
		cut() {
			const {editing} = screen();
			if (!editing) return;
			held = clipOf(editing.editor);
			// It is gone then, so that it cannot be asked for again.
			copying.copyShown(held.text, nameOfPart(editing));
			act({type: 'cut'});
		},
		copy,
		copySelected() {
			const {editing} = screen();
			if (!editing || !selectionOf(editing.editor)) return false;
			copy('Ctrl-C');
			return true;
		},
		putBack() {
			if (held) act({type: 'paste', clip: held});
			else say('Nothing was cut or copied here yet. What other programs hold, your terminal pastes.');
		},
		revert() {
			const {editing} = screen();
			if (!editing) return;
			act({type: 'rewrite', text: editing.text});
			say(`This is ${editing.from} again. Ctrl-Z brings your edit back.`);
		},
		save() {
			const {editing} = screen();
			if (!editing) return;
			if (editing.withdrawn) {
				say('Nobody waits for this any more: esc leaves it, your draft is kept.', 'attention');
				return;
			}

			const text = textOf(editing.editor.lines);
			if (text === editing.text) {
				drafting.discard(editing.draft);
				close();
				say('Nothing was changed, so nothing was saved.');
				return;
			}
			drafting.changed(editing.draft, text);
			handed = {editing: {...editing, top: sight.top}, text};
			editing.accept(text, close);
		},
		leave() {
			const {editing} = screen();
			if (!editing) return;
			if (editing.finding) update({finding: null});
			else if (editing.editor.mark) act({type: 'unmark'});
			else {
				drafting.settle();
				close();
				if (isEdited(editing)) say('Your draft is kept: it is there when you edit this again.');
			}
		},
		withdraw() {
			const {editing} = screen();
			if (!editing || editing.withdrawn) return;
			drafting.settle();
			if (isEdited(editing)) update({withdrawn: true});
			else close();
		},
		find() {
			const {editing} = screen();
			if (!editing) return;
			const {editor} = editing;
			const range = selectionOf(editor);
			// One word that is selected is likely what is sought.
			const sought = range && range.from.line === range.to.line ? clipOf(editor).text : '';
			update({finding: {line: editorOf(sought), origin: range?.from ?? editor.cursor, found: 'yes'}});
		},
		findStep(step) {
			const {editing} = screen();
			if (!editing?.finding) return;
			const {cursor, mark} = editing.editor;
			seek(editing.finding, step, step > 0 ? cursor : (mark ?? cursor));
		},
		typeSought,
		sees(seen) {
			sight = seen;
		},
	};

	function typeSought(action: EditorAction): void {
		const finding = screen().editing?.finding;
		if (!finding) return;
		const line = editLine(finding.line, action);
		if (line.text === finding.line.text) update({finding: {...finding, line}});
		else seek({...finding, line}, 1, finding.origin);
	}
}
