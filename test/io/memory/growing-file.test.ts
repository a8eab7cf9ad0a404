import {readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {GrowingText} from '../../../source/core/growing-text.ts';
import {GrowingFile} from '../../../source/io/memory/growing-file.ts';
import {createRedactor} from '../../../source/io/memory/redact.ts';
import {makeFolder} from '../../helpers/temp-folder.ts';

const key = 'sk-0123456789abcdef-ß';

/** A file that is written after each piece, and what it holds then. */
function following() {
	const path = join(makeFolder(), 'text');
	const redact = createRedactor([key]);
	const text = new GrowingText();
	const file = new GrowingFile(path, redact);
	return {
		path,
		add(piece: string) {
			text.append(piece);
			file.follow(text);
			expect(readFileSync(path, 'utf8')).toBe(redact(text.toString()).toWellFormed());
		},
		close: () => file.close(),
	};
}

test('A growing text is in its file after each piece, whatever is cut by one: a key, a character, a megabyte.', () => {
	const {path, add, close} = following();
	const letters = 'Ünlike ASCII. '.repeat(3000);
	for (let round = 0; round < 5; round++) {
		add(letters);
		for (const unit of `${key}🦊`.split('')) add(unit);
	}
	add(letters.repeat(60));
	add(key.slice(0, 9));
	add(`${key.slice(9)}${letters.repeat(30)}`);
	close();
	expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('What is settled is not written again.', () => {
	const path = join(makeFolder(), 'text');
	let redacted = 0;
	const text = new GrowingText();
	const file = new GrowingFile(path, part => {
		redacted += part.length;
		return part;
	});
	for (let round = 0; round < 1000; round++) {
		text.append('x'.repeat(1000));
		file.follow(text);
	}
	file.close();
	expect(readFileSync(path, 'utf8')).toHaveLength(1_000_000);
	// Written whole each time it would be five hundred million.
	expect(redacted).toBeLessThan(60_000_000);
});
