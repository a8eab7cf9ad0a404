/** A module's work on one attempt, through the doors that it is given. */
import type {By, FileManifest} from '../events.ts';
import {manifestOf} from '../files/file-set.ts';
import {isPromise} from '../is-promise.ts';
import {type ModuleContext, type ModuleResult, OperationFailure} from '../module.ts';
import {once} from '../once.ts';
import type {OperationState} from '../state/run-state.ts';
import {withStreams} from './answer-stream.ts';
import type {Attempt, Crew, Whereabouts} from './crew.ts';
import {openDoors} from './doors.ts';
import {openFilesDoor, setFiles} from './files-door.ts';
import {
	explainResult,
	type Forgotten,
	findForgotten,
	noteOnOpen,
	noteOnText,
	promiseGiven,
} from './forgotten-await.ts';
import {withGrace} from './grace.ts';
import {openModelDoor} from './model-door.ts';
import {notText, readResult} from './module-result.ts';
import {openPersonDoor} from './person-door.ts';
import {openRunnerDoor} from './runner-door.ts';
import {startingFiles} from './starting-files.ts';

export type Made = {output: string; by: By; files: FileManifest | null; messages: string[]};

/** Rejects with what the module throws, or a `Halt`. */
export async function runModule(crew: Crew, before: OperationState, attempt: Attempt): Promise<Made> {
	const definition = crew.modules(attempt.module);
	if (!definition) {
		throw new OperationFailure({
			kind: 'module',
			message: `There is no module \`${attempt.module}\` here, and no system prompt of that name.`,
			remedy: `Add system_prompts/${attempt.module}.md or modules/${attempt.module}.mts, or change the pipeline.`,
		});
	}

	const {store} = crew;
	const state = store.state();
	const writes = state.modules[attempt.module]?.writes ?? false;
	const author = {output_name: attempt.output_name, module: attempt.module, attempt: attempt.attempt};
	const files = openFilesDoor(
		crew,
		author,
		() => startingFiles(store.state(), attempt.output_name),
		() => recordedIfSo(crew, attempt, definition.by ?? 'module'),
		halt => {
			attempt.halted ??= halt;
		},
	);
	if (writes) await setFiles(crew.workspace, files.current(), attempt.output_name);
	const where = crew.whereabouts(attempt.module);
	const doors = openDoors(attempt.module, attempt.stopped, where);
	// Each is made when the module first asks for it: most modules use one or two.
	const operation = once(() => structuredClone(before.operation));
	const model = once(() => withStreams(doors.guard('model', openModelDoor(crew, attempt))));
	const personDoor = once(() => openPersonDoor(crew, attempt, files.current));
	const person = once(() => doors.guard('person', personDoor()));
	const ownFiles = once(() => ({
		...doors.guard(
			'files',
			writes
				? whileItLasts(files, attempt.stopped)
				: withoutWriting(files, () => undeclared(attempt.module, 'wrote files', where)),
		),
		current: files.current,
	}));
	const runnerDoor = once(() =>
		writes
			? openRunnerDoor(crew, attempt, files.current)
			: withoutPrograms(() => undeclared(attempt.module, 'ran a program', where)),
	);
	const runner = once(() => doors.guard('runner', runnerDoor()));
	// The same doors under shorter names, and told of by these.
	const short = doors.guard<Pick<ModuleContext, 'ask' | 'review' | 'run'>>(null, {
		ask: (...asked) => personDoor().ask(...asked),
		review: (...shown) => personDoor().review(...shown),
		run: (command, options) => runnerDoor().run({...options, command}),
	});
	const context: ModuleContext = {
		// Copies: what a module does to them is its own affair.
		get operation() {
			return operation();
		},
		inputs: attempt.inputs.map(input => ({...input})),
		prompt: attempt.prompt,
		system: attempt.system,
		attempt: attempt.attempt,
		// Feedback is on what the request led to: the person is asked again, not told the same.
		request: attempt.feedback === null ? state.request : null,
		earlier: state.origin?.earlier ?? [],
		feedback: attempt.feedback,
		get model() {
			return model();
		},
		get person() {
			return person();
		},
		get files() {
			return ownFiles();
		},
		...short,
		get runner() {
			return runner();
		},
		log: note => {
			doors.check('log');
			if (typeof note !== 'string') {
				const wrong = notText(attempt.module, 'logged', note);
				throw isPromise(note) ? promiseGiven(attempt.module, 'log', where?.(wrong) ?? null) : wrong;
			}

			if (attempt.journal.noted(note)) return;
			store.emit({type: 'note-taken', output_name: attempt.output_name, module: attempt.module, note});
		},
		get signal() {
			return attempt.signal;
		},
	};
	let result: Exclude<ModuleResult, string>;
	try {
		const returned = await withGrace(crew.clock, attempt.stopped, definition.run(context));
		result = readAwaited(returned, attempt, {forgotten: doors.forgotten(), where});
	} finally {
		const closed = doors.close();
		attempt.end();
		// What it did not wait for may have been paid: that stands in the log before its output does.
		if (closed) await withGrace(crew.clock, attempt.stopped, closed).catch(() => null);
	}
	if (attempt.halted) throw attempt.halted;
	attempt.stopped.throwIfAborted();
	return {
		output: result.output,
		by: recordedIfSo(crew, attempt, result.by ?? definition.by ?? 'module'),
		files: writes ? manifestOf(files.current()) : null,
		messages: result.messages ?? [],
	};
}

/** What a module returned, once it is known that nothing it is made from was forgotten. */
function readAwaited(
	returned: ModuleResult,
	{module, prompt}: Attempt,
	{forgotten, where}: {forgotten: readonly Forgotten[]; where: Whereabouts | null},
): Exclude<ModuleResult, string> {
	let result: Exclude<ModuleResult, string>;
	try {
		result = readResult(returned, module);
	} catch (error) {
		throw error instanceof OperationFailure ? explainResult(error, returned, forgotten, where) : error;
	}
	const fault = findForgotten(module, forgotten);
	if (fault) throw fault;
	const notes = where === null ? [] : [noteOnOpen(forgotten), noteOnText(result.output, prompt)];
	const told = notes.filter(note => note !== null);
	return told.length > 0 ? {...result, messages: [...(result.messages ?? []), ...told]} : result;
}

/** A module that was left behind must not write over what its next attempt makes. */
function whileItLasts(files: ModuleContext['files'], signal: AbortSignal): ModuleContext['files'] {
	return {
		current: files.current,
		async write(...change) {
			signal.throwIfAborted();
			return files.write(...change);
		},
	};
}

function withoutWriting(files: ModuleContext['files'], why: () => OperationFailure): ModuleContext['files'] {
	return {current: files.current, write: () => Promise.reject(why())};
}

/** Programs run over the workspace, which shows an operation's own files only in its turn. */
function withoutPrograms(why: () => OperationFailure): ModuleContext['runner'] {
	const refuse = () => Promise.reject(why());
	return {run: refuse, install: refuse};
}

function undeclared(module: string, did: string, where: Whereabouts | null): OperationFailure {
	const place = where?.(null) ?? null;
	return new OperationFailure({
		kind: 'module',
		message: `The module \`${module}\` ${did} without declaring that it touches the workspace.`,
		remedy: `Add \`writes: true\` to its defineModule${place === null ? '' : `, in ${place}`}.`,
	});
}

/** What only recorded answers made is the recording's. */
function recordedIfSo({store, model}: Crew, {output_name, attempt}: Attempt, by: By): By {
	if (by !== 'model') return by;
	const {calls} = store.state().operations.get(output_name)!;
	const answered = calls.filter(call => call.attempt === attempt && call.response !== null);
	const recorded =
		answered.length === 0 ? model.kind === 'recorded' : answered.every(call => call.by === 'recorded');
	return recorded ? 'recorded' : by;
}
