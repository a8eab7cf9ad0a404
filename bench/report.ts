/** The table, for the terminal and for the README, and the file that it is made from. */
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Result} from './result.ts';
import type {Unit} from './row.ts';

export type Report = {
	/** The day, UTC. */
	made: string;
	machine: {node: string; cpus: string};
	rows: Result[];
};

const resultsFile = join(import.meta.dirname, 'results.json');
const readme = join(import.meta.dirname, '../README.md');
export const marks = ['<!-- the table of `npm run bench` -->', '<!-- the end of it -->'] as const;

const columns = ['what', 'OrchestrAI', 'against', 'ratio', 'goal', 'met', 'rounds'];

/** A Markdown table: it reads well in a terminal too. */
export function formatTable(rows: readonly Result[]): string {
	const lines = [columns, ...rows.map(cellsOf)];
	const widths = columns.map((_, at) => Math.max(...lines.map(cells => cells[at]!.length)));
	const line = (cells: readonly string[]) =>
		`| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`;
	const [head, ...body] = lines.map(line);
	return [head, `|${widths.map(width => '-'.repeat(width + 2)).join('|')}|`, ...body].join('\n');
}

function cellsOf({name, unit, ours, peer, ratio, goal, met, spread, rounds}: Result): string[] {
	const figure = (side: Result['peer'], [least, most] = [0, 0]) => {
		if (side === null) return '';
		if (side.figure === null) return side.missing ?? '–';
		return `${formatFigure(side.figure, unit)} (${formatNumber(least)}–${formatNumber(most)})`;
	};
	const against = peer === null ? '–' : `${peer.name}: ${figure(peer, spread.peer ?? [0, 0])}`;
	const held =
		goal && (goal.of === 'ratio' ? `≤ ${formatRatio(goal.most)}` : `≤ ${formatFigure(goal.most, unit)}`);
	return [
		name,
		figure(ours, spread.ours ?? [0, 0]),
		against,
		ratio === null ? '–' : formatRatio(ratio),
		held ?? '–',
		met === null ? '–' : met ? 'yes' : 'no',
		String(rounds),
	];
}

export function formatFigure(figure: number, unit: Unit): string {
	return `${formatNumber(figure)} ${unit}`;
}

export function formatRatio(ratio: number): string {
	return `${formatNumber(ratio)} ×`;
}

/** Three digits that mean something, and whole numbers whole. */
function formatNumber(figure: number): string {
	if (Math.abs(figure) >= 100) return figure.toFixed(0);
	return String(Number(figure.toPrecision(3)));
}

export function readReport(): Report | null {
	try {
		return JSON.parse(readFileSync(resultsFile, 'utf8')) as Report;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
		throw error;
	}
}

/** What the README shows between its two marks. */
export function formatSection({made, machine, rows}: Report): string {
	return `\nMade on ${made}, with Node ${machine.node} on ${machine.cpus}.\n\n${formatTable(rows)}\n\n`;
}

/** Writes the results, and the README's table from them. */
export function writeReport(report: Report): void {
	writeFileSync(resultsFile, `${JSON.stringify(report, null, '\t')}\n`);
	const text = readFileSync(readme, 'utf8');
	const [before, after] = [text.split(marks[0])[0]!, text.split(marks[1])[1]];
	if (after === undefined) throw new Error(`The README has no place for the table: ${marks.join(' … ')}`);
	writeFileSync(readme, `${before}${marks[0]}\n${formatSection(report)}${marks[1]}${after}`);
}
