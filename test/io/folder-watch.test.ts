import {type FSWatcher, mkdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {type FolderWatchOptions, watchFolders} from '../../source/io/folder-watch.ts';
import {manualClock} from '../helpers/manual-clock.ts';
import {makeFolder} from '../helpers/temp-folder.ts';

/** Longer than things have to be quiet. */
const enough = 1000;

function watching(folder: string, options: Partial<FolderWatchOptions> = {}) {
	const clock = manualClock();
	const unwatched: string[] = [];
	let heard = 0;
	let hear = (): void => undefined;
	const watch = watchFolders({
		folders: () => [folder, join(folder, 'pipelines')],
		matters: (_, name) => name.endsWith('.yml'),
		clock,
		changed() {
			heard++;
			hear();
		},
		unwatched: why => unwatched.push(why),
		lookEvery: null,
		...options,
	});
	onTestFinished(() => watch.close());
	return {
		watch,
		clock,
		unwatched,
		heard: () => heard,
		/** Settles once a change is told that the act makes. */
		async tells(act: () => void): Promise<void> {
			const before = heard;
			const told = new Promise<void>(resolve => {
				hear = resolve;
			});
			act();
			while (heard === before) {
				await Promise.race([told, clock.sleeper(1)]);
				await clock.advance(enough);
				await Promise.race([told, new Promise(resolve => setImmediate(resolve))]);
			}
		},
	};
}

/** It watches, and what is there now is known. */
async function begun(
	folder: string,
	options: Partial<FolderWatchOptions> = {},
): Promise<ReturnType<typeof watching>> {
	const watch = watching(folder, {since: 0, ...options});
	await watch.tells(() => undefined);
	return watch;
}

test('A file that matters is told of once each time it is made, saved in place, saved by rename and deleted.', async () => {
	const folder = makeFolder({'pipelines/a.yml': 'one'});
	const {tells, heard} = await begun(folder);
	const file = join(folder, 'pipelines/a.yml');
	const first = heard();
	await tells(() => writeFileSync(file, 'two, longer'));
	await tells(() => {
		writeFileSync(join(folder, 'pipelines/.a.yml.swp~'), 'three');
		rmSync(file);
		renameSync(join(folder, 'pipelines/.a.yml.swp~'), file);
	});
	await tells(() => writeFileSync(join(folder, 'pipelines/b.yml'), ''));
	await tells(() => rmSync(file));
	expect(heard() - first).toBe(4);
});

test('What does not matter is not told of, nor is a file that is as it was.', async () => {
	const folder = makeFolder({'pipelines/a.yml': 'one', 'pipelines/note.txt': ''});
	const {tells, heard, clock} = await begun(folder);
	const first = heard();
	writeFileSync(join(folder, 'pipelines/half.yml'), 'gone at once');
	rmSync(join(folder, 'pipelines/half.yml'));
	await clock.sleeper(1);
	await clock.advance(enough);
	// Time to look, were it told of.
	for (let turn = 0; turn < 50; turn++) await new Promise(resolve => setImmediate(resolve));
	await tells(() => {
		writeFileSync(join(folder, 'pipelines/note.txt'), 'more');
		mkdirSync(join(folder, 'runs'));
		writeFileSync(join(folder, 'runs/a.yml'), 'elsewhere');
		writeFileSync(join(folder, 'pipelines/a.yml'), 'two');
	});
	await tells(() => writeFileSync(join(folder, 'pipelines/a.yml'), 'three, longer'));
	expect(heard() - first).toBe(2);
});

test('A folder may come, go, come back and be replaced: what is in it is told of again.', async () => {
	const folder = makeFolder();
	writeFileSync(join(folder, 'a.yml'), '');
	const {tells} = await begun(folder);
	const pipelines = join(folder, 'pipelines');
	for (let time = 0; time < 2; time++) {
		await tells(() => {
			mkdirSync(pipelines);
			writeFileSync(join(pipelines, 'a.yml'), 'one');
		});
		await tells(() => writeFileSync(join(pipelines, 'a.yml'), 'two, longer'));
		await tells(() => rmSync(pipelines, {recursive: true}));
	}

	await tells(() => {
		mkdirSync(join(folder, 'other'));
		writeFileSync(join(folder, 'other/a.yml'), 'three');
		renameSync(join(folder, 'other'), pipelines);
	});
	await tells(() => writeFileSync(join(pipelines, 'a.yml'), 'four, longer'));
});

test('What changed since a moment before it began is told of at once; what is older is not.', async () => {
	const folder = makeFolder({'a.yml': 'one'});
	const late = watching(folder, {since: Date.now() + 60_000});
	const early = watching(folder, {since: Date.now() - 60_000});
	await early.tells(() => undefined);
	expect([early.heard(), late.heard()]).toEqual([1, 0]);
});

test('Where the system cannot tell, that is said once, and files are looked at now and then, if that is wanted.', async () => {
	const folder = makeFolder({'pipelines/a.yml': 'one'});
	const failing = (): FSWatcher => {
		throw Object.assign(new Error('System limit for number of file watchers reached'), {code: 'ENOSPC'});
	};
	const watch = failing as unknown as FolderWatchOptions['watch'];
	const none = await begun(folder, {watch});
	const looking = await begun(folder, {watch, lookEvery: 500});
	await looking.tells(() => writeFileSync(join(folder, 'pipelines/a.yml'), 'two, longer'));
	const said = ['as many are watched on this machine as may be (ENOSPC)'];
	expect([none.unwatched, looking.unwatched]).toEqual([said, said]);
	await none.clock.advance(60_000);
	expect(none.heard()).toBe(1);
});

test('Once it is closed nothing of it is left: no watch, no sleeper, no word.', async () => {
	const watches = () => process.getActiveResourcesInfo().filter(name => name === 'FSEventWrap').length;
	const before = watches();
	const folder = makeFolder({'pipelines/a.yml': 'one'});
	const {watch, heard, clock} = await begun(folder);
	expect(watches()).toBeGreaterThan(before);
	const told = heard();
	watch.close();
	await watch.ended;
	// They are gone a turn or two after they were closed.
	while (watches() > before) await new Promise(resolve => setImmediate(resolve));
	writeFileSync(join(folder, 'pipelines/a.yml'), 'two');
	await clock.advance(60_000);
	expect(heard()).toBe(told);
});

test('Where other folders are to be watched after a change it is told once more: files may have gone before they were.', async () => {
	const folder = makeFolder({'pipelines/a.yml': '', 'further/b.yml': ''});
	let folders = [join(folder, 'pipelines')];
	const again = Promise.withResolvers<void>();
	let told = 0;
	watching(folder, {
		since: 0,
		folders: () => folders,
		changed() {
			if (++told > 1) return again.resolve();
			folders = [join(folder, 'pipelines'), join(folder, 'further')];
			rmSync(join(folder, 'pipelines/a.yml'));
			rmSync(join(folder, 'further/b.yml'));
		},
	});
	await again.promise;
	expect(told).toBe(2);
});
