import {describe, expect, test} from 'vitest';
import {readFileAnswer} from '../../../source/modules/file-answer.ts';
import {readCorpus} from './corpus/read-corpus.ts';

const corpus = readCorpus();
type Case = (typeof corpus)[number];

/** An answer longer than this is not cut at each of its characters, but at each line and so many others. */
const LONG = 2500;
const CUTS = 200;

const newlines = [
	['LF', '\n'],
	['CRLF', '\r\n'],
] as const;

test('the corpus holds the formats met in practice', () => {
	expect(corpus.length).toBeGreaterThanOrEqual(75);
	expect(new Set(corpus.map(({title}) => title)).size).toBe(corpus.length);
});

describe.each(newlines)('an answer with %s', (_, newline) => {
	test.each(corpus)('is understood: $title', example => {
		const read = readFileAnswer(example.answer.replaceAll('\n', newline), filesBefore(example));
		expect({
			files: Object.fromEntries(read.files),
			deleted: read.deletions,
			truncated: [...read.truncated, ...read.cutAgain],
			unnamed: read.unnamed.length,
			refused: read.refused.map(({path}) => path),
		}).toEqual({
			files: example.files,
			deleted: example.deleted,
			truncated: example.truncated,
			unnamed: example.unnamed,
			refused: example.refused.map(({path}) => path),
		});
		for (const [index, {reason}] of example.refused.entries())
			expect(read.refused[index]!.reason).toContain(reason);
	});

	test.each(corpus)(
		'gives no file that it does not hold, and no part of one, wherever it is cut: $title',
		example => {
			const answer = example.answer.replaceAll('\n', newline);
			const wrong = new Map<string, number>();
			let count = 0;
			for (const end of cutsOf(answer)) {
				for (const fault of faultsOf(example, answer.slice(0, end))) {
					count++;
					if (!wrong.has(fault)) wrong.set(fault, end);
				}
			}

			const told = [...wrong].map(
				([fault, end]) =>
					`cut at ${end}, behind ${JSON.stringify(answer.slice(0, end).slice(-40))}: ${fault}`,
			);
			expect(count, told.join('\n')).toBe(example.undetected);
		},
	);
});

function filesBefore({now}: Case): Map<string, string> {
	return new Map(Object.entries(now));
}

/** What a cut answer gives that the whole one does not hold. */
function faultsOf(example: Case, cut: string): string[] {
	const {files, deletions} = readFileAnswer(cut, filesBefore(example));
	const held = [...Object.entries(example.files).map(([path, text]) => ({path, text})), ...example.earlier];
	return [
		...[...files]
			.filter(([path, text]) => !held.some(each => each.path === path && each.text === text))
			.map(([path, text]) => `${path} with ${JSON.stringify(text)}`),
		...deletions.filter(path => !example.deleted.includes(path)).map(path => `the deletion of ${path}`),
	];
}

/** Every cut of a short answer; of a long one those at its lines and some that are always the same. */
function cutsOf(answer: string): number[] {
	if (answer.length <= LONG) return Array.from({length: answer.length}, (_, index) => index);
	const lineEnds = [...answer.matchAll(/\n/g)].flatMap(({index}) => [index, index + 1]);
	let seed = 1;
	const others = Array.from({length: CUTS}, () => {
		seed = (seed * 48_271) % 2_147_483_647;
		return seed % answer.length;
	});
	return [...new Set([...lineEnds, ...others])];
}
