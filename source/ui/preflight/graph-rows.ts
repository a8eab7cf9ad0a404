import {makeVisible} from '../../core/visible.ts';
import type {Cell} from '../graph/canvas.ts';
import type {Card} from '../graph/cards.ts';
import {chooseDrawing, paintDrawing} from '../graph/choose.ts';
import {asciiGlyphs, unicodeGlyphs} from '../graph/glyphs.ts';
import type {Size} from '../graph/layout.ts';
import {fitRails, laneWidth, paintRails, railsOf} from '../graph/rails.ts';
import {rowsOfCanvas} from '../graph/rows-of-canvas.ts';
import type {Line, Span} from '../text/line.ts';
import type {Theme} from '../theme.ts';
import type {Plan, PlannedOperation} from './plan.ts';

/** The pipeline drawn with boxes; null where they don't fit, for the table beside it lists the operations anyhow. */
export function graphRows({operations}: Plan, size: Size, theme: Theme): Line[] | null {
	// A box takes three rows, and read aloud the table says it all.
	if (size.height < 3 || theme.spoken) return null;
	const {unicode} = theme;
	const cards = new Map<string, Card>(
		operations.map(({operation: {output_name, module}}) => [
			output_name,
			{
				mark: null,
				name: {text: visible(output_name), bold: true},
				details: [[{text: visible(module), tone: 'quiet'}]],
			},
		]),
	);
	const cardOf = (id: string) => cards.get(id)!;
	const nodes = operations.map(({operation}) => operation);
	const drawing = chooseDrawing(nodes, cardOf, {size, direction: null, ascii: !unicode});
	if (drawing.kind === 'rails') return null;
	return rowsOfCanvas(paintDrawing(drawing, cardOf, unicode ? unicodeGlyphs : asciiGlyphs), lookOf);
}

/** The lanes of each operation's row, in an order in which they can run; null where there is no room for them. */
export function laneRows(
	{operations}: Plan,
	markOf: (planned: PlannedOperation) => Span,
	width: number,
	theme: Theme,
): {order: readonly PlannedOperation[]; lanes: Line[] | null} {
	const {unicode} = theme;
	const named = new Map(operations.map(planned => [planned.operation.output_name, planned]));
	const rows = railsOf(operations.map(({operation}) => operation));
	const order = rows.map(({id}) => named.get(id)!);
	const pitch = ([2, 1] as const).find(each => laneWidth(rows, each) <= width);
	if (pitch === undefined || theme.spoken) return {order, lanes: null};
	const cardOf = (id: string): Card => ({mark: markOf(named.get(id)!), name: {text: ''}, details: []});
	const glyphs = unicode ? unicodeGlyphs : asciiGlyphs;
	const lanes = laneWidth(rows, pitch);
	const rails = fitRails(rows, cardOf, lanes + 1, pitch);
	const view = {x: 0, y: 0, width: lanes, height: rows.length};
	return {order, lanes: rowsOfCanvas(paintRails(rails, cardOf, glyphs, view), lookOf)};
}

function visible(text: string): string {
	return makeVisible(text, {keepNewlines: false});
}

const lookOf = ({look}: Cell): Omit<Span, 'text'> => look ?? {tone: 'quiet'};
