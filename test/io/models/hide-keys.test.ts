import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {ModelAnswer, ModelFault, ModelPiece} from '../../../source/core/ports.ts';
import {hideKeys} from '../../../source/io/models/hide-keys.ts';

const secrets = ['sk-one-0123456789', 'sk-one-0123456789-and-more', 'pass"word-0123456789', 'short'];
const answer = {model: 'm', usage: null, cost_usd: null, finish_reason: 'stop', notes: []};

/** What comes out of these pieces: the text as it was streamed, and the answer. */
async function throughout(pieces: string[]): Promise<{streamed: string; answered: string}> {
	async function* model(): AsyncGenerator<ModelPiece> {
		for (const text of pieces) yield {type: 'text', text};
		yield {type: 'answered', answer: {...answer, text: pieces.join('')} satisfies ModelAnswer};
	}
	let [streamed, answered] = ['', ''];
	for await (const piece of hideKeys(model(), secrets)) {
		if (piece.type === 'text') streamed += piece.text;
		if (piece.type === 'answered') answered = piece.answer.text;
	}
	return {streamed, answered};
}

test('A key is hidden at every point where it may be cut in two, or in three.', async () => {
	const text = `You sent sk-one-0123456789-and-more, "pass\\"word-0123456789" and short.`;
	const clean = 'You sent [redacted], "[redacted]" and short.';
	for (let first = 0; first <= text.length; first++) {
		for (const second of [first, first + 1, first + 9, text.length]) {
			const pieces = [text.slice(0, first), text.slice(first, second), text.slice(second)];
			expect(await throughout(pieces)).toEqual({streamed: clean, answered: clean});
		}
	}
});

test('What is streamed is always what is answered, and nothing but keys is missing.', async () => {
	const piece = fc.constantFrom(
		's',
		'sk-',
		'sk-one-0123456789',
		'-and-more',
		'sk-one-01234',
		'56789',
		'a',
		'',
		'pass"',
	);
	await fc.assert(
		fc.asyncProperty(fc.array(piece, {maxLength: 12}), async pieces => {
			const {streamed, answered} = await throughout(pieces);
			expect(streamed).toBe(answered);
			for (const secret of secrets.slice(0, 3)) expect(streamed).not.toContain(secret);
			if (!secrets.slice(0, 3).some(secret => pieces.join('').includes(secret)))
				expect(streamed).toBe(pieces.join(''));
		}),
		{numRuns: 300},
	);
});

test('The beginning of what could be a key is not kept back for ever, and a failed answer’s part is clean too.', async () => {
	const fault = {kind: 'cut', message: '', partial: `a ${secrets[0]}`} as unknown as ModelFault;
	async function* model(): AsyncGenerator<ModelPiece> {
		yield {type: 'text', text: 'Ends in sk-one-'};
		yield {type: 'reasoning', text: 'hm'};
		yield {type: 'failed', fault};
	}
	const pieces = await Array.fromAsync(hideKeys(model(), secrets));
	expect(pieces).toEqual([
		{type: 'text', text: 'Ends in '},
		{type: 'reasoning', text: 'hm'},
		{type: 'text', text: 'sk-one-'},
		{type: 'failed', fault: {...fault, partial: 'a [redacted]'}},
	]);
});
