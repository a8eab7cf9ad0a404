/**
 * A log whose disk fails, or whose writer is killed, at each system call of its life in turn. `npm test` takes each
 * kind of call that changes something once; `npm run test:log` takes all of them, with every fault.
 */
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {availableParallelism, tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {whyNoCallFails} from '../../../helpers/failing-calls.ts';
import {type Beginning, beginnings} from './beginnings.ts';
import {judge, judgeEnd, type Verdict} from './judge.ts';
import {type Cell, type Fault, faultsAt, injectionOf, printMatrix} from './matrix.ts';
import {logIn} from './start-life.ts';
import {type Injection, type Life, live, type Place} from './traced-life.ts';

const all = process.env.ORCHESTRAI_TEST_LOG_FAULTS === 'all';
const untraced = whyNoCallFails();
const skipped = untraced === null ? '' : ` (left out: ${untraced})`;

type Case = {beginning: Beginning; place: Place; fault: Fault};

test.skipIf(untraced !== null)(
	`Whichever system call of a log's life fails, or is its writer's last, nothing that was acknowledged is lost, the next writer goes on, and what went wrong is told in a sentence${skipped}.`,
	{timeout: all ? 3_600_000 : 180_000},
	async () => {
		const undisturbed = await Promise.all(
			(all ? beginnings : beginnings.filter(({typical}) => typical)).map(async beginning => ({
				beginning,
				...(await liveOn(beginning, null)),
			})),
		);
		for (const {life, verdict} of undisturbed) {
			expect([...judgeEnd(life, false), ...verdict.wrong]).toEqual([]);
			expect(unflushed(life.places)).toEqual([]);
		}

		const cases = all
			? undisturbed.flatMap(({beginning, life}) =>
					life.places.flatMap(place => faultsAt(place).map(fault => ({beginning, place, fault}))),
				)
			: representatives(undisturbed.map(({beginning, life}) => ({beginning, places: life.places})));
		const cells: Cell[] = [];
		const wrong: string[] = [];
		const sentences = new Set<string>();
		const left = [...cases];
		const work = async () => {
			for (let next = left.shift(); next; next = left.shift()) {
				const {life, verdict} = await liveThrough(next);
				const {beginning, place, fault} = next;
				cells.push({
					beginning: beginning.name,
					place,
					fault,
					ended: life.signal ? 'killed' : life.code === 0 ? 'went on' : 'told',
					counts: `${life.acknowledged ?? 0}/${verdict.kept}`,
				});
				if (life.code === 1)
					sentences.add(
						life.stderr
							.trim()
							.replace(/\/\S*\/fault-\w+/g, 'RUN')
							.replace(/\/\S*\/elsewhere-\w+\/orchestrai-rescued-\w+/, 'ELSEWHERE'),
					);
				const problems = [...judgeEnd(life, fault === 'killed'), ...verdict.wrong];
				if (problems.length > 0)
					wrong.push(`${beginning.name}, ${injectionOf(fault, place).words}: ${problems.join(' ')}`);
			}
		};
		await Promise.all(Array.from({length: availableParallelism()}, work));
		const inOrder = cases.map(one => cells.find(cell => isOf(cell, one))!);
		console.info(
			`Acknowledged/kept:\n${printMatrix(inOrder)}\n\n${[...sentences].sort().join('\n')}\n\n${count(cells)}`,
		);
		expect(wrong).toEqual([]);
		expect(cells).toHaveLength(cases.length);
	},
);

test.skipIf(untraced !== null)(
	`A flush that fails while a log is opened is told once, and nothing that may not be on the disk is called kept${skipped}.`,
	async () => {
		const beginning = beginnings.find(({name}) => name === 'a log of 3 actions')!;
		const {life, verdict} = await liveOn(beginning, {
			thread: 'worker',
			words: 'fdatasync:error=EIO:when=1',
		});
		expect(life.struck).toMatchObject({call: 'fdatasync', on: 'log.json'});
		expect([...judgeEnd(life, false), ...verdict.wrong]).toEqual([]);
		expect(life.stderr).toMatch(/Its 3 actions can be read, but may not be on the disk itself;/);
	},
);

/** What was built upon before it was on the disk, a sentence each. */
function unflushed(places: readonly Place[]): string[] {
	const wrong: string[] = [];
	const dirty = new Set<string>();
	for (const {call, on} of places) {
		const mustBeThere = {
			pwrite64: ['log.damaged.json', ...(on === 'log.json' ? ['the folder'] : [])],
			rename: [on],
			close: on === 'log.json' ? [on] : [],
		}[call];
		for (const name of mustBeThere ?? [])
			if (dirty.has(name)) wrong.push(`${call} of ${on} came before ${name} was on the disk.`);
		if (call === 'pwrite64') dirty.add(on);
		if (call === 'copy_file_range') dirty.add('log.damaged.json').add('the folder');
		if (call === 'rename' && !on.startsWith('lock')) dirty.add('the folder');
		if (call === 'fdatasync' || call === 'fsync') dirty.delete(on);
	}

	return wrong;
}

const telling: ReadonlySet<string> = new Set([
	'pwrite64',
	'fdatasync',
	'fsync',
	'ftruncate',
	'copy_file_range',
	'link',
	'rename',
	'unlink',
]);

/** Each kind of call that takes something to the disk, or names it, once; the faults in turn. */
function representatives(lives: readonly {beginning: Beginning; places: Place[]}[]): Case[] {
	const chosen = new Map<string, Omit<Case, 'fault'>>();
	for (const {beginning, places} of lives) {
		for (const place of places) {
			const kind = `${place.thread} ${place.call} ${place.on}`;
			if (!telling.has(place.call) || (place.call !== 'link' && place.on.startsWith('lock.'))) continue;
			// Of a log that is begun, the last: something was acknowledged by then.
			if (chosen.get(kind)?.beginning !== beginning && chosen.has(kind)) continue;
			chosen.set(kind, {beginning, place});
		}
	}

	const inTurn = ['EIO', 'killed', 'ENOSPC'] as const;
	return [...chosen.values()].map((one, index) => {
		const possible = faultsAt(one.place);
		const fault = inTurn[index % inTurn.length]!;
		return {...one, fault: possible.includes(fault) ? fault : 'EIO'};
	});
}

type Lived = {life: Life; verdict: Verdict};

/** The n-th call of a life is always the same but for those that wake its other thread: then it lives again. */
async function liveThrough({beginning, place, fault}: Case): Promise<Lived> {
	for (let attempt = 1; ; attempt++) {
		const lived = await liveOn(beginning, injectionOf(fault, place));
		const {struck} = lived.life;
		const met = struck?.call === place.call && struck.on === place.on;
		if (met || (fault === 'EIO from then on' && struck !== null)) return lived;
		if (attempt === 5) throw new Error(`${injectionOf(fault, place).words} never met ${place.on}.`);
	}
}

async function liveOn(beginning: Beginning, inject: Injection | null): Promise<Lived> {
	const folder = mkdtempSync(join(tmpdir(), 'fault-'));
	const traces = mkdtempSync(join(tmpdir(), 'traces-'));
	try {
		await beginning.prepare(folder);
		const path = join(folder, 'memory_log.json');
		const found = existsSync(path) ? readFileSync(path) : null;
		const life = await live(logIn(folder, 3), {folder, inject, traces});
		return {life, verdict: await judge(folder, found, life)};
	} finally {
		for (const left of [folder, traces]) rmSync(left, {recursive: true, force: true});
	}
}

function isOf(cell: Cell, {beginning, place, fault}: Case): boolean {
	return cell.beginning === beginning.name && cell.place === place && cell.fault === fault;
}

function count(cells: readonly Cell[]): string {
	const of = (ended: string) => cells.filter(cell => cell.ended === ended).length;
	return `${cells.length} faults: ${of('told')} told, ${of('went on')} survived, ${of('killed')} kills.`;
}
