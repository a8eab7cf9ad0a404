/** What becomes of logs that a crash, a disk or another program harmed: their intact beginning is kept, always. */
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {type RunEvent, stamp} from '../../../source/core/events.ts';
import {openLog} from '../../../source/io/memory/log.ts';
import {isLogProblem} from '../../../source/io/memory/log-problem.ts';
import {readLog, readLogOf} from '../../../source/io/memory/reader.ts';
import {keepDamaged} from '../../../source/io/memory/repair.ts';
import {answered, finished, started} from './example-events.ts';
import {temporaryFolder} from './temporary-folder.ts';

const isWhole = process.env.ORCHESTRAI_TEST_LOG_FAULTS === 'all';

/** 50 actions, most of them short. */
const actions: RunEvent[] = [
	started,
	...Array.from({length: 48}, (_, number) =>
		number % 16 === 0
			? answered(number, 20)
			: stamp(
					{type: 'note-taken', output_name: number % 2 ? 'plän' : null, note: `note “${number}”\n`},
					number,
				),
	),
	finished(),
];

async function write(events: readonly RunEvent[]): Promise<Buffer> {
	const log = await openLog(temporaryFolder());
	if (isLogProblem(log)) throw new Error(log.problem);
	for (const event of events) log.append(event);
	await log.close();
	return readFileSync(log.path);
}

/** Offsets just behind each action. */
function endsOf(bytes: Buffer): number[] {
	return actions.map(action => {
		const line = JSON.stringify(action);
		return bytes.indexOf(line) + Buffer.byteLength(line);
	});
}

/** Always the same numbers, each below `most`. */
function seeded(most: number, count: number): number[] {
	let seed = 7;
	return Array.from({length: count}, () => {
		seed = (seed * 48_271) % 2_147_483_647;
		return seed % most;
	});
}

function flip(bytes: Buffer, bit: number): Buffer {
	const flipped = Buffer.from(bytes);
	flipped[bit >> 3]! ^= 1 << (bit & 7);
	return flipped;
}

test('A log of 50 actions that is cut at any byte opens with every action that is whole', async () => {
	const bytes = await write(actions);
	const ends = endsOf(bytes);
	const beginnings = actions.map((_, index) => JSON.stringify(actions.slice(0, index + 1)));
	for (let length = 0; length < bytes.length; length++) {
		// `npm run test:log` cuts at each; else at those around the ends of actions, and at every fourth.
		if (!isWhole && length % 4 > 0 && !ends.some(end => Math.abs(end - length) < 4)) continue;
		const log = await readLogOf(bytes.subarray(0, length), 'the log');
		const whole = ends.filter(end => end <= length).length;
		if (whole === 0) {
			expect(isLogProblem(log) && log.problem).toMatch(
				/^the log (is empty|breaks off|is not a|is damaged before)/,
			);
			continue;
		}

		if (isLogProblem(log)) throw new Error(`${length}: ${log.problem}`);
		expect(log.count).toBe(whole);
		expect(JSON.stringify(log.actions)).toBe(beginnings[whole - 1]);
		// Only the line break after the closing brackets is missing: nothing is lost.
		if (length === bytes.length - 1) expect(log.torn).toBeNull();
		else expect(log.torn!.message).toContain(`The ${whole} actions before it are whole`);
	}
});

test('Wherever a bit flips, every action before it is read; in the header, all of them', async () => {
	const bytes = await write(actions);
	const ends = endsOf(bytes);
	const header = bytes.indexOf(0x0a);
	for (const bit of [...seeded(bytes.length * 8, 500), ...seeded(header * 8 + 8, 300)]) {
		const at = bit >> 3;
		// Their lines are intact, with the commas and the breaks.
		const before = ends.filter(end => end + 1 < at).length;
		const log = await readLogOf(flip(bytes, bit), 'the log');
		if (isLogProblem(log)) {
			// A version that is not ours, or nothing whole before it.
			expect(log.kind === 'newer' ? at === bytes.indexOf(':1,') + 1 : before === 0 && at > header).toBe(true);
			expect(log.problem).toMatch(/^the log .*\./);
			continue;
		}

		expect(log.actions.slice(0, before)).toEqual(actions.slice(0, before));
		if (at <= header) expect(log.actions).toEqual(actions);
		// Within a text another letter is as good as the right one; all else is told.
		if (log.count < actions.length) expect(log.torn!.message).toMatch(/the log is damaged/);
	}
});

test('The next writer goes on behind what is whole, and keeps the log as it was beside it', async () => {
	const bytes = await write(actions);
	const ends = endsOf(bytes);
	const harmed = [
		...[ends[0]!, ends[7]! - 3, ends[20]! + 2, bytes.length - 2].map(length => bytes.subarray(0, length)),
		...[3, bytes.indexOf('run_id'), bytes.indexOf(0x0a), ends[4]! - 1, ends[4]!, ends[30]! + 1].map(at =>
			flip(bytes, at * 8 + 6),
		),
		Buffer.from(bytes.toString().replace('"note"', '"nota"')),
		Buffer.concat([bytes, Buffer.from('more')]),
	];
	for (const damaged of harmed) {
		const folder = temporaryFolder();
		const path = join(folder, 'memory_log.json');
		writeFileSync(path, damaged);
		const read = await readLog(path);
		if (isLogProblem(read)) throw new Error(read.problem);
		const log = await openLog(folder);
		if (isLogProblem(log)) throw new Error(log.problem);
		expect(log.history).toEqual(read.actions);
		expect(log.history.length).toBeGreaterThan(0);
		expect(log.repair!.message).toContain(
			`cut back to its ${read.count} whole actions; as it was, it is kept in`,
		);
		expect(readFileSync(log.repair!.copy)).toEqual(damaged);
		log.append(answered(99));
		await log.close();
		expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
			run_id: expect.stringMatching(/_engineering$/),
		});
		expect(await readLog(path)).toMatchObject({actions: [...read.actions, answered(99)], torn: null});
		expect(readdirSync(folder)).toHaveLength(2);
	}
});

test('Two damaged logs that were found at the same time, as a clock that is set back has it, are both kept', async () => {
	const path = join(temporaryFolder(), 'memory_log.json');
	const copies: string[] = [];
	for (const text of ['one', 'two', 'three']) {
		writeFileSync(path, text);
		copies.push((await keepDamaged(path, 1, new Date(0))).copy);
	}

	expect(copies.map(copy => readFileSync(copy, 'utf8'))).toEqual(['one', 'two', 'three']);
});

test('An action of a type that only a newer version can have written closes the log to this one: nothing is cut', async () => {
	const folder = temporaryFolder();
	const path = join(folder, 'memory_log.json');
	const text = (await write(actions)).toString();
	writeFileSync(path, text.replace('"type":"run-finished"', '"type":"run-dreamt"'));
	const before = readFileSync(path);
	expect(await openLog(folder)).toMatchObject({kind: 'newer', problem: expect.stringContaining('Action 50')});
	expect(readFileSync(path)).toEqual(before);
	expect(readdirSync(folder)).toEqual(['memory_log.json']);
	// As a flipped bit has it.
	writeFileSync(path, text.replace('"type":"run-finished"', '"type":"run-finishee"'));
	expect(await readLog(path)).toMatchObject({
		count: 49,
		torn: {message: expect.stringContaining('no known type')},
	});
});
