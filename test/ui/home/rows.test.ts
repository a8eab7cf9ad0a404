import {describe, expect, test} from 'vitest';
import {filterOf} from '../../../source/ui/home/find.ts';
import type {Item} from '../../../source/ui/home/items.ts';
import {rowsOf, standingOf, topOf} from '../../../source/ui/home/rows.ts';
import {type Line, widthOfLine} from '../../../source/ui/text/line.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import {now, offers, pipeline, run} from './offers.ts';

const theme = createTheme();
const textOf = (line: Line) => line.map(({text}) => text).join('');

function rows(items: Item[], width: number, more: Partial<Parameters<typeof rowsOf>[0]> = {}): string[] {
	const made = rowsOf({
		items,
		selected: 0,
		top: 0,
		width,
		height: 10,
		filter: filterOf(''),
		now,
		theme,
		...more,
	});
	for (const line of made) expect(widthOfLine(line)).toBeLessThanOrEqual(width);
	return made.map(textOf);
}

describe('a row of home', () => {
	test('tells of a run by glyph and word, where it stands, its cost and its age', () => {
		const item: Item = {kind: 'run', entry: offers.runs[0]!};
		expect(rows([item], 56)).toEqual([expect.stringMatching(/^▌ ○ story +interrupted +draft +\$0\.01 +1h$/)]);
		expect(rows([item], 100)[0]).toMatch(/interrupted +draft +1\.2k tok +\$0\.01 +1 h ago$/);
	});

	test('says of a run that came to its end that another terminal has it open', () => {
		const item: Item = {kind: 'run', entry: run('r', {open: true})};
		expect(rows([item], 100)[0]).toMatch(/✓ story +done +open in another terminal /);
		expect(standingOf(run('r', {open: true, status: 'running'}))).toBe('');
	});

	test('does not pass a run off as done that came to its end without some of its outputs', () => {
		const item: Item = {kind: 'run', entry: run('r', {leftOut: {skipped: 1, blocked: 2}})};
		expect(rows([item], 80)[0]).toMatch(/^▌ ⊘ story +done, 1 skipped, 2 blocked/);
	});

	test('gives every status a word and a glyph', () => {
		const all = [
			'running',
			'done',
			'failed',
			'stopped',
			'budget',
			'waiting',
			'interrupted',
			'unreadable',
		] as const;
		const looks = rows(
			all.map(status => ({kind: 'run', entry: run(status, {status})})),
			80,
		);
		expect(looks.map(row => /^.{2}(\S) story +(over budget|\S+)/.exec(row)?.slice(1).join(' '))).toEqual([
			'⠋ running',
			'✓ done',
			'✗ failed',
			'○ stopped',
			'⊘ over budget',
			'◆ waits',
			'○ interrupted',
			'✗ unreadable',
		]);
	});

	test('tells of a pipeline by name, description and number of operations, or by what is wrong', () => {
		const [fine, broken] = rows(
			[
				{kind: 'pipeline', entry: pipeline('story')},
				{kind: 'pipeline', entry: offers.pipelines[2]!},
			],
			56,
		);
		expect(fine).toMatch(/story +Does story +2 op$/);
		expect(broken).toMatch(/✗ broken +Line 3: unknown key/);
	});

	test('holds its width with names that are long, wide or hostile', () => {
		const names = ['x'.repeat(300), '報告'.repeat(80), 'a\u001B[31mb\u202Ec', '🦊'.repeat(50)];
		const items = names.flatMap((name): Item[] => [
			{kind: 'pipeline', entry: pipeline(name, {description: name})},
			{kind: 'run', entry: run(name, {pipeline: name, at: {output_name: name, doing: 'review'}})},
		]);
		for (const width of [24, 56, 76, 120]) rows(items, width);
	});

	test('is made only if it is in view', () => {
		const items = Array.from({length: 1000}, (_, index): Item => ({kind: 'run', entry: run(`run-${index}`)}));
		expect(rows(items, 56, {top: topOf(500, 1000, 10), selected: 500})).toHaveLength(10);
		expect(topOf(500, 1000, 10)).toBe(495);
		expect(topOf(999, 1000, 10)).toBe(990);
		expect(topOf(2, 3, 10)).toBe(0);
	});
});
