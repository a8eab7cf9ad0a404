import {expect, test} from 'vitest';
import {type EventDraft, type ModuleTraits, stamp} from '../../../source/core/events.ts';
import {manifestOf} from '../../../source/core/files/file-set.ts';
import {emptyState, reduce} from '../../../source/core/state/reduce.ts';

const pipeline = `
pipeline:
  - {module: engineer, inputs: [], output_name: code}
  - {module: create_readme, inputs: [code], output_name: readme}
  - {module: debugger, inputs: [code, readme], output_name: working}
`;
const writer: ModuleTraits = {yields: 'codebase', writes: true, version: '1'};
const broken = manifestOf(new Map([['main.py', 'print(1 / 0)\n']]));
const described = manifestOf(new Map([['README.md', 'A program\n']]));
const mended = manifestOf(new Map([['main.py', 'print(1)\n']]));

function begun(initial_files: Record<string, string> = {}) {
	const state = emptyState();
	const emit = (draft: EventDraft) => reduce(state, stamp(draft, 0));
	emit({
		type: 'run-started',
		run_id: 'a-run',
		pipeline_name: 'engineering',
		pipeline,
		settings: state.settings,
		request: null,
		answers: [],
		system_prompts: {},
		modules: {engineer: writer, create_readme: writer, debugger: writer},
		initial_files,
		forked_from: null,
		continues: null,
	});
	const finish = (output_name: string, files: Record<string, string>) =>
		emit({
			type: 'module-finished',
			output_name,
			attempt: 1,
			response: '',
			version: 1,
			by: 'model',
			consumed: {},
			review: false,
			files,
		});
	const write = (output_name: string, files: Record<string, string>) =>
		emit({
			type: 'files-written',
			output_name,
			attempt: 1,
			by: 'model',
			files,
			contents: {},
			deleted: [],
			refused: [],
		});
	const runs = (output_name: string, iteration: number, attempt = 1) =>
		emit({
			type: 'program-ran',
			output_name,
			attempt,
			iteration,
			command: 'python3 main.py',
			purpose: 'run',
			exit_code: 0,
			signal: null,
			timed_out: false,
			caged: true,
			stdout: '',
			stderr: '',
			duration_ms: 1,
			fingerprint: null,
			summary: 'exit 0',
			made_files: [],
		});
	const filesOf = (output_name: string) =>
		state.operations.get(output_name)!.iterations.map(({files}) => files);
	return {emit, finish, write, runs, filesOf};
}

test('An iteration knows the files that were run: first those of the writers before it, then what the operation wrote.', () => {
	const {finish, write, runs, filesOf} = begun();
	finish('code', broken);
	finish('readme', {...broken, ...described});
	runs('working', 1);
	runs('working', 1);
	write('working', {...mended, ...described});
	runs('working', 2);
	expect(filesOf('working')).toEqual([
		{...broken, ...described},
		{...mended, ...described},
	]);
});

test('What another operation writes meanwhile is no part of it.', () => {
	const {finish, write, runs, filesOf} = begun();
	finish('code', broken);
	runs('working', 1);
	write('readme', described);
	runs('working', 2);
	expect(filesOf('working')).toEqual([broken, broken]);
});

test('A new attempt begins with the files it started from, not with what the last one left.', () => {
	const {emit, finish, write, runs, filesOf} = begun();
	finish('code', broken);
	write('working', mended);
	runs('working', 1);
	emit({type: 'module-started', output_name: 'working', attempt: 2, prompt: '', consumed: {}});
	runs('working', 1, 2);
	expect(filesOf('working')).toEqual([mended, broken]);
});

test('An operation that nobody wrote files for runs what the run was given.', () => {
	const {runs, filesOf} = begun({'main.py': 'print(1)\n'});
	runs('code', 1);
	expect(filesOf('code')).toEqual([mended]);
});
