/** The search for the canary bites: a key that is planted is found, however it is written. */
import {mkdirSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {expect, test} from 'vitest';
import {canary, canaryKey, findCanary, findCanaryOnScreen, refuseLeaks, searchFolder} from './canary.ts';
import {plainEnvironment} from './plain-environment.ts';
import {makeFolder} from './temp-folder.ts';

const long = (part: string) => `${'x'.repeat(100_001)}${part}${'y'.repeat(99)}`;

test.for([
	['as it is', canary],
	['in a header', `Authorization: Bearer ${canary}`],
	['within JSON within JSON', JSON.stringify({a: JSON.stringify({b: canary})})],
	['in a URL', `?key=${encodeURIComponent(canary)}`],
	['in hex', Buffer.from(canary).toString('hex')],
	['in capital hex', Buffer.from(canary).toString('hex').toUpperCase()],
	['in UTF-16', Buffer.from(`{"key":"${canary}"}`, 'utf16le')],
	...['', 'a', 'ab', 'abc', 'me:'].map(
		before =>
			[
				`in base64 after ${JSON.stringify(before)}`,
				Buffer.from(`${before}${canary}!`).toString('base64'),
			] as const,
	),
	['of a test’s own', canaryKey('own')],
] as const)('The key is found %s.', ([, written]) => {
	expect(findCanary(written)).not.toBeNull();
	expect(findCanary(typeof written === 'string' ? long(written) : written)).not.toBeNull();
});

test('What is no key is not taken for one.', () => {
	const [half, other] = [canary.slice(0, -1), canary.toLowerCase()];
	for (const text of ['', half, other, long('sk-canary-'), Buffer.from(half).toString('base64')]) {
		expect(findCanary(text)).toBeNull();
		expect(findCanaryOnScreen(text)).toBeNull();
	}
});

test('On a screen it is found across the end of a line, a frame, and the sequences between them.', () => {
	const [left, right] = [canary.slice(0, 20), canary.slice(20)];
	for (const between of ['\r\n', ' │\n│ ', '\u001B[12;3H', '\u001B[0m\u001B[K\r\n\u001B[38;2;1;2;3m', '…\n'])
		expect(findCanaryOnScreen(`a${left}${between}${right}b`)).not.toBeNull();
});

test('In a folder it is found in each file that holds it, and in names, but not where it belongs.', () => {
	const hidden = Buffer.from(`:${canary}`).toString('base64');
	const files = {
		'a/b/deep.bin': Buffer.concat([Buffer.alloc(9_000_000), Buffer.from(canary)]),
		'c.json': hidden,
	};
	const kept = {'.env': canary, '.config/orchestrai/credentials.json': canary};
	const folder = makeFolder();
	const planted = join(folder, 'planted');
	for (const [name, content] of Object.entries({...files, ...kept, [canary]: '', 'clean.txt': 'clean'})) {
		mkdirSync(dirname(join(planted, name)), {recursive: true});
		writeFileSync(join(planted, name), content);
	}
	symlinkSync('nowhere', join(planted, 'link'));
	try {
		expect(searchFolder(folder).map(each => each.slice(planted.length + 1))).toEqual([
			'a/b/deep.bin (as it is)',
			'c.json (in base64, at offset 2)',
			`${canary} (as it is)`,
		]);
	} finally {
		// Else this test's own folder would be refused.
		rmSync(planted, {recursive: true});
	}
});

test('What is found fails whoever asks, and names the place without the key.', () => {
	expect(() => refuseLeaks('a folder', ['log (as it is)'])).toThrow(/a folder: log \(as it is\)$/);
	expect(() => refuseLeaks('a folder', [])).not.toThrow();
	expect(() => refuseLeaks('a terminal', null)).not.toThrow();
});

test('Every program under test is given the canary, and a temporary folder that is searched in the end.', () => {
	expect(tmpdir()).toMatch(/suite-\w+$/);
	expect(plainEnvironment().OPENAI_API_KEY).toBe(canary);
});
