import {expect, test} from 'vitest';
import {type Drawing, paintDrawing} from '../../../source/ui/graph/choose.ts';
import {forms} from '../../../source/ui/graph/forms.ts';
import {heavyGlyphs, unicodeGlyphs} from '../../../source/ui/graph/glyphs.ts';
import {createLegs} from '../../../source/ui/graph/legs.ts';
import {createSketches} from '../../../source/ui/graph/sketches.ts';
import {type Emphasis, graphLines} from '../../../source/ui/run/graph-view.ts';
import {operations} from '../../core/graph/operations.ts';

const cardOf = (id: string) => ({mark: {text: '○'}, name: {text: id}, details: []});
const graph = operations({a: [], b: [], c: ['a'], d: ['a', 'b']});
const calm: Emphasis = {
	selected: null,
	near: new Set(),
	lit: [],
	flowing: [],
	frame: 0,
	toneOf: () => 'quiet',
	heavy: heavyGlyphs.unicode,
};

function draw(): Drawing {
	return createSketches(graph, cardOf, false).boxes(
		forms.filter(({details}) => details === 0),
		() => true,
		false,
	)!;
}

function show(drawing: Drawing, emphasis: Partial<Emphasis>) {
	const view = {x: 0, y: 0, width: drawing.width, height: drawing.height};
	return graphLines(paintDrawing(drawing, cardOf, unicodeGlyphs), view, drawing.width, {
		...calm,
		...emphasis,
	});
}

const textOf = (lines: ReturnType<typeof show>) =>
	lines
		.map(
			line =>
				`${line
					.map(({text}) => text)
					.join('')
					.trimEnd()}\n`,
		)
		.join('');

test('The selected box is framed heavily, so that it is found without colour.', () => {
	expect(`\n${textOf(show(draw(), {selected: 'a'}))}`).toBe(`
┏━━━━━┓   ╭─────╮
┃ ○ a ┠─┬▶│ ○ c │
┗━━━━━┛ │ ╰─────╯
        │ ╭─────╮
╭─────╮ └▶│ ○ d │
│ ○ b ├──▶│     │
╰─────╯   ╰─────╯
`);
});

test('Only the lines of the selected operation shine; those of strangers in the same net do not.', () => {
	const drawing = draw();
	const {into, outOf} = createLegs(drawing)('d');
	const lines = show(drawing, {selected: 'd', near: new Set(['a', 'b']), lit: [into, outOf]});
	const shining = lines.map(line =>
		line
			.map(({text, tone}) => (tone === 'accent' ? text : ' '.repeat(text.length)))
			.join('')
			.trimEnd(),
	);
	expect(shining.slice(0, 6)).toEqual([
		'╭─────╮',
		'│     ├─┬',
		'╰─────╯ │',
		'        │ ┏━━━━━┓',
		'╭─────╮ └▶┃     ┃',
		'│     ├──▶┃     ┃',
	]);
});

test('A line into what runs moves from frame to frame, and nothing else does.', () => {
	const drawing = draw();
	const flowing = [createLegs(drawing)('c').into];
	const frames = [0, 1, 2, 3, 4, 5, 6, 7].map(frame => textOf(show(drawing, {flowing, frame})));
	expect(new Set(frames).size).toBeGreaterThan(1);
	for (const frame of frames)
		expect(frame.replaceAll('━', '─').replaceAll('┃', '│')).toBe(textOf(show(drawing, {})));
	expect(frames.join('')).toContain('━');
});

test('A row has no more pieces than it has looks.', () => {
	for (const line of show(draw(), {})) {
		for (const [index, {tone, bold}] of line.entries()) {
			const before = line[index - 1];
			if (before) expect([before.tone, before.bold]).not.toEqual([tone, bold]);
		}
	}
});
