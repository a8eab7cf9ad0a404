/** What a person does to a run outside its checkpoints. Commands are carried out one after the other. */
import {currentVersion} from '../state/basis.ts';
import {nextTryAt} from '../state/calls.ts';
import type {Edit, OperationState} from '../state/run-state.ts';
import type {Crew} from './crew.ts';
import {fileFields} from './files-of-text.ts';
import {findDeadEnd, type Propagation} from './propagate.ts';
import {showLatestFiles} from './show-files.ts';

/** Null when it was done; else why it was not, a sentence. */
export type Refusal = string | null;

/** `rerun`: what went stale is made anew at once; else it stays stale until somebody asks. */
export type Steering = {
	/** A finished output gets a new text, by the person. What is not a codebase where one is due is refused. */
	edit(output_name: string, text: string, options: {rerun: boolean}): Promise<Refusal>;
	/** Takes back the last edit, choice of a version, or edit of a prompt. */
	undo(options: {rerun: boolean}): Promise<Refusal>;
	/** Makes a version the current one. */
	choose(output_name: string, version: number, options: {rerun: boolean}): Promise<Refusal>;
	/** What an operation is instructed with from now on. With `rerun`, it is made anew. */
	editPrompt(
		output_name: string,
		prompt: {system: string; supplement: string | null},
		options: {rerun: boolean},
	): Promise<Refusal>;
	/** Makes an output anew, whatever there is; `model`: by that one. What depends on it follows if it changes. */
	rerun(output_name: string, options?: {model?: string}): Promise<Refusal>;
	/** A call that waits to be tried again is tried now. */
	tryNow(output_name: string): Promise<Refusal>;
	/** Makes everything anew that is stale. */
	rerunStale(): Promise<Refusal>;
	pin(output_name: string, pinned: boolean): Promise<Refusal>;
	/** Whether the run waits before each operation. */
	setStepping(stepping: boolean): Promise<Refusal>;
	setBreakpoint(output_name: string, on: boolean): Promise<Refusal>;
	/** Lets one operation begin that the run waits before: this one, or the first that is ready. */
	step(output_name: string | null): Promise<Refusal>;
};

type Means = {
	propagation: Propagation;
	/** Keeps the run from ending meanwhile. */
	hold<T>(work: () => Promise<T>): Promise<T>;
	/** Sets a finished run going again. */
	reopen(): void;
	interrupt(output_name: string): Promise<void>;
	hurry(output_name: string): void;
};

export function createSteering(crew: Crew, {propagation, hold, reopen, interrupt, hurry}: Means): Steering {
	const {store} = crew;
	let last: Promise<unknown> = Promise.resolve();

	function inTurn(command: () => Promise<Refusal>): Promise<Refusal> {
		const done = last.then(() => hold(command));
		last = done.catch(() => null);
		return done;
	}

	function authorOf({operation}: OperationState): {output_name: string; module: string} {
		return {output_name: operation.output_name, module: operation.module};
	}

	function find(output_name: string): OperationState | string {
		return store.state().operations.get(output_name) ?? `This pipeline has no operation ${output_name}.`;
	}

	async function follow(output_name: string, rerun: boolean): Promise<void> {
		if (rerun) await propagation.follow(output_name);
	}

	/** Begins an operation anew, cutting off what it does now. */
	async function begin(operation: OperationState, model: string | null): Promise<void> {
		reopen();
		await interrupt(operation.operation.output_name);
		store.emit({type: 'operation-rerun', ...authorOf(operation), model, why: 'asked'});
	}

	async function choose(
		operation: OperationState,
		event: {type: 'version-chosen' | 'edit-undone'; version: number},
	) {
		await store.commit({...event, ...authorOf(operation)});
		await showLatestFiles(crew);
	}

	async function undoEdit(edit: Edit, rerun: boolean): Promise<Refusal> {
		const operation = store.state().operations.get(edit.output_name)!;
		if (edit.kind === 'prompt') {
			const {system, supplement} = edit;
			await store.commit({type: 'prompt-edited', ...authorOf(operation), system, supplement, undo: true});
			if (rerun) await propagation.followAll();
			return null;
		}

		if (operation.status !== 'done') {
			return `${edit.output_name} is not finished now; its edit can be taken back when it is.`;
		}

		await choose(operation, {type: 'edit-undone', version: edit.before});
		await follow(edit.output_name, rerun);
		return null;
	}

	return {
		edit: (output_name, text, {rerun}) =>
			inTurn(async () => {
				const operation = find(output_name);
				if (typeof operation === 'string') return operation;
				if (operation.status !== 'done') return `${output_name} has no finished output to edit now.`;
				if (currentVersion(operation)?.text === text) return null;
				const made = fileFields(crew, operation, text);
				if ('problem' in made) return made.problem;
				await store.commit({
					type: 'output-edited',
					...authorOf(operation),
					version: operation.versions.length + 1,
					by: 'person',
					response: text,
					...made,
				});
				await showLatestFiles(crew);
				await follow(output_name, rerun);
				return null;
			}),

		undo: ({rerun}) =>
			inTurn(async () => {
				const edit = store.state().edits.at(-1);
				return edit ? undoEdit(edit, rerun) : 'There is no edit to take back.';
			}),

		choose: (output_name, version, {rerun}) =>
			inTurn(async () => {
				const operation = find(output_name);
				if (typeof operation === 'string') return operation;
				if (!operation.versions[version - 1]) return `${output_name} has no version ${version}.`;
				if (operation.status !== 'done')
					return `${output_name} is not finished: no version of it can be chosen now.`;
				if (operation.current === version) return null;
				await choose(operation, {type: 'version-chosen', version});
				await follow(output_name, rerun);
				return null;
			}),

		editPrompt: (output_name, {system, supplement}, {rerun}) =>
			inTurn(async () => {
				const operation = find(output_name);
				if (typeof operation === 'string') return operation;
				if (operation.system === system && operation.operation.supplement === supplement) return null;
				await store.commit({type: 'prompt-edited', ...authorOf(operation), system, supplement});
				const {status} = operation;
				if (rerun && status !== 'pending' && status !== 'blocked' && status !== 'skipped') {
					await begin(operation, null);
				}

				return null;
			}),

		rerun: (output_name, {model} = {}) =>
			inTurn(async () => {
				const operation = find(output_name);
				if (typeof operation === 'string') return operation;
				if (operation.status === 'pending') return `${output_name} has not begun yet.`;
				const missing =
					operation.status === 'blocked' ? operation.because : findDeadEnd(store.state(), operation);
				if (missing !== null) return `${output_name} waits for ${missing}, which did not come. Rerun that.`;

				await begin(operation, model ?? null);
				return null;
			}),

		tryNow: output_name =>
			inTurn(async () => {
				const operation = find(output_name);
				if (typeof operation === 'string') return operation;
				if (store.state().status !== 'running' || nextTryAt(operation) === null)
					return `${output_name} does not wait for another try.`;
				hurry(output_name);
				return null;
			}),

		rerunStale: () =>
			inTurn(async () => {
				await propagation.followAll();
				return null;
			}),

		pin: (output_name, pinned) =>
			inTurn(async () => {
				const operation = find(output_name);
				if (typeof operation === 'string') return operation;
				if (operation.current === 0) return `${output_name} has no output to keep yet.`;
				if (operation.pinned === pinned) return null;
				await store.commit({type: 'operation-pinned', ...authorOf(operation), pinned});
				return null;
			}),

		setStepping: stepping =>
			inTurn(async () => {
				if (store.state().stepping !== stepping) store.emit({type: 'stepping-set', stepping});
				return null;
			}),

		setBreakpoint: (output_name, on) =>
			inTurn(async () => {
				const operation = find(output_name);
				if (typeof operation === 'string') return operation;
				if (store.state().breakpoints.has(output_name) !== on)
					store.emit({type: 'breakpoint-set', ...authorOf(operation), on});
				return null;
			}),

		step: output_name =>
			inTurn(async () => {
				const {ready, passed, status} = store.state();
				const name =
					output_name !== null && ready.has(output_name)
						? output_name
						: [...ready].find(candidate => !passed.has(candidate));
				if (name === undefined) return 'Nothing is ready to begin.';
				if (status !== 'running') return 'The run has stopped: it must be set going again first.';
				store.emit({type: 'operation-passed', output_name: name});
				return null;
			}),
	};
}
