/** The pipeline as a live graph. */
import {type ReactElement, useMemo, useRef} from 'react';
import type {OperationState} from '../../core/state/run-state.ts';
import type {RunView} from '../../core/store.ts';
import {type Drawing, paintDrawing} from '../graph/choose.ts';
import {asciiGlyphs, heavyGlyphs, unicodeGlyphs} from '../graph/glyphs.ts';
import type {Size} from '../graph/layout.ts';
import {createLegs} from '../graph/legs.ts';
import {middleOn, outsideOf, panTo, placeOf} from '../graph/pan.ts';
import {roomForDetail} from '../graph/rails.ts';
import {railMargin} from '../run/arrange.ts';
import {operationFound} from '../run/finding.ts';
import {boxCard, railCard} from '../run/graph-cards.ts';
import {graphLines} from '../run/graph-view.ts';
import {type Look, lookOf} from '../run/look.ts';
import {lookFactsOf} from '../run/look-facts.ts';
import {outsideLine} from '../run/outside-line.ts';
import type {Search} from '../run/screen.ts';
import {wordList} from '../text/figures.ts';
import type {Line, Style} from '../text/line.ts';
import {type Theme, type Tone, useTheme} from '../theme.ts';
import {insideOf, Panel} from './panel.tsx';
import {searchTitle} from './search-line.ts';

type GraphPaneProps = {
	view: RunView;
	drawing: Drawing;
	/** Which wait for a budget. */
	held: ReadonlySet<string>;
	selected: string | null;
	/** The selection goes along with what runs. */
	follows: boolean;
	/** What is selected stands in the middle, so that a moment looks the same whichever way one came to it. */
	centres: boolean;
	/** An operation that is sought by its name. */
	search: Search | null;
	focused: boolean;
	/** Milliseconds since the epoch. */
	now: number;
	frame: number;
	width: number;
	height: number;
};

export function GraphPane(props: GraphPaneProps): ReactElement {
	return useTheme().spoken ? <SpokenGraph {...props} /> : <DrawnGraph {...props} />;
}

/** Each operation in a row of words, with what it takes. */
function SpokenGraph(props: GraphPaneProps): ReactElement {
	const {view, selected, focused, width, height} = props;
	const theme = useTheme();
	const looks = looksOf(props, theme);
	const rows = [...view.state().operations.values()].map(({operation, pinned}): Line => {
		const {output_name, module, inputs} = operation;
		const facts = [looks(output_name).word, ...(pinned ? ['pinned'] : []), module];
		const takes = inputs.length === 0 ? '' : `, takes ${wordList(inputs)}`;
		return [
			{text: output_name === selected ? `${theme.glyphs.selected} ` : '', mark: true},
			{text: `${output_name}: ${facts.join(', ')}${takes}`},
		];
	});
	const tone = focused ? 'accent' : 'quiet';
	return <Panel title={[{text: 'operations'}]} tone={tone} width={width} height={height} rows={rows} />;
}

/** Only what is in view is painted; the drawing itself is made once. */
function DrawnGraph(props: GraphPaneProps): ReactElement {
	const {view, drawing, selected, focused, follows, centres, search, frame, width, height} = props;
	const theme = useTheme();
	const {unicode} = theme;
	const inside = insideOf(width, height);
	const rails = drawing.kind === 'rails';
	const pane = rails ? {...inside, width: inside.width - railMargin} : inside;
	const legs = useMemo(() => createLegs(drawing), [drawing]);
	const origin = useRef({x: 0, y: 0});
	const place = selected === null ? null : placeOf(drawing, selected);
	const seen = panTo(drawing, pane, place && centres ? middleOn(place, pane) : origin.current, place);
	origin.current = seen;

	const {operations, consumers} = view.state();
	const near = new Set(
		selected === null
			? []
			: [...(operations.get(selected)?.operation.inputs ?? []), ...(consumers.get(selected) ?? [])],
	);
	const looks = looksOf(props, theme);
	const nameOf = ({operation: {output_name}}: OperationState, {tone}: Look): Style => {
		if (output_name === selected)
			return {bold: true, inverse: drawing.kind === 'boxes' && !drawing.form.framed};
		if (near.has(output_name) && rails) return {tone: 'accent'};
		return {tone: tone === 'quiet' ? 'quiet' : undefined};
	};
	const canvas = paintDrawing(
		drawing,
		(id, form) => {
			const operation = operations.get(id)!;
			const look = looks(id);
			const subject = {operation, look, now: props.now, glyphs: theme.glyphs, name: nameOf(operation, look)};
			return rails
				? railCard(subject, roomForDetail(drawing, drawing.width))
				: boxCard(subject, form, drawing.layout.boxes.get(id)!.width - 6);
		},
		unicode ? unicodeGlyphs : asciiGlyphs,
		seen,
	);
	const running = [...operations.values()].filter(({status, awaiting}) => status === 'running' && !awaiting);
	const own = selected === null ? null : legs(selected);
	const lines = graphLines(canvas, seen, drawing.width, {
		selected,
		near,
		lit: own ? [own.into, own.outOf] : [],
		flowing: running.map(({operation}) => legs(operation.output_name).into),
		frame,
		toneOf: id => frameTone(operations.get(id)!, looks(id)),
		heavy: heavyGlyphs[unicode ? 'unicode' : 'ascii'],
	});
	const title: Line = [
		{text: 'graph', bold: focused},
		...(search
			? [
					{text: ` ${theme.glyphs.dot} `},
					...searchTitle(
						search,
						operationFound(view.state(), search) ?? {at: -1, count: 0},
						inside.width - 10,
					),
				]
			: []),
		...(follows && !search ? [{text: ` ${theme.glyphs.dot} follows what runs`, tone: 'quiet' as const}] : []),
	];
	return (
		<Panel
			title={title}
			right={outsideLine(outsideOf(drawing, seen), theme)}
			tone={focused ? 'accent' : 'quiet'}
			width={width}
			height={height}
			rows={rails ? marked(lines, drawing.rows, seen.y, selected, theme) : centred(lines, drawing, inside)}
		/>
	);
}

/** Each look is made once a frame, if it is needed. */
function looksOf({view, held, frame}: GraphPaneProps, theme: Theme): (id: string) => Look {
	const known = new Map<string, Look>();
	const state = view.state();
	return id => {
		const found = known.get(id);
		if (found) return found;
		const look = lookOf(state.operations.get(id)!, lookFactsOf(view, id, held), theme, frame);
		known.set(id, look);
		return look;
	};
}

/** What needs an eye has a frame of its own colour, what is still to come a quiet one. */
function frameTone({status}: OperationState, {tone}: Look): Tone {
	if (tone === 'attention' || tone === 'bad') return tone;
	return status === 'running' || status === 'done' ? 'plain' : 'quiet';
}

/** Boxes in the middle of the pane. */
function centred(lines: readonly Line[], drawing: Size, pane: Size): Line[] {
	const left = ' '.repeat(Math.max(0, (pane.width - drawing.width) >> 1));
	const above = Array.from({length: Math.max(0, (pane.height - drawing.height) >> 1)}, (): Line => []);
	return [...above, ...lines.map(line => (left === '' ? line : [{text: left}, ...line]))];
}

/** Rails in its corner, with a mark before the selected row. */
function marked(
	lines: readonly Line[],
	rows: readonly {id: string}[],
	top: number,
	selected: string | null,
	{glyphs}: Theme,
): Line[] {
	return lines.map((line, y) => [
		{
			text: (rows[top + y]!.id === selected ? glyphs.selected : '').padEnd(railMargin),
			tone: 'accent',
			mark: true,
		},
		...line,
	]);
}
