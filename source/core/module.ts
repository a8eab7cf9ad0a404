/** What a module is, and what it sees of the world: its inputs and a handful of doors. */
import type {Direction, Situation} from './direction.ts';
import type {By} from './events.ts';
import type {FileSet} from './files/file-set.ts';
import type {Operation} from './pipeline/pipeline.ts';
import type {InstallOutcome, Message, ModelAnswer, Parameters, ProgramOutcome} from './ports.ts';

export type Input = {name: string; text: string};

/** Calls to the model. Each is logged, retried and counted by the engine. */
export type ModelDoor = {
	/**
	 * Asks and waits for the whole answer. What is left out is the operation's own: its prompt, its system
	 * prompt, its model. Rejects with an `OperationFailure` when no whole answer came.
	 */
	ask(options?: {
		prompt?: string;
		system?: string;
		/** Replaces prompt and system altogether. */
		messages?: Message[];
		model?: string;
		parameters?: Parameters;
		onText?: (piece: string) => void;
	}): Promise<ModelAnswer>;
};

export type PersonDoor = {
	/** Null when an optional question was declined. */
	ask(question: string, options?: {show?: Input[]; optional?: boolean}): Promise<string | null>;
	/**
	 * How a repair is to go on. Null where nobody is to be asked that: headless, where the pipeline does not pause for
	 * it, and of a patch where outputs are not reviewed.
	 */
	direct(situation: Situation): Promise<Direction | null>;
};

export type FilesDoor = {
	/** The file set as it stands now. */
	current(): FileSet;
	/** Adds and replaces files, and deletes some. What is refused is reported; the rest is written. */
	write(
		files: FileSet | Record<string, string>,
		options?: {delete?: string[]; by?: By},
	): Promise<{written: string[]; deleted: string[]; refused: {path: string; reason: string}[]}>;
};

/** `denied`: the person or a policy did not allow it. */
export type Denied = {denied: string};

export type RunnerDoor = {
	/** Runs a program in the workspace, with consent where needed. Logged as `program-ran`. */
	run(options: {
		command: string;
		purpose?: 'run' | 'test';
		stdin?: string;
		timeout_ms?: number;
		network?: boolean;
		iteration?: number;
		/** Reads an outcome: what failed, in one line, and its fingerprint; null when it succeeded. */
		judge?: (outcome: ProgramOutcome) => {fingerprint: string; summary: string} | null;
	}): Promise<ProgramOutcome | Denied>;
	/**
	 * Installs what requirements.txt asks for, or by a command of the pipeline, whose result is kept beside the files of
	 * each run that follows. A command that did so before is not run again until it, or a file that says what to
	 * install, is another one. Logged as `dependencies-installed`.
	 */
	install(
		options: ({requirements: string} | {command: string}) & {iteration?: number},
	): Promise<InstallOutcome | Denied>;
};

export type ModuleContext = {
	operation: Operation;
	inputs: readonly Input[];
	/** The user message: the inputs, the supplement, and after a redo the rejected output with its feedback. */
	prompt: string;
	/** The system message: the general prompt and the module's own. */
	system: string;
	attempt: number;
	/** `--request`, if it was given. */
	request: string | null;
	/** What the run that this one continues was told and planned; empty if it continues none. */
	earlier: readonly Input[];
	/** Feedback of a redo, null on a first attempt. */
	feedback: string | null;
	model: ModelDoor;
	person: PersonDoor;
	files: FilesDoor;
	runner: RunnerDoor;
	/** A sentence for the person, kept in the log. */
	log(note: string): void;
	signal: AbortSignal;
};

export type ModuleResult = string | {output: string; messages?: string[]; by?: By};

export type ModuleDefinition = {
	name: string;
	/** One sentence, shown in lists. */
	describe: string;
	/** `codebase`: the output is a file set, shown as text. Default `text`. */
	yields?: 'text' | 'codebase';
	/** Touches the workspace. Default: only if it yields a codebase. */
	writes?: boolean;
	/** Who makes the output, unless the result says otherwise. Default `module`. */
	by?: By;
	/** Asks the person as it goes. Default: only if its output is by a person. */
	asks?: boolean;
	/** Runs programs that a model wrote: said before a run begins. Default false. */
	runs?: boolean;
	/** Needs a system prompt of its own name. Default false. */
	prompted?: boolean;
	/**
	 * For a module that writes and yields a text: the files when a person gives the output by hand, from those there
	 * were. Without it they stay as they are.
	 */
	place?(output: string, files: FileSet): FileSet;
	run(context: ModuleContext): Promise<ModuleResult> | ModuleResult;
};

/** Gives a module its type. A user's module file has the result as its default export. */
export function defineModule(definition: ModuleDefinition): ModuleDefinition {
	return definition;
}

/** Why an operation has no output: thrown inside a module, a value everywhere else. */
export class OperationFailure extends Error {
	override readonly name = 'OperationFailure';
	/** A word for it: `model:quota`, `module`, `denied`, … */
	readonly kind: string;
	/** What to do next, a sentence. */
	readonly remedy: string | null;
	constructor(failure: {kind: string; message: string; remedy?: string | null; cause?: unknown}) {
		super(failure.message, {cause: failure.cause});
		this.kind = failure.kind;
		this.remedy = failure.remedy ?? null;
	}
}
