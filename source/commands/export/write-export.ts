import {join, relative, resolve, sep} from 'node:path';
import {exportedOutputs} from '../../core/files/exported-outputs.ts';
import type {RunState} from '../../core/state/run-state.ts';
import {fileNameOf} from '../../io/memory/file-name.ts';
import {liveHolder} from '../../io/memory/lock.ts';
import {exportFiles} from '../../io/workspace/files/export-files.ts';
import {readRegularFiles} from '../../io/workspace/files/tree.ts';
import {plural, wordList} from '../../ui/text/figures.ts';
import {type Invocation, UsageError} from '../command.ts';
import {type PastState, readPastState} from '../past-state.ts';

export async function writeExport({input, flags, around}: Invocation): Promise<number> {
	const [named, target] = input;
	if (named === undefined || target === undefined) {
		throw new UsageError('name a run and a folder: `orchestrai export RUN DIR`.');
	}

	if (flags.made && flags.programOnly) {
		throw new UsageError('--program-only leaves out what --made adds: choose one of them.');
	}

	const run = await readPastState(named, String(flags.runsDir), around);
	const folder = resolve(around.folder, target);
	refuseRunFolder(run, folder);
	const say = (sentence: string) => around.stderr.write(`${sentence}\n`);
	const {program, lacking} = programOf(run.state);
	for (const path of lacking) say(`${path} is left out: the log does not hold its text.`);
	if (!flags.programOnly && [...program.keys()].some(isInOutputs)) {
		throw new Error(
			`The program has a folder ${exportedOutputs} of its own, where the outputs would go. Nothing was written; --program-only leaves the outputs out.`,
		);
	}

	const outputs = flags.programOnly ? [] : outputsOf(run.state);
	const made = flags.made && run.folder !== null ? await readMadeFiles(run.folder.made) : [];
	const files = new Map([...program, ...outputs, ...made]);
	if (files.size === 0) {
		say(`${run.id} has come to no output yet: there is nothing to export.`);
		return 0;
	}

	const exported = await exportFiles(folder, files, {force: Boolean(flags.force)});
	if ('problem' in exported) throw new Error(exported.problem);
	for (const {path, reason} of exported.refused) say(`${path} is left out, because ${reason}.`);
	for (const path of exported.replaced) say(`${path} was there with other content, and is replaced.`);
	const stage = await stageOf(run);
	if (stage !== null) say(stage);
	const left = new Set(exported.refused.map(({path}) => path));
	const written = (paths: Iterable<string>) => [...paths].filter(path => !left.has(path)).length;
	const counts = [
		plural(written(program.keys()), 'file of the program', 'files of the program'),
		...(outputs.length > 0 ? [`${plural(outputs.length, 'output')} in ${exportedOutputs}`] : []),
		...(made.length > 0
			? [`${plural(written(made.map(([path]) => path)), 'file')} that it made in ${exportedOutputs}/made`]
			: []),
	];
	around.stdout.tell(`${relative(around.folder, folder) || '.'}: ${wordList(counts)}\n`);
	return 0;
}

function isInOutputs(path: string): boolean {
	return path.toLowerCase().split('/')[0] === exportedOutputs;
}

/** A run's folder is its own: a program could replace the log. */
function refuseRunFolder({folder}: PastState, target: string): void {
	if (folder === null || !`${target}${sep}`.startsWith(`${folder.path}${sep}`)) return;
	throw new UsageError(`${target} is the run's own folder. Name another.`);
}

function programOf({workspace, texts}: RunState): {program: Map<string, Buffer>; lacking: string[]} {
	const program = new Map<string, Buffer>();
	const lacking: string[] = [];
	for (const [path, hash] of Object.entries(workspace)) {
		const text = texts.get(hash);
		if (text === undefined) lacking.push(path);
		else program.set(path, Buffer.from(text));
	}

	return {program, lacking};
}

type Entry = readonly [path: string, content: Buffer];

/** The current version of each. */
function outputsOf({operations}: RunState): Entry[] {
	return [...operations].flatMap(([name, {versions, current}]): Entry[] => {
		const text = versions[current - 1]?.text;
		return text === undefined ? [] : [[`${exportedOutputs}/${fileNameOf(name)}.md`, Buffer.from(text)]];
	});
}

async function readMadeFiles(folder: string): Promise<Entry[]> {
	const files = await readRegularFiles(folder);
	return [...files].map(([path, content]) => [`${exportedOutputs}/made/${path}`, content]);
}

/** What there is to know of a run that is not done; null of one that is. */
async function stageOf({id, folder, state}: PastState): Promise<string | null> {
	if (folder !== null && (await liveHolder(join(folder.path, 'lock'))) !== null) {
		return state.status === 'done'
			? `${id} is done, and still open elsewhere: what is changed there from now on is not in this.`
			: `${id} is still open elsewhere: this is how far it had come.`;
	}

	return state.status === 'done' ? null : `${id} is not done: this is how far it had come.`;
}
