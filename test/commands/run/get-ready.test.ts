import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {readRunFlags} from '../../../source/commands/run/flags.ts';
import {getReady} from '../../../source/commands/run/get-ready.ts';
import type {Means} from '../../../source/commands/run/means.ts';
import {openSitting} from '../../../source/commands/run/sitting.ts';
import {createRunFolder} from '../../../source/io/memory/run-folder.ts';
import {makeFolder} from '../../helpers/temp-folder.ts';

test('A new run that cannot be made ready leaves nothing behind, and nothing locked.', async () => {
	const runsDir = join(makeFolder(), 'runs');
	const folder = await createRunFolder(runsDir, 'tale', 0);
	if ('problem' in folder) throw new Error(folder.problem);
	const sitting = await openSitting(folder, []);
	const unpriced = {
		rehearsal: null,
		settings: {preflight: true},
		asked: [{output_name: 'draft', model: 'm'}],
		answering: {pricing: () => Promise.reject(new Error('The prices cannot be read.'))},
	} as unknown as Means;
	const ready = getReady(unpriced, {
		sitting,
		first: [{type: 'run-started'}] as unknown as Parameters<typeof getReady>[1]['first'],
		suggested: [],
		state: sitting.store.state(),
		flags: readRunFlags({}),
		interactive: true,
		around: {} as Parameters<typeof getReady>[1]['around'],
		request: null,
		files: 0,
	});
	await expect(ready).rejects.toThrow('The prices cannot be read.');
	expect(readdirSync(runsDir)).toEqual(['.gitignore']);
});
