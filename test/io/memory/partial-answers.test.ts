import {existsSync, readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {GrowingFile} from '../../../source/io/memory/growing-file.ts';
import {createPartialAnswers} from '../../../source/io/memory/partial-answers.ts';
import {bench} from '../../helpers/crew.ts';
import {makeFolder} from '../../helpers/temp-folder.ts';

beforeEach(() => void vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']}));
afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
});

const pipeline =
	'pipeline:\n  - {module: a, inputs: [], output_name: b}\n  - {module: c, inputs: [], output_name: c}\n';
const [first, other] = [
	{output_name: 'c', attempt: 1},
	{output_name: 'c', attempt: 2},
];

function keeping() {
	const drafts = makeFolder();
	const {store} = bench(pipeline);
	const told: string[] = [];
	const partials = createPartialAnswers(drafts, {
		redact: text => text.replaceAll('secret', '[redacted]'),
		onProblem: sentence => told.push(sentence),
	});
	const on = (name: string) => partials.load({output_name: 'c', attempt: Number(name), call: 1});
	return {drafts, store, partials, told, on, stop: partials.follow(store)};
}

test('What streams is on disk within two seconds, each variant’s by itself, and gone once its call has ended.', () => {
	const {store, on, drafts} = keeping();
	store.beginText(first, 1);
	store.beginText(other, 1);
	store.pushText(first, 'It begins with a se');
	store.pushText(other, 'Otherwise');
	vi.advanceTimersByTime(2000);
	expect([on('1'), on('2')]).toEqual(['It begins with a se', 'Otherwise']);
	store.pushText(first, 'cret');
	vi.advanceTimersByTime(2000);
	expect(on('1')).toBe('It begins with a [redacted]');
	store.endText(first);
	vi.advanceTimersByTime(2000);
	expect([on('1'), on('2')]).toEqual(['', 'Otherwise']);
	expect(readdirSync(join(drafts, 'partial'))).toHaveLength(1);
});

test('Nothing is written while nothing comes, nor for an answer that is there at once.', () => {
	const {store, drafts, stop} = keeping();
	store.beginText(first, 1);
	store.pushText(first, 'quick');
	store.endText(first);
	vi.advanceTimersByTime(5000);
	expect(existsSync(join(drafts, 'partial'))).toBe(false);
	store.beginText(first, 1);
	store.pushText(first, 'slow');
	vi.advanceTimersByTime(2000);
	const [file] = readdirSync(join(drafts, 'partial'));
	const {ino} = statSync(join(drafts, 'partial', file!));
	store.pushReasoning(first, 10);
	vi.advanceTimersByTime(5000);
	expect(statSync(join(drafts, 'partial', file!)).ino).toBe(ino);
	store.endText(first);
	stop();
	expect(readdirSync(drafts)).not.toContain('partial');
});

test('A folder that cannot be written is told of once, and the run goes on.', () => {
	const file = join(makeFolder({drafts: 'a file'}), 'drafts');
	const told: string[] = [];
	const {store} = bench(pipeline);
	const partials = createPartialAnswers(file, {
		redact: text => text,
		onProblem: sentence => told.push(sentence),
	});
	partials.follow(store);
	store.beginText(first, 1);
	for (const piece of ['a', 'b', 'c']) {
		store.pushText(first, piece);
		vi.advanceTimersByTime(2000);
	}

	expect(told).toHaveLength(1);
	expect(told[0]).toContain('Could not keep what has come of an answer');
});

test('Of another try of the same call there is that try’s text alone, whether it is shorter or longer than what came before.', () => {
	const {store, on} = keeping();
	store.beginText(first, 1);
	store.pushText(first, 'old '.repeat(20_000));
	vi.advanceTimersByTime(2000);
	for (const text of ['new', 'newer '.repeat(30_000)]) {
		// The end of one and the beginning of the next fall between two times that it is written.
		store.endText(first);
		store.beginText(first, 1);
		store.pushText(first, text);
		vi.advanceTimersByTime(2000);
		expect(on('1')).toBe(text);
	}
});

test('A file that cannot be closed is told of, and takes nothing down with it.', () => {
	const {store, told, stop} = keeping();
	const close = vi.spyOn(GrowingFile.prototype, 'close').mockImplementation(() => {
		throw Object.assign(new Error('EIO: i/o error, close'), {code: 'EIO'});
	});
	for (const variant of [first, other]) {
		store.beginText(variant, 1);
		store.pushText(variant, 'some');
	}
	vi.advanceTimersByTime(2000);
	store.endText(first);
	expect(() => vi.advanceTimersByTime(2000)).not.toThrow();
	expect(stop).not.toThrow();
	expect(close).toHaveBeenCalledTimes(2);
	expect(told).toEqual([expect.stringMatching(/an answer in .*: the disk reports an input\/output error/)]);
});
