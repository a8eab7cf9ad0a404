import {expect, test} from 'vitest';
import {foreignIn} from './foreign-sequences.ts';
import {payloads} from './payloads.ts';

/** These hold nothing that acts or hides: they only look odd. */
const harmless = [
	'two hundred marks on one letter',
	'a grapheme of a thousand units',
	'bytes that were no UTF-8',
];

test('Not one payload would pass for something the app says.', () => {
	expect(Object.keys(payloads).length).toBeGreaterThanOrEqual(60);
	for (const [name, payload] of Object.entries(payloads)) {
		const found = foreignIn(`before ${payload} after`, {screen: true, window: !/OSC|title|clip/.test(name)});
		if (harmless.includes(name)) expect.soft(found, name).toEqual([]);
		else expect.soft(found, name).not.toEqual([]);
	}
});

test('What the app says to a terminal passes, and its parts alone do not.', () => {
	const frame = '\u001B[?2026h\u001B[2;5H\u001B[1mbold\u001B[22m ├─ 👩‍💻 1️⃣\u001B[K\u001B[?2026l\n';
	const title = '\u001B]2;OrchestrAI ␛\u0007\u0007\u001B]9;It waits\u0007\u001B]52;c;eA==\u0007';
	expect(foreignIn(frame, {screen: true})).toEqual([]);
	expect(foreignIn(frame)).not.toEqual([]);
	expect(foreignIn(title, {window: true})).toEqual([]);
	expect(foreignIn(title, {screen: true})).not.toEqual([]);
	expect(foreignIn('\u001B]2;a\u202Eb\u0007', {window: true})).not.toEqual([]);
});
