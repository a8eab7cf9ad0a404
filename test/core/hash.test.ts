import {createHash} from 'node:crypto';
import {expect, test} from 'vitest';
import {hashText} from '../../source/core/hash.ts';

test.for(['', 'é😀', 'half a character: \ud83d', 'x'.repeat(32 * 1024), `${'é😀\r\n'.repeat(20_000)}.`])(
	'A text of any length has the sha256 of its UTF-8 bytes',
	text => {
		expect(hashText(text)).toBe(createHash('sha256').update(Buffer.from(text)).digest('hex'));
	},
);
