/** A disk that is full while a person is at the screen. */
import {mkdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {gate} from '../helpers/model-server.ts';
import {mountSmallDisk} from '../helpers/small-disk.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aModel, answeredBy} from './a-person.ts';
import {anAppInAShell, leavesItClean} from './in-a-shell.ts';

const twoBranches = `pipeline:
  - {module: storyteller, inputs: [], output_name: tale}
  - {module: start_module, inputs: [], output_name: request}
`;

test('When the disk is full the screen goes with a sentence, and tells where the answer is, and what was being typed.', async context => {
	const folder = makeFolder({'pipeline.yml': twoBranches, 'elsewhere/.keep': ''});
	mkdirSync(join(folder, 'runs'));
	const disk = mountSmallDisk(join(folder, 'runs'));
	if (disk === null) return context.skip();
	const answered = gate();
	const model = await aModel(async () => {
		await answered.opened;
		return {text: 'Once upon a time. '.repeat(300)};
	});
	const {terminal} = await anAppInAShell(['run', '--no-preflight', ...answeredBy(model)], {
		folder,
		env: {TMPDIR: join(folder, 'elsewhere')},
	});
	await terminal.until('request asks');
	disk.fill();
	terminal.type('A tale of a half');
	await terminal.until('> A tale of a half');
	answered.open();
	const screen = (await leavesItClean(1, terminal)).replaceAll('\n', '');
	expect(screen).toMatch(
		/orchestrai: Could not write the memory log .*the disk is full \(ENOSPC\)\. Its first \d+ actions are kept/,
	);
	const where = (what: string) => new RegExp(`(/\\S+/elsewhere/\\S+/${what})`).exec(screen)![1]!;
	expect(readFileSync(where('request.answer.txt'), 'utf8')).toBe('A tale of a half');
	expect(readFileSync(where('memory_log.json'), 'utf8')).toContain('Once upon a time. Once upon a time. ');
});
