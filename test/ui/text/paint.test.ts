import chalk from 'chalk';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Line} from '../../../source/ui/text/line.ts';
import {paint} from '../../../source/ui/text/paint.ts';
import {createTheme} from '../../../source/ui/theme.ts';

const {level} = chalk;
beforeAll(() => {
	chalk.level = 3;
});
afterAll(() => {
	chalk.level = level;
});

/** What is underlined, piece by piece. */
function underlined(spans: Line, unicode = true): string[] {
	const painted = paint(spans, createTheme({palette: 'contrast', unicode}));
	return [...painted.matchAll(/\u001B\[4m(.*?)\u001B\[24m/g)].map(([, text]) =>
		text!.replaceAll(/\u001B\[\d*m/g, ''),
	);
}

test('At high contrast words are underlined, and neither blank cells nor frames', () => {
	const tone = 'attention';
	expect(
		underlined([
			{text: '╭─ ', tone},
			{text: '◆ Review plan', tone},
			{text: ' ─────╮', tone},
			{text: '│   to review     │  4 lines  ', tone},
		]),
	).toEqual(['◆ Review plan', 'to review', '4 lines']);
	expect(underlined([{text: '+- ! Review plan ----+', tone}], false)).toEqual(['! Review plan']);
});

test('What is to be underlined besides is so whole, and what is not, is not', () => {
	expect(underlined([{text: 'a link', underline: true}, {text: ' and more'}])).toEqual(['a link']);
});
