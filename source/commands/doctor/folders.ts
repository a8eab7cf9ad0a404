/** Whether what the app keeps can be kept. */
import {mkdtemp, rm, stat, statfs} from 'node:fs/promises';
import {dirname, join, resolve} from 'node:path';
import {configFolder} from '../../io/library/config-folder.ts';
import {isTrusted, whatNeedsTrust} from '../../io/library/trust.ts';
import {describeFault} from '../../io/memory/file-fault.ts';
import {wordList} from '../../ui/text/figures.ts';
import {count} from '../columns.ts';
import type {Surroundings} from '../command.ts';
import {bad, type Finding, good, lacking} from './finding.ts';

/** Bytes. A run with its programs' packages takes some tens of megabytes. */
const enough = 200e6;

export async function examineFolders(
	{folder, environment}: Surroundings,
	runsDir: string,
): Promise<Finding[]> {
	const runs = resolve(folder, runsDir);
	const own = configFolder(environment);
	const [runsFault, ownFault] = await Promise.all([whyNotWritten(runs), whyNotWritten(own)]);
	return [
		runsFault === null
			? good('runs', `${runs} can be written`)
			: bad(
					'runs',
					runsFault,
					'Start the app in a folder of your own, or name another place with --runs-dir.',
				),
		ownFault === null
			? good('own folder', `${own} keeps keys and which folders you trust`)
			: lacking(
					'own folder',
					`neither keys nor trust can be kept: ${ownFault}`,
					'Mend its rights, or name another with ORCHESTRAI_CONFIG_DIR.',
				),
		await examineDisk(runs),
	];
}

/** Tried: rights alone do not tell of a file system that is read-only or full. Null if it can be written. */
async function whyNotWritten(folder: string): Promise<string | null> {
	const nearest = await nearestThere(folder);
	try {
		await rm(await mkdtemp(join(nearest, '.orchestrai-')), {recursive: true});
		return null;
	} catch (error) {
		return `${nearest} cannot be written: ${describeFault(error)}`;
	}
}

/** The folder itself, or the one in which it would be made. */
async function nearestThere(folder: string): Promise<string> {
	const there = await stat(folder).catch(() => null);
	return there !== null || dirname(folder) === folder ? folder : nearestThere(dirname(folder));
}

async function examineDisk(folder: string): Promise<Finding> {
	const disk = await statfs(await nearestThere(folder)).catch(() => null);
	if (disk === null) return good('disk', 'its free space is not told');
	const free = disk.bavail * disk.bsize;
	const says = `${free < 1e9 ? `${Math.floor(free / 1e6)} MB` : `${(free / 1e9).toFixed(1)} GB`} free`;
	return free < enough
		? lacking('disk', says, 'A run may fill it; `orchestrai runs --prune` removes old ones.')
		: good('disk', says);
}

export async function examineTrust({folder, environment}: Surroundings): Promise<Finding> {
	const question = await whatNeedsTrust(folder);
	if (question === null) return good('trust', 'nothing here needs trust');
	const {modules, providers, prices} = question;
	const parts = [
		count(modules.length, 'module'),
		count(providers.length, 'provider'),
		count(prices.length, 'price'),
	];
	const what = wordList(parts.filter(part => !part.startsWith('0 ')));
	return (await isTrusted(folder, environment))
		? good('trust', `this folder is trusted with its ${what}`)
		: lacking(
				'trust',
				`this folder has ${what}, and is not trusted yet`,
				'The next run asks; headless, --trust allows it.',
			);
}
