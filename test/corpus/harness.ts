/** Debugs a broken program for real: only the model is scripted. */
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {splitCommand} from '../../source/core/command-line.ts';
import {OperationFailure} from '../../source/core/module.ts';
import {createWorkspace} from '../../source/io/workspace/files/folder.ts';
import {createRunner} from '../../source/io/workspace/runner.ts';
import {debuggerModule} from '../../source/modules/debugger/debugger.ts';
import {readInstallFailure} from '../../source/modules/debugger/failures/install-failure.ts';
import {createModuleContext} from '../helpers/module-context.ts';
import type {BrokenProgram} from './read-program.ts';

/** What is meant to end does so far sooner; a machine that is busy must not make it a timeout. */
const RUN_TIMEOUT = 20_000;
const INSTALL_TIMEOUT = 120_000;
const CANARY = 'nobody may touch this';

/** How a debugging went. */
export type Story = {
	end: string;
	calls: string[];
	looks: string[];
	prompts: string[];
	/** One per run and test: the command, and all that it ran on. */
	tries: string[];
	prints: string;
	says: string;
	files: Record<string, string>;
	/** What is outside the workspace that was not before, or is no longer what it was. */
	outside: string[];
};

export async function debugProgram(program: BrokenProgram): Promise<Story> {
	const root = mkdtempSync(join(tmpdir(), 'corpus-'));
	// As deep as what leads out of it with `../..` still ends up where it is seen.
	const inside = join(root, 'runs', 'run');
	mkdirSync(inside, {recursive: true});
	writeFileSync(join(root, 'canary.txt'), CANARY);
	try {
		return await debugIn(inside, program, () => changesOutside(root));
	} finally {
		rmSync(root, {recursive: true, force: true});
	}
}

async function debugIn(folder: string, program: BrokenProgram, outside: () => string[]): Promise<Story> {
	const [workspaceFolder, made, venv] = ['workspace', 'made', 'venv'].map(name => join(folder, name));
	const workspace = createWorkspace(workspaceFolder!);
	const runner = createRunner({workspace: workspaceFolder!, made: made!, venv: venv!});
	const never = new AbortController().signal;
	const story: Story = {
		end: '',
		calls: [],
		looks: [],
		prompts: [],
		tries: [],
		prints: '',
		says: '',
		files: {},
		outside: [],
	};
	const {context, seen, files} = createModuleContext({
		files: program.files,
		answers: program.endless
			? [...program.answers, ...Array.from({length: 50}, () => program.answers.at(-1)!)]
			: program.answers,
		operation: {
			debug: program.debug,
			model_config: {parameters: {}, ...program.model_config},
		},
	});

	context.runner.run = async ({command, purpose = 'run', stdin = '', timeout_ms, judge}) => {
		const {refused} = await workspace.set(context.files.current());
		if (refused.length > 0) throw new Error(`The workspace refused ${refused[0]!.path}.`);
		const split = splitCommand(command);
		if ('problem' in split) throw new Error(split.problem);
		const outcome = await runner.run(
			{
				command: split.words,
				stdin,
				timeout_ms: program.debug.run_timeout_ms ?? Math.max(RUN_TIMEOUT, timeout_ms ?? 0),
				caged: true,
				network: false,
			},
			never,
		);
		if (outcome.not_started) throw new Error(outcome.not_started.message);
		const verdict = judge?.(outcome)?.summary ?? 'works';
		story.looks.push(purpose === 'test' ? `test: ${verdict}` : verdict);
		story.tries.push(JSON.stringify([command, purpose, Object.entries(files()).sort()]));
		story.prints = outcome.stdout;
		return outcome;
	};
	context.runner.install = async options => {
		if (!('requirements' in options)) throw new Error('No program of the corpus has an install command.');
		const {requirements} = options;
		const outcome = await runner.install({requirements, timeout_ms: INSTALL_TIMEOUT}, never);
		story.looks.push(`install: ${outcome.ok ? 'works' : readInstallFailure(outcome).summary}`);
		return outcome;
	};

	try {
		const result = await debuggerModule.run(context);
		const {messages = [], by} = typeof result === 'string' ? {} : result;
		story.says = [...seen.notes, ...messages].join('\n');
		const lacked = story.says.includes('Nothing in the code needs repair');
		story.end = lacked ? 'passed on' : by === 'model' ? 'repaired' : 'works';
	} catch (error) {
		if (!(error instanceof OperationFailure)) throw error;
		story.end = error.kind;
		story.says = [...seen.notes, error.message].join('\n');
	}
	story.calls = seen.calls.map(({model}) => model ?? 'default');
	story.prompts = seen.calls.map(({prompt}) => prompt);
	story.files = files();
	story.outside = outside();
	return story;
}

function changesOutside(root: string): string[] {
	const ours = ['runs/run/workspace', 'runs/run/made', 'runs/run/venv'];
	const expected = ['canary.txt', 'runs', 'runs/run', ...ours];
	const there = readdirSync(root, {recursive: true, encoding: 'utf8'}).filter(
		path => !ours.some(folder => path.startsWith(`${folder}/`)),
	);
	const touched = readFileSync(join(root, 'canary.txt'), 'utf8') === CANARY ? [] : ['canary.txt'];
	return [...there.filter(path => !expected.includes(path)), ...touched];
}
