/**
 * A Markdown text in rows, which may grow: what is finished is laid out once, and only the part at the end again when
 * more has come. A long text is laid out in slices, so that its beginning is on the screen at once.
 */
import {makeVisible} from '../../core/visible.ts';
import type {Line} from '../text/line.ts';
import {createVisibleStream, wholeUnits} from '../text/visible-stream.ts';
import type {Block, Typeset} from './block.ts';
import {type CodeBlock, createCodeBlock} from './code-block.ts';
import {createScanner, type ProsePart} from './scan.ts';
import {typesetProse} from './typeset.ts';

/** Lines that are longer go on in another one, so that no line is ever read again and again. */
const longestLine = 4000;
/** How much less it costs to look at a line than to lay it out. */
const cheaper = 10;

export type Document = {
	append(text: string): void;
	/** Lays out about that many characters more of what has come. True: that was all. */
	advance(characters: number): boolean;
	/** Of what is laid out. */
	rows(): number;
	row(index: number): Line;
	/** A row without its looks; cheap. */
	text(index: number): string;
};

export function createDocument(typeset: Typeset, text = ''): Document {
	/** Lines that nobody has looked at yet, from `next` on. */
	let lines: string[] = [];
	let next = 0;
	/** What was found in the others, and is not laid out yet. */
	const waiting: (ProsePart | Block)[] = [];
	const blocks: Block[] = [];
	/** The row behind each block. */
	const ends: number[] = [];
	const stream = createVisibleStream();
	let line = '';
	let afterCode = false;
	let code: {block: Block; body: CodeBlock} | null = null;
	/** What is at the end as it is shown now; null once more has come. */
	let shown: {blocks: Block[]; ends: number[]} | null = null;

	const scanner = createScanner({
		prose(part) {
			waiting.push(part);
			afterCode = false;
		},
		codeBegins(info, apart) {
			const body = createCodeBlock(info, typeset);
			// Two pieces of code would look like one.
			code = {block: {apart: apart || afterCode, rows: body.rows, row: body.row, text: body.text}, body};
		},
		codeLine: one => code?.body.append(one),
		codeEnds() {
			code?.body.setGrowing('');
			if (code) waiting.push(code.block);
			code = null;
			afterCode = true;
		},
	});

	function take(whole: string): void {
		let rest = whole;
		while (rest.length > longestLine) {
			const space = rest.lastIndexOf(' ', longestLine);
			const cut = space > longestLine / 2 ? space + 1 : wholeUnits(rest.slice(0, longestLine));
			lines.push(rest.slice(0, cut));
			rest = rest.slice(cut);
		}
		lines.push(rest);
	}

	/** What it cost, in characters that are laid out. */
	function layNext(): number {
		const part = waiting.shift();
		if (!part) {
			const scanned = lines[next++]!;
			scanner.line(scanned);
			return (scanned.length + 1) / cheaper;
		}
		const block = 'source' in part ? typesetProse(part, typeset) : part;
		blocks.push(block);
		ends.push(endOf(block, ends.at(-1)));
		return 'source' in part ? part.source.length : 0;
	}

	/** The part that may still change. */
	function tail(): {blocks: Block[]; ends: number[]} {
		if (shown) return shown;
		const complete = waiting.length === 0 && next === lines.length;
		const open: Block[] = [];
		if (code && waiting.length === 0) {
			if (complete) code.body.setGrowing(scanner.mayClose(line) ? '' : line);
			open.push(code.block);
		} else if (complete) {
			const part = scanner.open(line);
			if (part) open.push(typesetProse(part, typeset));
		}
		const found = {blocks: open, ends: open.map(block => endOf(block, ends.at(-1)))};
		if (complete) shown = found;
		return found;
	}

	function find(index: number): {block: Block; at: number} | null {
		const closed = ends.at(-1) ?? 0;
		if (index < 0) return null;
		if (index >= closed) {
			const [block] = tail().blocks;
			return block ? within(block, index - closed, closed > 0) : null;
		}
		let low = 0;
		let high = ends.length - 1;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (ends[middle]! > index) high = middle;
			else low = middle + 1;
		}
		const start = low === 0 ? 0 : ends[low - 1]!;
		return within(blocks[low]!, index - start, start > 0);
	}

	function takeVisible(visible: string): void {
		if (visible === '') return;
		shown = null;
		const [first, ...rest] = visible.split('\n');
		line += first;
		for (const later of rest) {
			take(line);
			line = later;
		}
		while (line.length > 2 * longestLine) {
			const cut = wholeUnits(line.slice(0, longestLine));
			take(line.slice(0, cut));
			line = line.slice(cut);
		}
	}

	takeVisible(makeVisible(text));
	return {
		append: added => takeVisible(stream(added)),
		advance(characters) {
			let left = characters;
			while (left > 0 && (waiting.length > 0 || next < lines.length)) {
				shown = null;
				left -= layNext();
			}
			if (waiting.length > 0 || next < lines.length) return false;
			lines = [];
			next = 0;
			return true;
		},
		rows: () => tail().ends.at(-1) ?? ends.at(-1) ?? 0,
		row(index) {
			const found = find(index);
			return found ? found.block.row(found.at) : [];
		},
		text(index) {
			const found = find(index);
			return found ? found.block.text(found.at) : '';
		},
	};
}

function endOf(block: Block, start = 0): number {
	return start + block.rows() + (block.apart && start > 0 ? 1 : 0);
}

/** Null on the empty row before a block. */
function within(block: Block, offset: number, gap: boolean): {block: Block; at: number} | null {
	const at = offset - (block.apart && gap ? 1 : 0);
	return at >= 0 && at < block.rows() ? {block, at} : null;
}
