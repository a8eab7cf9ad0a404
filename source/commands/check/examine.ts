/** What is wrong with pipelines, their prompts and the settings, as data; nothing is printed. */
import {isAbsolute, relative} from 'node:path';
import {parsePipeline} from '../../core/pipeline/parse.ts';
import type {Problem} from '../../core/pipeline/problem.ts';
import {findPipeline, listOwnPipelines} from '../../io/library/pipelines.ts';
import {checkPrompted} from '../../io/library/prompted.ts';
import {checkPrompts} from '../../io/library/prompts.ts';
import {readSettings} from '../../io/library/settings.ts';
import {count} from '../columns.ts';
import type {Surroundings} from '../command.ts';
import {listModuleNames, type ModuleNames, usesModulesOf} from '../run/plan.ts';

export type Examined = {
	/** Sentences about files that look like modules and are none. */
	notes: string[];
	/** Of all files, in the order in which they are told; each once. */
	problems: Problem[];
	/** Pipelines that are not there, or cannot be read: a sentence. */
	unread: {file: string; problem: string}[];
	/** Names and paths of the pipelines that were to be looked into, also of those that are not there. */
	wanted: readonly string[];
	/** One line about each file that was looked into. */
	verdicts: {sound: boolean; text: string}[];
};

export function isSound({problems, unread}: Examined): boolean {
	return unread.length === 0 && problems.every(({severity}) => severity === 'warning');
}

/** `named`: names or paths; without any, all pipelines of the folder. */
export async function examine(named: readonly string[], around: Surroundings): Promise<Examined> {
	const {folder} = around;
	const modules = await listModuleNames(folder);
	const settings = await examineSettings(around);
	const wanted = named.length > 0 ? named : await listWanted(folder, settings.pipeline);
	const examined: Examined = {notes: modules.problems, problems: [], unread: [], wanted, verdicts: []};
	const told = new Set<string>();
	const tell = (problems: readonly Problem[]) => {
		for (const problem of problems) {
			const key = `${problem.file}:${problem.line}:${problem.column} ${problem.message}`;
			if (!told.has(key)) examined.problems.push(problem);
			told.add(key);
		}
	};
	tell(settings.problems);
	examined.verdicts.push(...settings.verdicts);
	if (wanted.length === 0) {
		examined.unread.push({
			file: 'pipeline.yml',
			problem: `There is no pipeline in ${folder}: neither pipeline.yml nor one in pipelines. \`orchestrai new pipeline NAME\` makes one; to check one that ships with the app, name it.`,
		});
	}

	for (const each of wanted) {
		const one = await examinePipeline(each, {folder, modules, settings: settings.verdicts.length === 0});
		if ('problem' in one) {
			const file = isAbsolute(each) ? relative(folder, each) : each;
			examined.unread.push({file, problem: one.problem});
		} else {
			tell(one.problems);
			examined.verdicts.push(one.verdict);
		}
	}

	return examined;
}

/** All of the folder; `configured`: the one that `run` takes by itself, which may lie elsewhere. */
async function listWanted(folder: string, configured: string | null): Promise<string[]> {
	const own = await listOwnPipelines(folder);
	if (configured === null) return own;
	const found = await findPipeline(configured, folder);
	return 'file' in found && own.includes(found.file) ? own : [...own, configured];
}

async function examinePipeline(
	named: string,
	{folder, modules, settings}: {folder: string; modules: ModuleNames; settings: boolean},
) {
	const found = await findPipeline(named, folder);
	if ('problem' in found) return found;
	const {names, writers, elsewhere} = modules;
	const shown = found.source === 'yours' ? relative(folder, found.file) : found.file;
	const parsed = parsePipeline(found.text, {
		file: shown,
		name: found.name,
		modules: names,
		writers,
		elsewhere,
	});
	const {pipeline, problems} = parsed;
	const own = [...new Set(parsed.modules)].flatMap(name => modules.userModules.get(name) ?? []);
	const prompts = [
		...(await checkPrompts(parsed.modules, folder)),
		...(await checkPrompted(own, modules.prompts)),
	];
	const all = [...problems, ...prompts.map(one => ({...one, file: relative(folder, one.file)}))];
	const errors = all.filter(({severity}) => severity === 'error').length;
	if (pipeline === null || errors > 0)
		return {problems: all, verdict: {sound: false, text: `${shown}: ${count(errors, 'error')}`}};
	const ownModules = usesModulesOf(modules, pipeline);
	const certain = settings && !ownModules ? 'nothing that would stop it' : 'nothing wrong with the file';
	const unseen = ownModules ? '; check does not load the modules of this folder' : '';
	return {
		problems: all,
		verdict: {
			sound: true,
			text: `${shown}: ${count(pipeline.operations.length, 'operation')}, ${certain}${unseen}`,
		},
	};
}

/** A verdict for each file with an error, since a run here would be refused. They need no trust to be looked at. */
async function examineSettings({
	folder,
	environment,
}: Surroundings): Promise<Pick<Examined, 'problems' | 'verdicts'> & {pipeline: string | null}> {
	const {problems, pipeline} = await readSettings({folder, environment, trusted: false});
	const wrong = problems.filter(({severity}) => severity === 'error').map(({file}) => file);
	return {
		problems,
		pipeline: pipeline?.value ?? null,
		verdicts: [...new Set(wrong)].map(file => ({
			sound: false,
			text: `${file}: ${count(wrong.filter(each => each === file).length, 'error')}`,
		})),
	};
}
