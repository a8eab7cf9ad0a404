/** What the README says of how fast it is, is what was measured. */
import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {formatSection, marks, readReport} from '../bench/report.ts';
import {heldOf} from '../bench/result.ts';
import {loadRows} from '../bench/rows.ts';

const report = readReport()!;
const section = readFileSync('README.md', 'utf8').split(marks[0])[1]!.split(marks[1])[0]!;

/** The first number of each cell of a row, as whoever reads it takes it. */
function numbersOf(name: string): {ours: number; ratio: number} {
	const line = section.split('\n').find(each => each.startsWith(`| ${name} `))!;
	const cells = line.split('|').map(cell => Number(/[\d.]+/.exec(cell)?.[0]));
	return {ours: cells[2]!, ratio: cells[4]!};
}

test('The README shows the table of bench/results.json, to the letter.', () => {
	expect(report.rows.length).toBeGreaterThan(0);
	expect(section.trim()).toBe(formatSection(report).trim());
});

test('A number in that table is the one that was measured, to three digits.', () => {
	for (const {name, ours, ratio} of report.rows) {
		const shown = numbersOf(name);
		for (const [measured, read] of [
			[ours.figure, shown.ours],
			[ratio, shown.ratio],
		] as const) {
			if (measured !== null) expect(Math.abs(read / measured - 1), name).toBeLessThan(0.01);
		}
	}
});

test('What is said to have met its goal has, and what has not says so.', () => {
	for (const row of report.rows) {
		const held = heldOf(row);
		expect(row.met, row.name).toBe(held === null ? null : held <= row.goal!.most);
	}
});

test('What is shown is held to the goals that the bench has now, in its order.', async () => {
	const rows = (await loadRows()).map(({row: {name, goal}}) => ({name, goal}));
	expect(report.rows.map(({name, goal}) => ({name, goal}))).toEqual(rows);
});
