/** A line of either side as it is shown: its words, and which of them changed. */
import {makeVisible} from '../../core/visible.ts';
import type {Line, Span} from '../text/line.ts';
import type {TextLine} from './lines.ts';
import type {DiffRow} from './rows.ts';
import {compareWords} from './words.ts';

export type TextRow = Extract<DiffRow, {kind: 'same' | 'removed' | 'added'}>;

export function isText(row: DiffRow): row is TextRow {
	return row.kind === 'same' || row.kind === 'removed' || row.kind === 'added';
}

const unended = ' (no newline at the end)';

/** The text alone: what decides how many rows it takes. */
export function shownText(row: TextRow): string {
	return visible(row) + (row.line.ended || row.kind === 'same' ? '' : unended);
}

/** The same text, with its tones. */
export function spansOf(row: TextRow): Line {
	if (row.kind === 'same') return [{text: visible(row)}];
	const tone = row.kind;
	const text = visible(row);
	const spans: Span[] = stretches(row, text).map(stretch => ({
		text: stretch.text,
		tone,
		...(stretch.changed ? {inverse: true} : {}),
	}));
	return row.line.ended ? spans : [...spans, {text: unended, tone: 'quiet'}];
}

function stretches(row: Exclude<TextRow, {kind: 'same'}>, text: string): {text: string; changed: boolean}[] {
	if (row.partner === null) return [{text, changed: false}];
	const other = display(row.partner);
	const words = row.kind === 'added' ? compareWords(other, text)?.now : compareWords(text, other)?.old;
	return words ?? [{text, changed: false}];
}

/** A carriage return is worth seeing only where it may be the difference. */
function visible({kind, line}: TextRow): string {
	return kind === 'same' && line.text.endsWith('\r')
		? display({...line, text: line.text.slice(0, -1)})
		: display(line);
}

function display({text}: TextLine): string {
	return makeVisible(text.replaceAll('\t', '    '), {keepNewlines: false});
}
