import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {isRehearsal, rehearse} from '../../../source/commands/demo/rehearsal.ts';

const pipelines = join(import.meta.dirname, '../../../pipelines');
const pipeline = readFileSync(join(pipelines, 'engineering.yml'), 'utf8');

test('Only the bundled recording of the very bundled pipeline is a rehearsal.', async () => {
	const {cassette} = await rehearse(false);
	expect(await isRehearsal({cassette, pipeline})).toBe(true);
	expect(await isRehearsal({cassette, pipeline: `${pipeline}\n`})).toBe(false);
	expect(await isRehearsal({cassette: null, pipeline})).toBe(false);
	expect(await isRehearsal({cassette: `${cassette}.copy`, pipeline})).toBe(false);
});

test('A rehearsal vouches for the recorded texts and for the command lines that ran on them.', async () => {
	const {knownHashes, knownCommands} = await rehearse(false);
	expect(knownHashes.size).toBeGreaterThan(1);
	expect([...knownCommands]).toEqual(['python3 main.py']);
});
