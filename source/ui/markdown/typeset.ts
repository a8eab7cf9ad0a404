/** Lays the parts of a text out in rows. */
import type {Token, Tokens} from 'marked';
import {flow} from '../text/flow.ts';
import {type Line, type Span, widthOfLine} from '../text/line.ts';
import {expandTabs, restyle, textOf} from '../text/rich.ts';
import {widthOf} from '../text/width.ts';
import {tab} from '../text/wrap.ts';
import type {Block, Typeset} from './block.ts';
import {type CodeBlock, createCodeBlock} from './code-block.ts';
import {inlinePieces} from './inline.ts';
import {lex} from './lex.ts';
import type {ProsePart} from './scan.ts';
import {tableRows} from './table.ts';

/** Code keeps its rows to itself, so that colours are given only to those in view. */
type Row = {before: Line; body: Line} | {before: Line; code: CodeBlock; index: number};

/** Below this width nothing is indented any more. */
const narrow = 16;

export function typesetProse(part: ProsePart, typeset: Typeset): Block {
	const tokens = lex(part.source);
	const rows = tokens ? layTokens(tokens, typeset, part.beforeCode) : plainRows(part.source, typeset);
	const texts: string[] = [];
	return {
		apart: part.apart || tokens?.[0]?.type === 'heading',
		rows: () => rows.length,
		row: index => resolve(rows[index]!),
		text(index) {
			const row = rows[index]!;
			texts[index] ??= textOf(row.before) + ('code' in row ? row.code.text(row.index) : textOf(row.body));
			return texts[index];
		},
	};
}

function resolve(row: Row): Line {
	const body = 'code' in row ? row.code.row(row.index) : row.body;
	return row.before.length === 0 ? body : [...row.before, ...body];
}

function layTokens(tokens: readonly Token[], typeset: Typeset, beforeCode = false): Row[] {
	const rows: Row[] = [];
	let before: Token | null = null;
	for (const [index, token] of tokens.entries()) {
		if (token.type !== 'space') {
			const fileName = beforeCode && index === tokens.length - 1;
			const laid = layToken(token as Tokens.Generic, typeset, fileName);
			if (rows.length > 0 && laid.length > 0 && (isApart(before) || token.type === 'heading'))
				rows.push(empty);
			rows.push(...laid);
		}
		before = token;
	}
	return rows;
}

const empty: Row = {before: [], body: []};

/** Some tokens swallow the blank lines behind them. */
function isApart(before: Token | null): boolean {
	return before !== null && (before.type === 'space' || /\n[ \t]*\n$/.test(before.raw));
}

function layToken(token: Tokens.Generic, typeset: Typeset, fileName: boolean): Row[] {
	const {width, glyphs} = typeset;
	const flowing = (pieces: readonly Span[]) => asRows(flow(expandTabs(pieces), width));
	switch (token.type) {
		case 'heading':
			return layHeading(token as Tokens.Heading, typeset, fileName);
		case 'list':
			return width < narrow ? plainRows(token.raw, typeset) : layList(token as Tokens.List, typeset);
		case 'blockquote': {
			if (width < narrow) return plainRows(token.raw, typeset);
			const bar: Span = {text: `${glyphs.quote} `, tone: 'accent'};
			return layTokens(token.tokens ?? [], {...typeset, width: width - 2}).map(row => behind([bar], row));
		}

		case 'code':
			return layCode(token as Tokens.Code, typeset);
		case 'table': {
			const rows = tableRows(token as Tokens.Table, typeset);
			return rows ? asRows(rows) : plainRows(token.raw, typeset);
		}

		case 'hr':
			return asRows([[{text: glyphs.rule.repeat(width), tone: 'quiet'}]]);
		case 'checkbox':
			return [];
		case 'html':
		case 'def':
			return flowing([{text: token.raw.trimEnd(), tone: 'quiet'}]);
		default:
			return flowing(token.tokens ? inlinePieces(token.tokens) : inlinePieces([token]));
	}
}

/** The first level is underlined by a rule; below the second only weight is left. */
function layHeading(
	{depth, text, tokens}: Tokens.Heading,
	{width, glyphs}: Typeset,
	fileName: boolean,
): Row[] {
	// A path may hold what looks like markup.
	const verbatim = fileName && !/[`*]/.test(text);
	const pieces = verbatim ? [{text}] : inlinePieces(tokens);
	const style = depth <= 2 ? {tone: 'accent' as const, bold: true} : {bold: true, italic: depth > 3};
	const lines = flow(expandTabs(restyle(pieces, style)), width);
	if (depth > 1) return asRows(lines);
	const rule = glyphs.rule.repeat(Math.max(...lines.map(widthOfLine)));
	return asRows([...lines, [{text: rule, tone: 'accent'}]]);
}

function layList({ordered, start, loose, items}: Tokens.List, typeset: Typeset): Row[] {
	const first = Number(start) || 0;
	const numbers = items.map((_, index) => `${ordered && start !== '' ? first + index : index + 1}. `);
	const indent = ordered ? Math.max(...numbers.map(number => number.length)) : 2;
	const width = typeset.width - indent;
	if (width < narrow / 2) return items.flatMap(item => plainRows(item.raw, typeset));
	return items.flatMap((item, index) => {
		const marker = item.task
			? taskMarker(item.checked === true, typeset, indent)
			: {
					text: ordered ? numbers[index]!.padStart(indent) : `${typeset.glyphs.bullet} `,
					tone: 'accent' as const,
				};
		const hanging: Span = {text: ' '.repeat(widthOf(marker.text))};
		const laid = layTokens(item.tokens, {...typeset, width});
		const rows = (laid.length > 0 ? laid : [empty]).map((row, at) =>
			behind([at === 0 ? marker : hanging], row),
		);
		return loose && index > 0 ? [empty, ...rows] : rows;
	});
}

function taskMarker(done: boolean, {glyphs}: Typeset, width: number): Span {
	const glyph = done ? glyphs.done : glyphs.pending;
	return {text: `${glyph} `.padStart(width), tone: done ? 'good' : 'quiet'};
}

function layCode({text, lang}: Tokens.Code, typeset: Typeset): Row[] {
	const code = createCodeBlock(lang ?? '', typeset);
	for (const line of text.split('\n')) code.append(line);
	return Array.from({length: code.rows()}, (_, index): Row => ({before: [], code, index}));
}

/** As it came. */
function plainRows(source: string, {width}: Typeset): Row[] {
	return asRows(flow([{text: source.trimEnd().replaceAll('\t', tab)}], width));
}

function asRows(lines: readonly Line[]): Row[] {
	return lines.map((body): Row => ({before: [], body}));
}

function behind(prefix: Line, row: Row): Row {
	return {...row, before: [...prefix, ...row.before]};
}
