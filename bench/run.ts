/**
 * `npm run bench`: measures every row in fresh processes, ours and its peer in turn, prints the table, and writes
 * results.json and the table in the README.
 */
import {mkdtempSync, rmSync} from 'node:fs';
import {cpus, tmpdir} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {measure} from './contender.ts';
import {formatFigure, formatRatio, formatTable, writeReport} from './report.ts';
import {concludeRow, heldOf, type Result, type Round} from './result.ts';
import type {Measurement, Row} from './row.ts';
import {type GroupedRow, loadRows} from './rows.ts';

const quick_ms = 80_000;
const quickRounds = 3;

const usage = `
  npm run bench -- [options]

    --only NAME    Those rows of bench/rows/NAME.ts, or with NAME in their name; tells them, writes nothing
    --rounds N     So many rounds, whatever a row says; writes nothing
    --quick        Rows for CI, as often as 80 seconds allow (3 times at most); writes nothing, and ends with 1 if one is
                   worse than twice its goal, and so again when it is measured 3 times more

  Without them every row is measured, which takes half an hour, and results.json and the README are written.
`;

const flags = readFlags();
const all = await loadRows();
const isGroup = all.some(({group}) => group === flags.only);
const rows = all.filter(isWanted).map(({row}) => row);
if (rows.length === 0) {
	const groups = new Set(all.map(({group}) => group)).values().toArray().join(', ');
	refuse(`There is no row called ${flags.only}. There are those of: ${groups}.`);
}
const rounds = new Map<Row, Round[]>(rows.map(row => [row, []]));
let isFaulty = false;

const folder = mkdtempSync(join(tmpdir(), 'orchestrai-bench-'));
process.on('exit', () => rmSync(folder, {recursive: true, force: true}));
process.on('SIGINT', () => process.exit(130));
if (flags.quick) await measureQuickly();
else await measureAll();
if (isFaulty) process.exitCode = 1;

function readFlags(): {only?: string; rounds: number | null; quick: boolean} {
	try {
		const {values} = parseArgs({
			options: {
				only: {type: 'string'},
				rounds: {type: 'string'},
				quick: {type: 'boolean', default: false},
				help: {type: 'boolean', short: 'h', default: false},
			},
		});
		if (values.help) {
			console.log(usage);
			process.exit(0);
		}
		const rounds = values.rounds === undefined ? null : Number(values.rounds);
		if (rounds !== null && !(Number.isInteger(rounds) && rounds > 0))
			refuse(`--rounds takes a number from 1 on, and this is ${JSON.stringify(values.rounds)}.`);
		return {...values, rounds};
	} catch (error) {
		refuse((error as Error).message);
	}
}

function refuse(sentence: string): never {
	console.error(`${sentence}\n${usage}`);
	process.exit(2);
}

function isWanted({group, row}: GroupedRow): boolean {
	if (flags.quick && !row.quick) return false;
	if (!flags.only) return true;
	return isGroup ? group === flags.only : row.name.includes(flags.only);
}

async function measureAll(): Promise<void> {
	const results: Result[] = [];
	for (const row of rows) {
		const wanted = flags.rounds ?? row.rounds ?? 5;
		for (let round = 0; round < wanted; round++) await addRound(row);
		if (rounds.get(row)!.length === 0) continue;
		const result = concludeRow(row, rounds.get(row)!);
		tell(result);
		results.push(result);
	}

	console.log(formatTable(results));
	// One table is of one run, on one machine, each row measured as often as it asks for.
	if (flags.only || flags.rounds !== null) return;
	writeReport({
		made: new Date().toISOString().slice(0, 10),
		machine: {node: process.versions.node, cpus: `${cpus().length} × ${cpus()[0]?.model ?? 'a processor'}`},
		rows: results,
	});
}

async function measureQuickly(): Promise<void> {
	const from = performance.now();
	for (let round = 1; round <= quickRounds; round++) {
		console.error(`Round ${round} of ${quickRounds}, ${rows.length} rows:`);
		for (const row of rows) {
			if (performance.now() - from > quick_ms) break;
			await addRound(row);
			if (round === 1) for (const result of resultsOf([row])) tell(result);
		}
	}

	// The machine may have been busy elsewhere: a second look, which counts alone, tells that from a change for the worse.
	for (const row of rows.filter(isFarOff)) {
		rounds.set(row, []);
		for (let round = 0; round < quickRounds; round++) await addRound(row);
	}
	console.log(formatTable(resultsOf(rows)));
	for (const row of rows) {
		if (rounds.get(row)!.length === 0) console.error(`There was no time left for: ${row.name}`);
		if (!isFarOff(row)) continue;
		console.error(`Worse than twice its goal: ${row.name}`);
		process.exitCode = 1;
	}
}

function isFarOff(row: Row): boolean {
	return resultsOf([row]).some(result => (heldOf(result) ?? 0) > 2 * (result.goal?.most ?? Infinity));
}

async function addRound(row: Row): Promise<void> {
	const done = rounds.get(row)!;
	try {
		done.push(await measureRound(row, done.length));
	} catch (error) {
		isFaulty = true;
		console.error(`✗ ${row.name}: ${(error as Error).message}`);
	}
}

async function measureRound({ours, peer}: Row, round: number): Promise<Round> {
	if (peer === null) return {ours: await measure(ours, folder), peer: null};
	// Each goes first in every other round: what the first leaves behind is nobody's advantage.
	const isTheirTurn = round % 2 === 1;
	let theirs: Measurement | null = isTheirTurn ? await measure(peer, folder) : null;
	const mine = await measure(ours, folder);
	theirs ??= await measure(peer, folder);
	return {ours: mine, peer: theirs};
}

function resultsOf(of: readonly Row[]): Result[] {
	return of.flatMap(row => {
		const done = rounds.get(row)!;
		return done.length > 0 ? [concludeRow(row, done)] : [];
	});
}

function tell({name, unit, ours, peer, ratio, met, rounds: count}: Result): void {
	const sides = [ours, ...(peer ? [peer] : [])];
	const parts = [
		...sides.map(side => {
			const figure = side.figure === null ? (side.missing ?? 'nothing') : formatFigure(side.figure, unit);
			return `${side.name} ${figure}`;
		}),
		...(ratio === null ? [] : [formatRatio(ratio)]),
		...sides.flatMap(side =>
			Object.entries(side.more ?? {}).map(
				([what, value]) => `${side.name}, ${what}: ${value.toPrecision(4)}`,
			),
		),
	];
	const mark = met === null ? '·' : met ? '✓' : '✗';
	console.error(`${mark} ${name} (${count === 1 ? '1 round' : `${count} rounds`}): ${parts.join('; ')}`);
}
