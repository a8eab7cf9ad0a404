/** Pipelines by name or by path: the person's own, then those that ship with the app. */
import {readdir} from 'node:fs/promises';
import {basename, dirname, join, parse, relative, resolve, sep} from 'node:path';
import {byName} from '../../core/by-name.ts';
import {parsePipeline} from '../../core/pipeline/parse.ts';
import type {Pipeline} from '../../core/pipeline/pipeline.ts';
import type {Problem} from '../../core/pipeline/problem.ts';
import {suggest} from '../../core/pipeline/suggest.ts';
import {describeFault, faultCode} from '../memory/file-fault.ts';
import {bundle} from './assets.ts';
import {readParsedPipelines} from './parsed-pipelines.ts';
import {readTextFile, type Unreadable} from './read-text-file.ts';

export type Source = 'yours' | 'bundled';

/** `name` is the file's, without its ending; `file` is absolute. */
export type PipelineFile = {name: string; file: string; source: Source; text: string};

export type PipelineEntry = {
	/** What `run` takes to run it. */
	name: string;
	description: string | null;
	file: string;
	source: Source;
	/** Null if it cannot be read, or is wrong. */
	pipeline: Pipeline | null;
	/** Why it is null: a sentence. */
	problem: string | null;
	/** What was found in it, warnings included, in the order of its lines. */
	problems: readonly Problem[];
};

/** The names that a pipeline may use; without them only what stands in the file itself is checked. */
export type KnownModules = {names: ReadonlySet<string>; writers: ReadonlySet<string>};

type Spot = {file: string; source: Source};

const endings = ['.yml', '.yaml'];
const endsAsYaml = /\.ya?ml$/i;
/** YAML that lies beside pipelines and is none. */
const notPipelines = /^(orchestrai|config)\.ya?ml$/i;
const mostNamed = 20;

/**
 * Finds and reads a pipeline. With a separator or `.yml`, `.yaml` at its end it is a path; else a name, looked
 * for in `./pipelines`, then in the app. Null means `./pipeline.yml`. What is there and cannot be read is a
 * problem, never passed over for another.
 */
export async function findPipeline(named: string | null, folder: string): Promise<PipelineFile | Unreadable> {
	for (const spot of spotsOf(named, folder)) {
		const read = await readTextFile(spot.file);
		if (read === null) continue;
		if ('problem' in read) return {problem: `${read.problem}${await nameThoseWithin(spot.file, folder)}`};
		return {name: parse(spot.file).name, ...spot, text: read.text};
	}
	return {problem: await describeAbsence(named, folder)};
}

/** One that ships with the app, whatever the folder calls by its name. */
export async function findBundledPipeline(name: string): Promise<PipelineFile | Unreadable> {
	const file = join(bundle.pipelines, `${name}.yml`);
	const read = await readTextFile(file);
	if (read === null)
		return {problem: `The app's own ${name}.yml is missing in ${bundle.pipelines}: install it again.`};
	return 'problem' in read ? read : {name, file, source: 'bundled', text: read.text};
}

function spotsOf(named: string | null, folder: string): Spot[] {
	const own = join(folder, 'pipelines');
	if (named === null) return endings.map(ending => yours(join(folder, `pipeline${ending}`)));
	if (/[/\\]/.test(named)) return [yours(resolve(folder, named))];
	if (endsAsYaml.test(named)) return [yours(join(folder, named)), yours(join(own, named))];
	return [
		...endings.map(ending => yours(join(own, named + ending))),
		...endings.map((ending): Spot => ({file: join(bundle.pipelines, named + ending), source: 'bundled'})),
	];
}

function yours(file: string): Spot {
	return {file, source: 'yours'};
}

/** Where a folder was named: the pipelines in it, as the end of the sentence that says so. */
async function nameThoseWithin(path: string, folder: string): Promise<string> {
	const files = (await nearby(path)).map(file => shownPath(join(path, file), folder));
	return files.length === 0 ? '' : ` Name a file in it: ${files.slice(0, mostNamed).join(', ')}.`;
}

async function describeAbsence(named: string | null, folder: string): Promise<string> {
	if (named !== null && /^https?:\/\//i.test(named))
		return `A pipeline is a file of this machine, and ${named} is none: fetch it first, with \`curl --location --remote-name ${named}\`, and read it.`;
	if (named !== null && /[/\\]/.test(named)) {
		const path = resolve(folder, named);
		return `There is no file ${path}.${didYouMean(await nearestFile(path, folder))}`;
	}
	const loose = (await nearby(folder)).filter(file => !notPipelines.test(file));
	const names = [...new Set([...loose, ...(await listSpots(folder)).map(({name}) => name)])];
	const there = names.length === 0 ? '' : ` There are: ${names.slice(0, mostNamed).join(', ')}.`;
	if (named === null)
		return `No pipeline is named, and there is no pipeline.yml in ${folder}.${there} Name one of them, as in \`orchestrai run story\`, or make one: \`orchestrai new pipeline NAME\`.`;
	const near =
		suggest(named, names) ?? suggest(named, loose.map(withoutEnding)) ?? suggest(withoutEnding(named), names);
	const meant = loose.find(file => withoutEnding(file) === near) ?? near;
	const where = endsAsYaml.test(named)
		? `in ${folder} or its folder pipelines`
		: `in ${join(folder, 'pipelines')} or in the app`;
	return `There is no pipeline ${named} ${where}.${didYouMean(meant)}${there}`;
}

/** A file of nearly this path, as one would type it: of this name elsewhere, or of nearly this name there. */
async function nearestFile(path: string, folder: string): Promise<string | null> {
	const wanted = basename(path);
	const folders = [...new Set([dirname(path), folder, join(folder, 'pipelines')])];
	const files = (
		await Promise.all(folders.map(async each => (await nearby(each)).map(file => join(each, file))))
	).flat();
	const near = files.some(file => basename(file) === wanted)
		? wanted
		: suggest(
				wanted,
				files.map(file => basename(file)),
			);
	const found = files.find(file => basename(file) === near);
	return found === undefined ? null : shownPath(found, folder);
}

function shownPath(path: string, folder: string): string {
	const way = relative(folder, path);
	return way.startsWith('..') ? path : `.${sep}${way}`;
}

function withoutEnding(file: string): string {
	return file.replace(endsAsYaml, '');
}

function didYouMean(near: string | null): string {
	return near === null ? '' : ` Did you mean ${near}?`;
}

/** For advice alone: a folder that cannot be listed, or is none, has nothing to advise. */
function nearby(folder: string): Promise<string[]> {
	return listYaml(folder).catch(() => []);
}

/** The files of the person's own pipelines, absolute: `pipeline.yml` of the folder, then those in its `pipelines`. */
export async function listOwnPipelines(folder: string): Promise<string[]> {
	return (await listSpots(folder)).flatMap(({file, source}) => (source === 'yours' ? [file] : []));
}

/** All pipelines, the person's own first; one of theirs hides a bundled one of the same name. */
export async function listPipelines(folder: string, known: KnownModules | null): Promise<PipelineEntry[]> {
	const [spots, parsed] = await Promise.all([
		listSpots(folder),
		known ? readParsedPipelines(known) : new Map<string, Pipeline>(),
	]);
	return Promise.all(spots.map(spot => describe(spot, known, parsed)));
}

async function listSpots(folder: string): Promise<(Spot & {name: string})[]> {
	const inFolder = (await listYaml(folder)).filter(file => /^pipeline\.ya?ml$/i.test(file));
	const found = [
		...inFolder.map(file => ({...yours(join(folder, file)), name: file})),
		...(await listYaml(join(folder, 'pipelines'))).map(file => ({
			...yours(join(folder, 'pipelines', file)),
			name: parse(file).name,
		})),
		...(await listYaml(bundle.pipelines)).map(file => ({
			file: join(bundle.pipelines, file),
			source: 'bundled' as const,
			name: parse(file).name,
		})),
	];
	return found.filter((spot, index) => found.findIndex(({name}) => name === spot.name) === index);
}

/** `.yml` before `.yaml`, as they are looked for. */
async function listYaml(folder: string): Promise<string[]> {
	try {
		const files = (await readdir(folder)).filter(file => endsAsYaml.test(file) && !file.startsWith('.'));
		return files.sort((a, b) => byName(parse(a).name, parse(b).name) || byName(b, a));
	} catch (error) {
		if (faultCode(error) === 'ENOENT' || faultCode(error) === 'ENOTDIR') return [];
		throw new Error(`The pipelines in ${folder} could not be listed: ${describeFault(error)}.`, {
			cause: error,
		});
	}
}

async function describe(
	{name, file, source}: Spot & {name: string},
	known: KnownModules | null,
	parsed: ReadonlyMap<string, Pipeline>,
): Promise<PipelineEntry> {
	const entry = {name, file, source, description: null, pipeline: null, problems: []};
	const read = await readTextFile(file);
	if (read === null) return {...entry, problem: `${file} is gone.`};
	if ('problem' in read) return {...entry, problem: read.problem};
	const ready = source === 'bundled' ? parsed.get(read.text) : undefined;
	if (ready) return {...entry, description: ready.description, pipeline: ready, problem: null};
	const {pipeline, problems} = parsePipeline(read.text, {
		file,
		...(known ? {modules: known.names, writers: known.writers} : {}),
	});
	const first = problems.find(({severity}) => severity === 'error');
	return {
		...entry,
		description: pipeline?.description ?? null,
		pipeline,
		problem: first ? `Line ${first.line}: ${first.message}` : null,
		problems,
	};
}
