import {toDot} from '../../core/graph/dot.ts';
import {toGraphJson} from '../../core/graph/json.ts';
import {toMermaid} from '../../core/graph/mermaid.ts';
import type {Pipeline} from '../../core/pipeline/pipeline.ts';
import {makeVisible} from '../../core/visible.ts';
import {textOf} from '../../ui/graph/canvas.ts';
import type {Card} from '../../ui/graph/cards.ts';
import {chooseDrawing, paintDrawing, type Wishes} from '../../ui/graph/choose.ts';
import {asciiGlyphs, unicodeGlyphs} from '../../ui/graph/glyphs.ts';
import {type Invocation, type Surroundings, UsageError} from '../command.ts';
import {hasUnicode} from '../drawing.ts';
import {readPipeline} from '../run/plan.ts';

const formats = {mermaid: toMermaid, dot: toDot, json: toGraphJson};
const names = ['text', ...Object.keys(formats)];

export async function printGraph({input, flags, around}: Invocation): Promise<number> {
	const format = String(flags.format);
	if (!names.includes(format)) {
		throw new UsageError(`--format is one of ${names.join(', ')}, not \`${format}\`.`);
	}
	const wishes = readWishes(flags, around);
	const {pipeline} = await readPipeline(input[0] ?? null, around.folder);
	if (format === 'text') around.stdout.tell(`${draw(pipeline, wishes).trimEnd()}\n`);
	else around.stdout.write(`${formats[format as keyof typeof formats](pipeline).trimEnd()}\n`);
	return 0;
}

function readWishes(
	{width, direction}: Record<string, unknown>,
	{stdout, environment}: Surroundings,
): Wishes {
	if (direction !== undefined && direction !== 'lr' && direction !== 'tb') {
		throw new UsageError(`--direction is lr or tb, not \`${direction}\`.`);
	}
	if (width !== undefined && !/^[1-9]\d{0,5}$/.test(String(width))) {
		throw new UsageError(`--width is a number of columns from 1 on, not \`${width}\`.`);
	}
	const columns = width === undefined ? (stdout.columns ?? Number.POSITIVE_INFINITY) : Number(width);
	return {
		size: {width: columns, height: Number.POSITIVE_INFINITY},
		direction: direction ?? null,
		ascii: !hasUnicode(environment),
	};
}

function draw({operations}: Pipeline, wishes: Wishes): string {
	const cards = new Map<string, Card>(
		operations.map(({output_name, module}) => [
			output_name,
			{mark: null, name: {text: visible(output_name)}, details: [[{text: visible(module)}]]},
		]),
	);
	const cardOf = (id: string) => cards.get(id)!;
	const drawing = chooseDrawing(operations, cardOf, wishes);
	return textOf(paintDrawing(drawing, cardOf, wishes.ascii ? asciiGlyphs : unicodeGlyphs));
}

function visible(text: string): string {
	return makeVisible(text, {keepNewlines: false});
}
