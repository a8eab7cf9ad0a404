/** How the cells of a terminal become a picture. */
import headless from '@xterm/headless';
import {expect, onTestFinished, test} from 'vitest';
import {readCells, textOf} from '../../scripts/pictures/cell.ts';
import {own} from '../../scripts/pictures/colours.ts';
import {drawWindow, readWindow} from '../../scripts/pictures/draw.ts';

async function shown(written: string, cols = 24, rows = 3) {
	const emulator = new headless.Terminal({cols, rows, allowProposedApi: true});
	onTestFinished(() => emulator.dispose());
	await new Promise<void>(resolve => emulator.write(written.replaceAll('\n', '\r\n'), resolve));
	return readCells(emulator, own);
}

/** Column, text and colour of each piece. */
function piecesOf(svg: string) {
	return [...svg.matchAll(/<tspan x="([\d.]+)"([^>]*)>([^<]*)</g)].map(([, x, more, text]) => ({
		column: Math.floor(Number(x) / 9),
		text,
		colour: /fill="([^"]+)"/.exec(more!)?.[1] ?? null,
	}));
}

test('Each piece of text stands at its column, of its width and in its colour; what is inverse has a ground.', async () => {
	const cells = await shown('one two   \u001b[31mred\u001b[0m\n\u001b[7minverse\u001b[0m 家 x');
	const svg = drawWindow(cells, 'a title');
	expect(piecesOf(svg)).toEqual([
		{column: 0, text: 'one two', colour: null},
		{column: 10, text: 'red', colour: '#ec6f79'},
		{column: 0, text: 'inverse', colour: own.ground},
		{column: 8, text: '家', colour: null},
		{column: 11, text: 'x', colour: null},
	]);
	expect(svg).toContain('textLength="63"');
	expect(svg).toContain(`<rect x="0" y="19" width="63" height="19" fill="${own.ink}"/>`);
});

test('Lines that meet are one line, whatever the font: a box is drawn, not written.', async () => {
	const svg = drawWindow(await shown('╭────╮\n│ ok ├─▶\n╰────╯'), 'a box');
	expect(piecesOf(svg).map(({text}) => text)).toEqual(['ok']);
	const [, lines] = /<path d="([^"]+)" stroke=/.exec(svg)!;
	// The top, and the right side down to the junction and on.
	expect(lines).toContain('M9 9.5H45');
	expect(lines).toContain('M49.5 19V38');
	expect(lines!.match(/Q/g)).toHaveLength(4);
});

test('Whatever stands on the screen is text in the picture, and comes back out of it.', async () => {
	const cells = await shown('<script>alert("&amp;")\n]]></metadata><g onload=x>');
	const svg = drawWindow(cells, '</title><script>');
	expect(svg).not.toMatch(/<script|<g onload|\]\]></);
	expect(readWindow(svg)).toBe(textOf(cells));
	expect(readWindow(svg)).toContain('alert("&amp;")');
});
