/**
 * A text that is edited: its lines, where the person is in it, and what was done to it. Pure, and a value: an
 * action makes a new one, at a cost that does not depend on how long the text is but for a list of its lines.
 */
import {around} from './characters.ts';
import {amend, back, type Change, forth, type History, noHistory, record, type Stand} from './history.ts';
import {indented, indentOf, outdented, unitOf} from './indentation.ts';
import {
	compare,
	endOf,
	type Lines,
	linesOf,
	type Place,
	placeAfter,
	type Range,
	rangeOf,
	replace,
	start,
	textIn,
} from './lines.ts';
import {type Frame, lead, type Motion} from './motions.ts';

export type Editor = Stand & {
	readonly lines: Lines;
	/** Moves select, without a shift key too. */
	readonly marking: boolean;
	/** The column that moves up and down keep to. */
	readonly goal: number | null;
	readonly history: History;
	/** What is being done key by key: one step of the history. */
	readonly run: 'typing' | 'deleting' | null;
	/** One step of indentation. */
	readonly unit: string;
};

/** What was cut or copied; `whole`: lines, which are put between lines. */
export type Clip = {text: string; whole: boolean};

export type EditAction =
	| {type: 'move'; to: Motion; select?: boolean}
	/** A key's own character. */
	| {type: 'type'; text: string}
	/** A text from elsewhere. */
	| {type: 'insert'; text: string}
	| {type: 'paste'; clip: Clip}
	| {type: 'newline' | 'tab' | 'outdent' | 'cut' | 'mark' | 'unmark' | 'select-all' | 'undo' | 'redo'}
	/** What is selected, else from the cursor to there. */
	| {type: 'delete'; to: Motion}
	| {type: 'select'; range: Range}
	| {type: 'rewrite'; text: string};

/** Starts with the cursor before the text. */
export function open(text: string): Editor {
	const lines = linesOf(text);
	return {
		lines,
		cursor: start,
		mark: null,
		marking: false,
		goal: null,
		history: noHistory,
		run: null,
		unit: unitOf(lines),
	};
}

/** What is selected; null for nothing. */
export function selectionOf({cursor, mark}: Stand): Range | null {
	return mark === null || compare(cursor, mark) === 0 ? null : rangeOf(cursor, mark);
}

/** What copying takes: what is selected, else the whole line. */
export function clipOf(editor: Editor): Clip {
	const selection = selectionOf(editor);
	return selection
		? {text: textIn(editor.lines, selection), whole: false}
		: {text: `${editor.lines[editor.cursor.line]}\n`, whole: true};
}

/** `frame` is how the text stands on the screen: up and down are what a person sees. */
export function edit(editor: Editor, action: EditAction, frame: Frame): Editor {
	switch (action.type) {
		case 'move':
			return move(editor, action.to, action.select ?? false, frame);
		case 'type':
			return insert(editor, action.text, 'typing');
		case 'insert':
			return insert(editor, normalise(action.text));
		case 'paste': {
			const {line} = editor.cursor;
			const {text, whole} = action.clip;
			return whole && !selectionOf(editor)
				? changed(editor, {line, at: 0}, {line, at: 0}, text, moved(editor.cursor, text))
				: insert(editor, text);
		}
		case 'newline': {
			const {cursor, lines} = editor;
			return insert(editor, `\n${indentOf(lines[cursor.line]!.slice(0, cursor.at))}`);
		}
		case 'tab':
			return tab(editor);
		case 'outdent':
			return shiftLines(editor, outdented);
		case 'delete':
			return remove(editor, action.to, frame);
		case 'cut':
			return cut(editor);
		case 'mark':
			return {...editor, mark: editor.cursor, marking: true, run: null};
		case 'unmark':
			return {...editor, mark: null, marking: false, run: null};
		case 'select-all':
			return {...editor, mark: start, cursor: endOf(editor.lines), goal: null, run: null};
		case 'select':
			return {...editor, mark: action.range.from, cursor: action.range.to, goal: null, run: null};
		case 'rewrite':
			return changed(editor, start, endOf(editor.lines), action.text, start);
		case 'undo':
			return undo(editor);
		case 'redo':
			return redo(editor);
	}
}

function normalise(text: string): string {
	return text.replaceAll(/\r\n?/g, '\n');
}

function move(editor: Editor, to: Motion, select: boolean, frame: Frame): Editor {
	const {lines, cursor, goal, marking} = editor;
	const selection = selectionOf(editor);
	const extending = select || marking;
	const common = {...editor, run: null, mark: extending ? (editor.mark ?? cursor) : null};
	if (selection && !extending && (to === 'left' || to === 'right')) {
		return {...common, cursor: to === 'left' ? selection.from : selection.to, goal: null};
	}
	const led = lead(to, {lines, from: cursor, goal, frame});
	return {...common, cursor: led.place, goal: led.goal};
}

/** A text in the place of what is selected, or at the cursor. */
function insert(editor: Editor, text: string, run: 'typing' | null = null): Editor {
	const {from, to} = selectionOf(editor) ?? {from: editor.cursor, to: editor.cursor};
	if (text === '' && compare(from, to) === 0) return editor;
	return changed(editor, from, to, text, placeAfter(from, text), run);
}

function remove(editor: Editor, to: Motion, frame: Frame): Editor {
	const {lines, cursor} = editor;
	const selection = selectionOf(editor);
	const target = selection ? null : lead(to, {lines, from: cursor, goal: null, frame}).place;
	const {from, to: end} = selection ?? rangeOf(cursor, target!);
	if (compare(from, end) === 0) return {...editor, mark: null, marking: false};
	const single = !selection && (to === 'left' || to === 'right');
	return changed(editor, from, end, '', from, single ? 'deleting' : null);
}

function cut(editor: Editor): Editor {
	if (selectionOf(editor)) return insert(editor, '');
	const {lines, cursor} = editor;
	const {line} = cursor;
	const next = line + 1 < lines.length;
	const from = next || line === 0 ? {line, at: 0} : {line: line - 1, at: lines[line - 1]!.length};
	const to = next ? {line: line + 1, at: 0} : {line, at: lines[line]!.length};
	if (compare(from, to) === 0) return editor;
	return changed(editor, from, to, '', next ? {line, at: 0} : from);
}

function tab(editor: Editor): Editor {
	const {lines, cursor, unit} = editor;
	const selection = selectionOf(editor);
	if (selection && selection.from.line !== selection.to.line) return shiftLines(editor, indented);
	const {line, at} = selection?.from ?? cursor;
	if (unit === '\t') return insert(editor, '\t');
	return insert(editor, ' '.repeat(unit.length - (lines[line]!.slice(0, at).length % unit.length)));
}

/** The selected lines, or the one the cursor is in, further in or out. What is selected stays so. */
function shiftLines(editor: Editor, shift: (line: string, unit: string) => string): Editor {
	const {lines, cursor, mark, unit} = editor;
	const {from, to} = selectionOf(editor) ?? {from: cursor, to: cursor};
	// A line of which nothing is selected but its start is not meant.
	const last = to.line > from.line && to.at === 0 ? to.line - 1 : to.line;
	const old = lines.slice(from.line, last + 1);
	const shifted = old.map(line => shift(line, unit));
	if (shifted.every((line, index) => line === old[index])) return editor;
	const follow = (place: Place): Place => {
		const index = place.line - from.line;
		if (index < 0 || index >= old.length || place.at === 0) return place;
		return {line: place.line, at: Math.max(0, place.at + shifted[index]!.length - old[index]!.length)};
	};
	const next = changed(
		editor,
		{line: from.line, at: 0},
		{line: last, at: old.at(-1)!.length},
		shifted.join('\n'),
		follow(cursor),
	);
	const stand = {cursor: next.cursor, mark: mark && follow(mark)};
	return {...next, ...stand, history: amend(next.history, next.history.past.at(-1)!.change, stand)};
}

/** Every change goes through here. */
function changed(
	editor: Editor,
	from: Place,
	to: Place,
	text: string,
	cursor: Place,
	run: Editor['run'] = null,
): Editor {
	const change = {from, removed: textIn(editor.lines, {from, to}), inserted: text};
	const lines = replace(editor.lines, {from, to}, text);
	const stand = {cursor: settled(lines, cursor), mark: null};
	const {history} = editor;
	const last = history.past.at(-1);
	const joined = last && run !== null && run === editor.run ? join(last.change, change) : null;
	return {
		...editor,
		...stand,
		lines,
		marking: false,
		goal: null,
		run,
		history: joined
			? amend(history, joined, stand)
			: record(history, {change, before: {cursor: editor.cursor, mark: editor.mark}, after: stand}),
	};
}

/** Two changes as one, if a person takes them for one: the letters of a word, or what a held key deletes. */
function join(first: Change, second: Change): Change | null {
	const {from, removed, inserted} = first;
	if (second.removed === '') {
		const wordBegins = /\s$/.test(inserted) && !/^\s/.test(second.inserted);
		const follows = compare(placeAfter(from, inserted), second.from) === 0;
		return follows && !wordBegins ? {from, removed, inserted: inserted + second.inserted} : null;
	}
	if (second.inserted !== '' || inserted !== '') return null;
	if (compare(second.from, from) === 0) return {from, removed: removed + second.removed, inserted};
	if (compare(placeAfter(second.from, second.removed), from) === 0)
		return {from: second.from, removed: second.removed + removed, inserted};
	return null;
}

function undo(editor: Editor): Editor {
	const undone = back(editor.history);
	if (!undone) return editor;
	const {change, before: stand} = undone.step;
	const range = {from: change.from, to: placeAfter(change.from, change.inserted)};
	const lines = replace(editor.lines, range, change.removed);
	return {...editor, ...stand, lines, marking: false, goal: null, run: null, history: undone.history};
}

function redo(editor: Editor): Editor {
	const done = forth(editor.history);
	if (!done) return editor;
	const {change, after: stand} = done.step;
	const range = {from: change.from, to: placeAfter(change.from, change.removed)};
	const lines = replace(editor.lines, range, change.inserted);
	return {...editor, ...stand, lines, marking: false, goal: null, run: null, history: done.history};
}

/** What is inserted may join with what follows it: the cursor then stands behind both. */
function settled(lines: Lines, {line, at}: Place): Place {
	return {line, at: around(lines[line]!, at).end};
}

/** Where a place is after lines were put above it. */
function moved({line, at}: Place, text: string): Place {
	return {line: line + placeAfter(start, text).line, at};
}
