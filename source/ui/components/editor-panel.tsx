/** A text that is edited in place, in the inspector's room. The terminal's own cursor stands in it, where input methods look for it. */
import {useCursor} from 'ink';
import type {ReactElement} from 'react';
import {frameOf, type View, viewOf} from '../editor/view.ts';
import {editorRows} from '../line/editor-rows.ts';
import {type Editors, isEdited} from '../run/editing.ts';
import type {Editing, Finding, Mode} from '../run/screen.ts';
import {roomFor} from '../spoken/uncut.ts';
import {type Line, quote, type Span, spread} from '../text/line.ts';
import {graphemesOf} from '../text/width.ts';
import {type Theme, useTheme} from '../theme.ts';
import {insideOf, Panel} from './panel.tsx';

export function EditorPanel({
	editing,
	mode,
	at,
	width,
	height,
	sees,
}: {
	editing: Editing;
	mode: Mode;
	/** Where the panel's upper left corner is on the screen. */
	at: {x: number; y: number};
	width: number;
	height: number;
	/** Told what is in view. */
	sees: Editors['sees'];
}): ReactElement {
	const theme = useTheme();
	const {setCursorPosition} = useCursor();
	const {editor, finding} = editing;
	const inside = {...insideOf(width, height), width: roomFor(insideOf(width, height).width, theme)};
	const size = {width: inside.width, height: Math.max(1, inside.height - (finding ? 1 : 0))};
	const view = viewOf(editor, editing.top, size);
	sees({frame: frameOf(editor.lines, size), top: view.top});
	setCursorPosition(
		mode === 'editor' ? {x: at.x + 2 + view.cursor.x, y: at.y + 1 + view.cursor.y} : undefined,
	);
	const rows = (mode === 'editor' ? withCursor(view) : view.rows).map(quote);
	const blank = Array.from({length: size.height - view.rows.length}, (): Line => []);
	return (
		<Panel
			title={titleOf(editing, theme)}
			right={positionOf(editing, theme)}
			tone="accent"
			width={width}
			height={height}
			rows={finding ? [...rows, ...blank, findLine(finding, inside.width)] : rows}
		/>
	);
}

/** The terminal's own cursor shows where it is; who has the rows read aloud is told which one it is. */
function withCursor({rows, cursor}: View): readonly Line[] {
	return rows.map((row, index): Line => (index === cursor.y ? [...row, {text: '', cursor: true}] : row));
}

function titleOf({title, from}: Editing, {glyphs}: Theme): Line {
	return [
		{text: title, bold: true},
		{text: ` ${glyphs.dot} from ${from}`, tone: 'quiet'},
	];
}

/** Beyond this many units characters are no longer counted. */
const counted = 10_000;

function positionOf(editing: Editing, {glyphs}: Theme): Line {
	const {lines, cursor} = editing.editor;
	const line = lines[cursor.line]!;
	const column = cursor.at > counted ? cursor.at : graphemesOf(line.slice(0, cursor.at)).length;
	const edited: Span[] = isEdited(editing) ? [{text: `edited ${glyphs.dot} `, tone: 'edited'}] : [];
	return [...edited, {text: `line ${cursor.line + 1}/${lines.length}, col ${column + 1}`, tone: 'quiet'}];
}

const outcomes: Record<Finding['found'], Span> = {
	yes: {text: ''},
	no: {text: 'not found', tone: 'bad'},
	'past the end': {text: 'on from the other end', tone: 'attention'},
};

function findLine({line, found}: Finding, width: number): Line {
	const room = Math.max(1, width - 30);
	const typed = editorRows(line, room, 1)[0] ?? [];
	return spread([{text: 'find ', tone: 'attention'}, ...typed], [outcomes[found]], width);
}
