import {expect, test} from 'vitest';
import type {RunEvent} from '../../../source/core/events.ts';
import {holdsLongText, writeInPortions} from '../../../source/io/memory/long-action.ts';
import {createRedactor} from '../../../source/io/memory/redact.ts';

const note = (text: string, more = {}) =>
	({
		type: 'note-taken',
		timestamp: '2026-01-01T00:00:00.000Z',
		response: text,
		left: undefined,
		...more,
	}) as unknown as RunEvent;

test('A long action that is written in portions is the same line, without the keys, as if it were written at once.', () => {
	const key = 'sk-0123456789"abcdef';
	const redact = createRedactor([key]);
	// Of odd length, so that portions would cut characters in two; with half a character, which JSON escapes.
	const text = `x${`🦊"\\\n\u0007${key} ü`.repeat(60_000)}\ud83d`;
	const action = note(text, {usage: {input_tokens: 1, output_tokens: 2}, list: [key]});
	const parts = [...writeInPortions(action, redact)];
	expect(parts.join('')).toBe(redact(JSON.stringify(action)));
	expect(parts.join('')).not.toContain('0123456789');
	for (const part of parts) expect(part.length).toBeLessThan(400_000);
});

test('Only what holds a text of more than a megabyte counts as long.', () => {
	expect(holdsLongText(note('x'.repeat(1024 * 1024)))).toBe(false);
	expect(holdsLongText(note('x'.repeat(1024 * 1024 + 1)))).toBe(true);
});
