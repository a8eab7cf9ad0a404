/** The operations in the file's order: what a live graph will show, as a list. */
import type {ReactElement} from 'react';
import type {OperationState} from '../../core/state/run-state.ts';
import type {RunView} from '../../core/store.ts';
import {lookOf, timeOf} from '../run/look.ts';
import {duration, tokens} from '../text/figures.ts';
import {type Line, type Span, spread} from '../text/line.ts';
import {cutMiddle, pad, widthOf} from '../text/width.ts';
import {type Theme, useTheme} from '../theme.ts';
import {insideOf, Panel} from './panel.tsx';

type ListProps = {
	view: RunView;
	/** Which wait for a budget. */
	held: ReadonlySet<string>;
	selected: string | null;
	focused: boolean;
	now: number;
	frame: number;
	width: number;
	height: number;
};

export function OperationList(props: ListProps): ReactElement {
	const theme = useTheme();
	const {view, selected, focused, width, height} = props;
	const inside = insideOf(width, height);
	const operations = [...view.state().operations.values()];
	const names = columnOf(
		operations.map(one => one.operation.output_name),
		inside.width,
	);
	const modules = columnOf(
		operations.map(one => one.operation.module),
		inside.width,
	);
	const tall = inside.width < 60 && operations.length * 2 <= inside.height;
	const airy = tall && operations.length * 3 - 1 <= inside.height;
	const step = airy ? 3 : tall ? 2 : 1;
	const count = Math.max(0, operations.length * step - (airy ? 1 : 0));
	const index = operations.findIndex(one => one.operation.output_name === selected);
	const top = Math.max(
		0,
		Math.min(Math.max(0, index) * step - Math.floor(inside.height / 2), count - inside.height),
	);
	// Of many operations only those in view are laid out.
	const rows = Array.from({length: Math.min(inside.height, count - top)}, (_, offset): Line => {
		const place = top + offset;
		const {wide, brief, first, second} = card(operations[Math.floor(place / step)]!, props, theme, {
			width: inside.width,
			names,
			modules,
		});
		if (!tall) return inside.width < 60 ? brief : wide;
		return [first, second, []][place % step]!;
	});
	const title: Line = [{text: 'operations', bold: focused}];
	return (
		<Panel
			title={title}
			right={position(top, inside.height, count, theme)}
			tone={focused ? 'accent' : 'quiet'}
			width={width}
			height={height}
			rows={rows}
		/>
	);
}

/** Says what lies outside the window. */
export function position(top: number, height: number, rows: number, {glyphs}: Theme): Line {
	if (rows <= height) return [];
	const below = rows - height - top;
	const parts = [top > 0 ? `${glyphs.up}${top}` : '', below > 0 ? `${glyphs.down}${below}` : ''];
	return [{text: parts.filter(Boolean).join(' '), tone: 'quiet'}];
}

function card(
	state: OperationState,
	{view, held, selected, now, frame}: ListProps,
	theme: Theme,
	{width, names, modules}: {width: number; names: number; modules: number},
): {wide: Line; brief: Line; first: Line; second: Line} {
	const {output_name, module} = state.operation;
	const look = lookOf(state, {live: view.live(output_name), held: held.has(output_name)}, theme, frame);
	const chosen = output_name === selected;
	const taken = timeOf(state, now);
	const count = state.money.input_tokens + state.money.output_tokens;
	const time = taken === null ? '' : duration(taken);
	const size = count === 0 ? '' : tokens(count);
	const mark: Span = {text: chosen ? `${theme.glyphs.selected} ` : '  ', tone: 'accent'};
	const glyph: Span = {text: `${look.glyph} `, tone: look.tone};
	const word: Span = {text: look.word, tone: look.tone};
	const quiet = state.status === 'pending' || state.status === 'blocked' || state.status === 'skipped';
	const name: Span = {text: output_name, bold: chosen, tone: quiet && !chosen ? 'quiet' : undefined};
	return {
		wide: spread(
			[
				mark,
				glyph,
				{...name, text: pad(output_name, names)},
				{text: `  ${pad(module, modules)}`, tone: 'quiet'},
				{text: `  ${look.word}`, tone: look.tone},
			],
			[{text: `${size}${pad(time, 8, 'left')}`, tone: 'quiet'}],
			width,
		),
		brief: spread(
			[mark, glyph, {...name, text: cutMiddle(output_name, width - 21)}],
			[
				{text: look.word, tone: look.tone},
				{text: pad(time, 8, 'left'), tone: 'quiet'},
			],
			width,
		),
		first: spread(
			[mark, glyph, {...name, text: cutMiddle(output_name, width - 14)}],
			[{text: time, tone: 'quiet'}],
			width,
		),
		second: spread(
			[mark, {text: '  '}, word, {text: `  ${module}`, tone: 'quiet'}],
			[{text: size === '' ? '' : `${size} tok`, tone: 'quiet'}],
			width,
		),
	};
}

/** As wide as the longest, but no wider than a third of the row. */
function columnOf(texts: readonly string[], width: number): number {
	return Math.min(Math.floor(width / 3), Math.max(8, ...texts.map(text => widthOf(text))));
}
