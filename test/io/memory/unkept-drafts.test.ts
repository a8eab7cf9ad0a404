import {readdirSync, readFileSync} from 'node:fs';
import {afterEach, expect, test, vi} from 'vitest';
import {createUnkeptDrafts} from '../../../source/io/memory/unkept-drafts.ts';
import {temporaryFolder} from './temporary-folder.ts';

afterEach(() => void vi.unstubAllEnvs());

test('What is in its own place again leaves nothing elsewhere, and what is not is kept there still', () => {
	const elsewhere = temporaryFolder();
	vi.stubEnv('TMPDIR', elsewhere);
	const drafts = createUnkeptDrafts();
	for (let time = 0; time < 2; time++) {
		const copy = drafts.keep('plan', 'plan.txt', 'a plan')!;
		drafts.keep('code', 'code.txt', 'some code');
		expect(readFileSync(copy, 'utf8')).toBe('a plan');
		drafts.forget('code');
		expect(readFileSync(copy, 'utf8')).toBe('a plan');
		expect(drafts.left()).toEqual([`The draft of “plan” could not be kept in the run. It is in ${copy}.`]);
		drafts.forget('plan');
		expect(drafts.left()).toEqual([]);
		expect(readdirSync(elsewhere)).toEqual([]);
	}
});
