import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import type {RunEvent} from '../../../source/core/events.ts';
import {createPlayback} from '../../../source/core/playback/playback.ts';
import {recordedEvents} from '../../../source/core/playback/recorded-events.ts';
import {openLog} from '../../../source/io/memory/log.ts';
import {isLogProblem, type LogProblem} from '../../../source/io/memory/log-problem.ts';
import {type OpenRecording, openRecording} from '../../../source/io/memory/open-recording.ts';
import {createPartialAnswers} from '../../../source/io/memory/partial-answers.ts';
import {readLog} from '../../../source/io/memory/reader.ts';
import {answered, finished, started} from './example-events.ts';
import {temporaryFolder} from './temporary-folder.ts';

const timed = (number: number): RunEvent => {
	const event = answered(number);
	const prompt = '"duration_ms":99999999, "timing":[[7,7]], not of the answer';
	return {
		...event,
		prompt,
		duration_ms: 9000,
		timing: [
			[100, 1],
			[8000, 9],
		],
	} as RunEvent;
};
const actions = [
	started,
	answered(1, 20),
	timed(20_000),
	answered(19_000),
	{...answered(5), output_name: 'ä“\\"]'},
	finished(),
];

async function write(events: readonly RunEvent[]): Promise<{path: string; bytes: Buffer}> {
	const log = await openLog(temporaryFolder());
	if (isLogProblem(log)) throw new Error(log.problem);
	for (const event of events) log.append(event);
	await log.close();
	return {path: log.path, bytes: readFileSync(log.path)};
}

async function mustOpen(path: string): Promise<OpenRecording> {
	const opened = await openRecording(path);
	if (isLogProblem(opened)) throw new Error(opened.problem);
	onTestFinished(opened.close);
	return opened;
}

function allOf({recording}: OpenRecording) {
	const indices = Array.from({length: recording.count()}, (_, index) => index);
	return {events: indices.map(recording.at), glances: indices.map(recording.glance)};
}

test('A log is known by the heads of its lines, and each of its actions is read when it is wanted', async () => {
	const {path} = await write(actions);
	const opened = await mustOpen(path);
	const {events, glances} = allOf(opened);
	expect(events).toEqual(actions);
	const plain = recordedEvents(actions);
	expect(glances).toEqual(actions.map((_, index) => plain.glance(index)));
	expect(glances[2]!.bursts).toHaveLength(2);
	expect(opened.notes).toEqual([]);
	// Backwards, when the first ones are no longer kept in memory.
	for (let index = actions.length - 1; index >= 0; index--)
		expect(opened.recording.at(index)).toEqual(actions[index]);
});

test('Truncated, or with a bit flipped, a log plays its intact beginning, and says so, or is refused with a sentence', async () => {
	const {bytes} = await write(actions);
	const path = join(temporaryFolder(), 'log.json');
	const hold = async (damaged: Buffer) => {
		writeFileSync(path, damaged);
		const opened = await openRecording(path);
		const read = await readLog(path);
		if (isLogProblem(opened)) {
			expect(opened.problem).toBe((read as LogProblem).problem);
			return;
		}

		if (isLogProblem(read)) throw new Error(read.problem);
		expect(allOf(opened).events).toEqual(read.actions);
		expect(opened.notes).toEqual(read.torn ? [read.torn.message] : []);
		await opened.close();
	};
	for (let length = 0; length < bytes.length; length += 61) await hold(bytes.subarray(0, length));
	for (let bit = 0; bit < bytes.length * 8; bit += 1009) {
		const flipped = Buffer.from(bytes);
		flipped[bit >> 3]! ^= 1 << (bit & 7);
		await hold(flipped);
	}
});

test('In a large log damage in the middle is met when the playback gets there, and what is before it is played', async () => {
	const large = [started, ...[1, 2, 3, 4, 5].map(number => answered(number, 1_600_000)), finished()];
	const {path, bytes} = await write(large);
	expect(bytes.length).toBeGreaterThan(16 * 1024 * 1024);
	const whole = createPlayback((await mustOpen(path)).recording, {now: () => 0});
	whole.toEnd();
	expect(whole.moment()).toMatchObject({actions: 7, problem: null});

	bytes.write('"', bytes.indexOf('output_3') + 500_000);
	writeFileSync(path, bytes);
	const opened = await mustOpen(path);
	expect(opened.recording.count()).toBe(7);
	expect(() => opened.recording.at(3)).toThrow(
		/^Action 4 of .* is not readable: .* The 3 actions before it are whole/,
	);
	const playback = createPlayback(opened.recording, {now: () => 0});
	playback.toEnd();
	expect(playback.moment()).toMatchObject({actions: 3, problem: expect.stringContaining('Action 4')});
});

test('A log that is being written is read on, with what has come of its calls, until it is let go', async () => {
	const folder = temporaryFolder();
	const log = await openLog(folder);
	if (isLogProblem(log)) throw new Error(log.problem);
	log.append(started);
	await log.flushed();
	const opened = await mustOpen(log.path);
	const {recording, readOn} = opened;
	expect([recording.count(), recording.growing(), await readOn()]).toEqual([1, true, false]);
	log.append(answered(1));
	log.append(answered(2, 30_000));
	await log.flushed();
	expect([await readOn(), recording.count(), recording.growing()]).toEqual([true, 3, true]);

	const of = {output_name: 'output_1', attempt: 1, call: 2};
	expect(recording.partial(of)).toBeNull();
	mkdirSync(join(folder, 'drafts/partial'), {recursive: true});
	const partials = createPartialAnswers(join(folder, 'drafts'), {redact: text => text, onProblem() {}});
	expect(partials.load(of)).toBe('');
	writeFileSync(join(folder, 'drafts/partial/output_1.1.2.txt'), 'so far');
	expect(recording.partial(of)).toBe('so far');

	log.append(finished());
	await log.close();
	expect([await readOn(), recording.count(), recording.growing()]).toEqual([true, 4, false]);
	expect(allOf(opened).events).toEqual([started, answered(1), answered(2, 30_000), finished()]);
});

test('A file that lies beside a folder named lock, or is not laid out by lines, is played as well', async () => {
	const {path} = await write(actions);
	const folder = temporaryFolder();
	mkdirSync(join(folder, 'lock'));
	const copy = join(folder, 'copy.json');
	writeFileSync(copy, readFileSync(path));
	expect(allOf(await mustOpen(copy)).events).toEqual(actions);
	writeFileSync(copy, JSON.stringify(JSON.parse(readFileSync(path, 'utf8')), null, 2));
	expect(allOf(await mustOpen(copy)).events).toEqual(actions);
});
