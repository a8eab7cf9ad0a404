import {mkdirSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {createDrafts} from '../../../source/io/memory/drafts.ts';
import {createRedactor} from '../../../source/io/memory/redact.ts';
import {temporaryFolder} from './temporary-folder.ts';

function open(folder: string) {
	const problems: string[] = [];
	const redact = createRedactor(['sk-0123456789abcdef']);
	return {drafts: createDrafts(folder, {redact, onProblem: sentence => problems.push(sentence)}), problems};
}

test('A draft is there for the next process until it is discarded, and holds no key', () => {
	const folder = join(temporaryFolder(), 'drafts');
	const name = `What shall be built? ../${'x'.repeat(500)}`;
	const {drafts, problems} = open(folder);
	expect(drafts.load(name)).toBeNull();
	drafts.save(name, 'a budget');
	drafts.save(name, 'a budget tracker, key sk-0123456789abcdef');
	drafts.save('other', 'kept');
	expect(open(folder).drafts.load(name)).toBe('a budget tracker, key [redacted]');
	drafts.discard(name);
	drafts.discard(name);
	expect(drafts.load(name)).toBeNull();
	expect(readdirSync(folder)).toEqual(['other.txt']);
	expect(problems).toEqual([]);
});

test('A draft that cannot be kept, read or removed is told in a sentence, and ends nothing', () => {
	const folder = temporaryFolder();
	const {drafts, problems} = open(folder);
	mkdirSync(join(folder, 'plan.txt'));
	drafts.save('plan', 'x');
	expect(drafts.load('plan')).toBeNull();
	drafts.discard('plan');
	const file = join(temporaryFolder(), 'file');
	writeFileSync(file, '');
	const nowhere = open(file);
	nowhere.drafts.save('plan', 'x');
	expect(problems.map(problem => problem.split(' ', 3).join(' '))).toEqual([
		'Could not keep',
		'Could not read',
		'Could not remove',
	]);
	expect(nowhere.problems[0]).toContain('Could not keep the draft of “plan”');
});
