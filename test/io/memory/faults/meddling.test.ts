/** What another program does to a log while a run writes it: it is told, and what the run made is kept beside. */
import {
	appendFileSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	symlinkSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test, vi} from 'vitest';
import {openLog} from '../../../../source/io/memory/log.ts';
import {isLogProblem} from '../../../../source/io/memory/log-problem.ts';
import {readLog} from '../../../../source/io/memory/reader.ts';
import {temporaryFolder} from '../temporary-folder.ts';
import {eventOf} from './event-of.ts';

async function mustOpen(folder: string) {
	const log = await openLog(folder);
	if (isLogProblem(log)) throw new Error(log.problem);
	return log;
}

const others = 'what another program wrote';

test.for<[string, (path: string) => void]>([
	['removed', path => rmSync(path)],
	['moved away', path => renameSync(path, `${path}.old`)],
	[
		'replaced',
		path => {
			writeFileSync(`${path}.new`, others);
			renameSync(`${path}.new`, path);
		},
	],
	['emptied', path => truncateSync(path)],
	['cut off', path => truncateSync(path, 500)],
	['written over', path => writeFileSync(path, others)],
	['appended to', path => appendFileSync(path, others)],
	[
		'replaced by a folder',
		path => {
			rmSync(path);
			mkdirSync(path);
		},
	],
	[
		'replaced by a link',
		path => {
			writeFileSync(`${path}.new`, others);
			rmSync(path);
			symlinkSync(`${path}.new`, path);
		},
	],
])('All of a run is kept beside a log that is %s meanwhile, and goes on from there', async ([, harm]) => {
	const folder = temporaryFolder();
	const log = await mustOpen(folder);
	for (const number of [0, 1, 2]) log.append(eventOf(number));
	await log.flushed();
	harm(log.path);
	const left = readdirSync(folder, {withFileTypes: true}).map(entry =>
		entry.isFile() ? readFileSync(join(folder, entry.name), 'utf8') : entry.name,
	);
	log.append(eventOf(3));
	const told = await log.flushed().catch((error: Error) => error.message);
	expect(told).toMatch(
		/memory_log\.json: .* while the run wrote it\. .* All 4 actions of the run are in .*\.rescued-.*: put that in the log’s place/,
	);
	await expect(log.close()).rejects.toThrow(told as string);

	const [name, ...more] = readdirSync(folder).filter(each => each.includes('.rescued-'));
	expect(more).toEqual([]);
	const rescued = join(folder, name!);
	// What is another's is left as it is.
	const after = readdirSync(folder, {withFileTypes: true})
		.filter(entry => entry.name !== name)
		.map(entry => (entry.isFile() ? readFileSync(join(folder, entry.name), 'utf8') : entry.name));
	expect(after).toEqual(left.filter(text => !text.startsWith('{"pid"')));

	rmSync(log.path, {recursive: true, force: true});
	renameSync(rescued, log.path);
	const again = await mustOpen(folder);
	expect(again.history).toEqual([0, 1, 2, 3].map(eventOf));
	again.append(eventOf(4));
	await again.close();
	expect(await readLog(log.path)).toMatchObject({count: 5, torn: null});
});

test('Of a run whose folder was removed all is kept elsewhere', async () => {
	const [folder, elsewhere] = [temporaryFolder(), temporaryFolder()];
	vi.stubEnv('TMPDIR', elsewhere);
	onTestFinished(() => void vi.unstubAllEnvs());
	const log = await mustOpen(folder);
	log.append(eventOf(0));
	await log.flushed();
	rmSync(folder, {recursive: true});
	log.append(eventOf(1));
	const told = await log.flushed().catch((error: Error) => error.message);
	expect(told).toMatch(/it was moved, removed or replaced while the run wrote it\. /);
	await expect(log.close()).rejects.toThrow(told as string);
	expect(existsSync(folder)).toBe(false);
	const rescued = join(elsewhere, readdirSync(elsewhere)[0]!, 'memory_log.json');
	expect(told).toContain(`All 2 actions of the run are in ${rescued}`);
	expect(await readLog(rescued)).toMatchObject({count: 2, torn: null});
});

test('A run whose folder is a link is written where that leads, and so is a log that is a link', async () => {
	const [there, here] = [temporaryFolder(), temporaryFolder()];
	symlinkSync(there, join(here, 'run'));
	const first = await mustOpen(join(here, 'run'));
	first.append(eventOf(0));
	await first.close();
	const folder = join(here, 'other');
	mkdirSync(folder);
	symlinkSync(join(there, 'memory_log.json'), join(folder, 'memory_log.json'));
	const second = await mustOpen(folder);
	second.append(eventOf(1));
	await second.close();
	expect(await readLog(join(there, 'memory_log.json'))).toMatchObject({count: 2, torn: null});
});
