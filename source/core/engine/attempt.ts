/** One attempt at an operation: what it is told, and the module's work on it. */
import type {By, Consumed, FileManifest, Recalled} from '../events.ts';
import {manifestOf} from '../files/file-set.ts';
import {type Input, type ModuleContext, type ModuleResult, OperationFailure} from '../module.ts';
import {once} from '../once.ts';
import type {OperationState, RunState} from '../state/run-state.ts';
import {asError} from '../thrown.ts';
import type {Attempt, Crew} from './crew.ts';
import {openDoors} from './doors.ts';
import {openFilesDoor, setFiles} from './files-door.ts';
import {Halt} from './halt.ts';
import type {Hands} from './hands.ts';
import {openJournal} from './journal.ts';
import {openModelDoor} from './model-door.ts';
import {notText, readResult} from './module-result.ts';
import {openPersonDoor} from './person-door.ts';
import {openRunnerDoor} from './runner-door.ts';
import {startingFiles} from './starting-files.ts';
import {composeTold} from './told.ts';

/**
 * Writes down that it begins. `recalled`: what earlier runs tell, if they were asked just now. `variant`: the n-th of
 * several that are made side by side.
 */
export function beginAttempt(
	crew: Crew,
	before: OperationState,
	hands: Hands,
	{
		recalled = null,
		variant = 0,
		redo = before.redo,
	}: {recalled?: Recalled[] | null; variant?: number; redo?: OperationState['redo']},
): Attempt {
	const state = crew.store.state();
	const {operation} = before;
	const inputs = readInputs(state, before);
	const consumed = consumedBy(state, before);
	const number = before.attempt + Math.max(1, variant);
	const ending = createEnding(operation.module, hands.signal);
	const attempt: Attempt = {
		output_name: operation.output_name,
		module: operation.module,
		attempt: number,
		inputs,
		consumed,
		prompt: composeTold({
			inputs,
			recalled: operation.memory.recall > 0 ? (recalled ?? before.recalled ?? []) : [],
			max_tokens: operation.memory.max_tokens,
			supplement: operation.supplement,
			redo,
		}),
		system: before.system,
		feedback: redo?.feedback || null,
		journal: openJournal(before, number),
		get signal() {
			return ending.signal();
		},
		stopped: hands.signal,
		end: ending.end,
		awaitPerson: hands.awaitPerson,
		foreseeWait() {
			const wait = hands.foreseeWait();
			return ms => wait(ms, attempt.signal);
		},
		halted: null,
		async holdBudget() {
			try {
				await hands.holdBudget(operation.output_name);
			} catch (error) {
				if (error instanceof Halt) attempt.halted ??= error;
				throw error;
			}
		},
	};
	crew.store.emit({
		type: 'module-started',
		output_name: attempt.output_name,
		module: attempt.module,
		attempt: attempt.attempt,
		prompt: attempt.prompt,
		consumed,
		...(variant > 0 ? {variant: true} : {}),
		...(recalled ? {recalled} : {}),
	});
	return attempt;
}

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
	const doors = openDoors(attempt.module, attempt.stopped);
	// Each is made when the module first asks for it: most modules use one or two.
	const operation = once(() => structuredClone(before.operation));
	const model = once(() => doors.guard('model', openModelDoor(crew, attempt)));
	const person = once(() => doors.guard('person', openPersonDoor(crew, attempt, files.current)));
	const ownFiles = once(() => ({
		...doors.guard(
			'files',
			writes ? whileItLasts(files, attempt.stopped) : withoutWriting(files, attempt.module),
		),
		current: files.current,
	}));
	const runner = once(() =>
		doors.guard(
			'runner',
			writes ? openRunnerDoor(crew, attempt, files.current) : withoutPrograms(attempt.module),
		),
	);
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
		get runner() {
			return runner();
		},
		log: note => {
			doors.check('log');
			if (typeof note !== 'string') throw notText(attempt.module, 'logged', note);
			if (attempt.journal.noted(note)) return;
			store.emit({type: 'note-taken', output_name: attempt.output_name, module: attempt.module, note});
		},
		get signal() {
			return attempt.signal;
		},
	};
	let result: Exclude<ModuleResult, string>;
	try {
		result = readResult(await withGrace(crew, attempt.stopped, definition.run(context)), attempt.module);
	} finally {
		const closed = doors.close();
		attempt.end();
		// What it did not wait for may have been paid: that stands in the log before its output does.
		if (closed) await withGrace(crew, attempt.stopped, closed).catch(() => null);
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

/** How long a module may take to come to its end once the run was stopped, ms. */
const grace_ms = 1000;

/** Waits for the module; once the run is stopped, only so long: a module that does not end is left behind. */
async function withGrace<T>({clock}: Crew, signal: AbortSignal, work: T | Promise<T>): Promise<T> {
	if (!(work instanceof Object && 'then' in work)) return work;
	const left = Promise.withResolvers<never>();
	let over = null as AbortController | null;
	const leave = () => {
		over = new AbortController();
		void clock
			.sleep(grace_ms, over.signal)
			.then(() => left.reject(new Halt('stopped', 'Stopped in the middle of an operation.')));
	};
	if (signal.aborted) leave();
	signal.addEventListener('abort', leave, {once: true});
	try {
		return await Promise.race([work, left.promise]);
	} finally {
		signal.removeEventListener('abort', leave);
		// A grace that nobody needs any more must not keep the process from ending.
		over?.abort();
	}
}

/** Of an attempt: ends with its module's `run`, or when it is stopped. Most modules never look at it. */
function createEnding(module: string, stopped: AbortSignal): {signal(): AbortSignal; end(): void} {
	let ended = false;
	let over = null as AbortController | null;
	const signal = once(() => {
		over = new AbortController();
		if (ended) over.abort(endedWithRun(module));
		return AbortSignal.any([stopped, over.signal]);
	});
	return {
		signal,
		end() {
			ended = true;
			over?.abort(endedWithRun(module));
		},
	};
}

function endedWithRun(module: string): OperationFailure {
	return new OperationFailure({
		kind: 'module',
		message: `The module \`${module}\` returned without waiting for this.`,
		remedy: 'Await everything that the module begins before it returns.',
	});
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

function withoutWriting(files: ModuleContext['files'], module: string): ModuleContext['files'] {
	return {current: files.current, write: () => Promise.reject(undeclared(module, 'wrote files'))};
}

/** Programs run over the workspace, which shows an operation's own files only in its turn. */
function withoutPrograms(module: string): ModuleContext['runner'] {
	const refuse = () => Promise.reject(undeclared(module, 'ran a program'));
	return {run: refuse, install: refuse};
}

function undeclared(module: string, did: string): OperationFailure {
	return new OperationFailure({
		kind: 'module',
		message: `The module \`${module}\` ${did} without declaring that it touches the workspace.`,
		remedy: 'Add `writes: true` to its defineModule.',
	});
}

function readInputs(state: RunState, {operation}: OperationState): Input[] {
	return operation.inputs.map(name => {
		const input = state.operations.get(name)!;
		return {name, text: input.versions[input.current - 1]?.text ?? ''};
	});
}

function consumedBy(state: RunState, {operation}: OperationState): Consumed {
	return Object.fromEntries(operation.inputs.map(name => [name, state.operations.get(name)!.current]));
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

/**
 * The output is there, and on its way to the disk. Nobody waits for that: a call, a question, a decision, the run's end
 * stand behind it in the log, and are waited for.
 */
export function recordOutput(
	{store}: Crew,
	{output_name, module, attempt, prompt, consumed}: Attempt,
	{output, by, files, messages}: Made,
	{review, variant = false}: {review: boolean; variant?: boolean},
): void {
	const operation = store.state().operations.get(output_name)!;
	store.record({
		type: 'module-finished',
		output_name,
		module,
		attempt,
		version: operation.versions.length + 1,
		by,
		prompt,
		response: output,
		model: operation.calls.findLast(call => call.attempt === attempt)?.model ?? null,
		consumed,
		review,
		...(variant ? {variant} : {}),
		...(files ? {files} : {}),
		...(messages.length > 0 ? {messages} : {}),
	});
}

export function failureOf(error: unknown): OperationFailure {
	if (error instanceof OperationFailure) return error;
	const {message} = asError(error);
	return new OperationFailure({kind: 'module', message, remedy: null, cause: error});
}
