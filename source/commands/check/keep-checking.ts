import {dirname, join, resolve} from 'node:path';
import {systemClock} from '../../io/clock.ts';
import {watchFolders} from '../../io/folder-watch.ts';
import {isLibraryFile, libraryFolders} from '../../io/library/library-files.ts';
import {clearedScreen} from '../../io/terminal-modes.ts';
import {count} from '../columns.ts';
import type {Surroundings} from '../command.ts';
import {brokenPipe} from '../exit-code.ts';
import {onSignals} from '../run/signals.ts';
import {type Examined, examine, isSound} from './examine.ts';
import type {Format} from './formats.ts';
import {report, say} from './report.ts';

/** Where the system does not tell of changes, files are looked at so often, ms. */
const lookEvery = 1000;

/** Checks, and checks again whenever a file is saved that it depends on, until it is interrupted. */
export async function keepChecking(
	named: readonly string[],
	format: Format,
	around: Surroundings,
): Promise<number> {
	const {folder, stderr, stdout} = around;
	const isPath = (name: string) => /[/\\]|\.ya?ml$/i.test(name);
	/** What is looked into outside of the folders of the library. */
	let further = named.filter(isPath).map(each => resolve(folder, each));
	let isFirst = true;

	async function check(): Promise<void> {
		if (!isFirst) separate(around);
		isFirst = false;
		// Editors that read along know by these two lines what is of one time.
		stderr.write(`${timeNow()}  checking\n`);
		// What cannot be listed now may be there again at the next change.
		const found = await examine(named, around).catch((error: Error) => error);
		if (!(found instanceof Error)) {
			report(found, format, around);
			further = found.wanted.filter(isPath).map(each => resolve(folder, each));
		}
		const what = found instanceof Error ? `✗ ${found.message}` : `${summarize(found)}.`;
		say(`${timeNow()}  ${what} Watching; Ctrl-C ends.`, format, around);
	}

	const since = systemClock.now();
	await check();
	const watch = watchFolders({
		folders: () => [...new Set([...libraryFolders(folder), ...further.map(file => dirname(file))])],
		matters: (within, name) => isLibraryFile(folder, within, name) || further.includes(join(within, name)),
		clock: systemClock,
		changed: check,
		since,
		lookEvery,
		unwatched: why =>
			stderr.write(`The system does not tell of changes (${why}): files are looked at every second.\n`),
	});
	return new Promise((resolve, reject) => {
		const end = (code: number) => {
			for (const off of offs) off();
			watch.close();
			resolve(code);
		};
		const offs = [
			onSignals((_, code) => end(code)),
			...[stdout, stderr].map(output => output.onBroken(() => end(brokenPipe))),
		];
		watch.ended.catch(error => {
			for (const off of offs) off();
			reject(error);
		});
	});
}

/** On a terminal what was found before makes room; elsewhere it stays above. */
function separate({stdout, stderr}: Surroundings): void {
	if (stdout.isTTY) stdout.send(clearedScreen);
	else stderr.write('\n');
}

/** In the person's own time: `14:03:11`. */
function timeNow(): string {
	return new Date(systemClock.now()).toTimeString().slice(0, 8);
}

function summarize(found: Examined): string {
	const {problems, unread, verdicts} = found;
	const errors = problems.filter(({severity}) => severity === 'error').length + unread.length;
	const warnings = problems.filter(({severity}) => severity === 'warning').length;
	const parts = [
		...(errors > 0 ? [count(errors, 'error')] : []),
		...(warnings > 0 ? [count(warnings, 'warning')] : []),
	];
	const what = parts.length === 0 ? 'nothing wrong' : parts.join(', ');
	return `${isSound(found) ? '✓' : '✗'} ${what} in ${count(verdicts.length + unread.length, 'file')}`;
}
