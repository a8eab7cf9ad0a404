/**
 * `npm run bench`: measures every row in fresh processes, ours and its peer in turn, prints the table, and writes
 * results.json and the table in the README.
 *
 *     --only NAME    rows of rows/NAME.ts, or with NAME in their name; the results of all others stay
 *     --rounds N     so many rounds, whatever the row says
 *     --quick        the rows that say so, as often as 100 seconds allow (at most 3 times); writes nothing, and exits
 *                    with 1 if one is worse than twice its goal
 */
import {readdirSync} from 'node:fs';
import {cpus} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {measure} from './contender.ts';
import {formatFigure, formatRatio, formatTable, readReport, writeReport} from './report.ts';
import {concludeRow, heldOf, type Result, type Round} from './result.ts';
import type {Measurement, Row} from './row.ts';

const quick_ms = 100_000;
const quickRounds = 3;

/** The order of the table. */
const order = [
	'overhead',
	'growth',
	'streaming',
	'lanes',
	'log',
	'opening',
	'tokens',
	'start',
	'screen',
	'drawing',
	'memory',
];

const {values: flags} = parseArgs({
	options: {only: {type: 'string'}, rounds: {type: 'string'}, quick: {type: 'boolean', default: false}},
});

async function loadRows(): Promise<{group: string; row: Row}[]> {
	const there = readdirSync(join(import.meta.dirname, 'rows'));
	const groups = order.filter(group => there.includes(`${group}.ts`));
	const loaded = await Promise.all(
		groups.map(async group => {
			const {rows} = (await import(`./rows/${group}.ts`)) as {rows: readonly Row[]};
			return rows.map(row => ({group, row}));
		}),
	);
	return loaded.flat();
}

async function measureRound({ours, peer}: Row, round: number): Promise<Round> {
	// Each goes first in every other round: what the first leaves behind is nobody's advantage.
	if (peer === null) return {ours: await measure(ours), peer: null};
	let theirs: Measurement;
	if (round % 2 === 1) {
		theirs = await measure(peer);
		return {ours: await measure(ours), peer: theirs};
	}

	const mine = await measure(ours);
	theirs = await measure(peer);
	return {ours: mine, peer: theirs};
}

function tell(result: Result): void {
	const {name, unit, ours, peer, ratio, met, rounds} = result;
	const side = (who: Result['ours']) =>
		`${who.name} ${who.figure === null ? (who.missing ?? 'nothing') : formatFigure(who.figure, unit)}`;
	const more = [ours, peer].flatMap(who =>
		Object.entries(who?.more ?? {}).map(([key, value]) => `${who!.name} ${key} ${value.toPrecision(4)}`),
	);
	console.error(
		[
			`${met === false ? '✗' : met ? '✓' : '·'} ${name}: ${side(ours)}`,
			peer && side(peer),
			ratio !== null && formatRatio(ratio),
			`${rounds} rounds`,
			...more,
		]
			.filter(Boolean)
			.join(', '),
	);
}

const rows = (await loadRows()).filter(
	({group, row}) =>
		(!flags.quick || row.quick) && (!flags.only || group === flags.only || row.name.includes(flags.only)),
);
if (rows.length === 0) throw new Error(`No row is called ${flags.only}.`);

const rounds = new Map<Row, Round[]>();
const faults: unknown[] = [];

async function addRound(row: Row): Promise<void> {
	const done = rounds.get(row) ?? [];
	rounds.set(row, done);
	try {
		done.push(await measureRound(row, done.length));
	} catch (error) {
		faults.push(error);
		console.error(`✗ ${row.name}: ${(error as Error).message}`);
	}
}

const startedAt = performance.now();
if (flags.quick) {
	for (let round = 0; round < quickRounds; round++) {
		for (const {row} of rows) {
			// A round that was begun is not left half: but there is one of each at least.
			if (round === 0 || performance.now() - startedAt < quick_ms) await addRound(row);
		}
	}
} else {
	for (const {row} of rows) {
		const wanted = Number(flags.rounds ?? row.rounds ?? 5);
		for (let round = 0; round < wanted; round++) await addRound(row);
		tell(concludeRow(row, rounds.get(row)!));
	}
}

const results = rows.map(({row}) => concludeRow(row, rounds.get(row)!));
console.log(formatTable(results));

if (flags.quick) {
	const worse = results.filter(result => {
		const held = heldOf(result);
		return held !== null && held > 2 * result.goal!.most;
	});
	for (const {name} of worse) console.error(`Worse than twice its goal: ${name}`);
	if (worse.length > 0) process.exitCode = 1;
} else {
	const before = new Map(readReport()?.rows.map(result => [result.name, result]));
	const all = (await loadRows()).map(({row}) => row.name);
	for (const result of results) if (result.rounds > 0) before.set(result.name, result);
	writeReport({
		made: new Date().toISOString().slice(0, 10),
		machine: {node: process.versions.node, cpus: `${cpus().length} × ${cpus()[0]?.model ?? 'a processor'}`},
		rows: all.flatMap(name => before.get(name) ?? []),
	});
}

if (faults.length > 0) process.exitCode = 1;
