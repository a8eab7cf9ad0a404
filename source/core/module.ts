/** What a module is, and what it sees of the world: its inputs and a handful of doors. */
import type {Direction, Situation} from './direction.ts';
import type {By} from './events.ts';
import type {FileSet} from './files/file-set.ts';
import type {Operation} from './pipeline/pipeline.ts';
import type {InstallOutcome, Message, ModelAnswer, Parameters, ProgramOutcome} from './ports.ts';

/** One input of an operation: the output of another one, by that one's `output_name`. */
export type Input = {
	/** The `output_name` of the operation that made it. */
	name: string;
	/** The whole text. Of a codebase, its files one after the other, each under its path. */
	text: string;
};

/** What a call to the model may say. What is left out is the operation's own: its prompt, its system prompt, its model. */
export type AskOptions = {
	/** The user message. Default: the context's `prompt`, the inputs one after the other. */
	prompt?: string;
	/** The system message. Default: the context's `system`, from the folder system_prompts. */
	system?: string;
	/** A whole conversation; replaces `prompt` and `system` altogether. */
	messages?: Message[];
	/** A role (`small`, `medium`, `large`), or the name of a model, also `provider/model`. A `--model` of the run goes before. */
	model?: string;
	/** Sampling and reasoning parameters, over those of the pipeline. */
	parameters?: Parameters;
};

/** An answer that is read while it comes. */
export type AnswerStream = AsyncIterable<string> & {
	/**
	 * The whole answer, once it has come, whether or not its pieces are read. Rejects with an `OperationFailure` when no
	 * whole answer came. After a loop that was left early: what was read by then.
	 */
	answer(): Promise<ModelAnswer>;
};

/** Calls to the model. Each is logged, retried and counted by the run; one that was answered is never paid for twice. */
export type ModelDoor = {
	/**
	 * Asks, and waits for the whole answer. Rejects with an `OperationFailure` when no whole answer came: leave it
	 * uncaught, and the person decides how to go on.
	 *
	 * @example
	 * const {text} = await model.ask({prompt: `Summarise this:\n${page}`, model: 'small'});
	 */
	ask(
		options?: AskOptions & {
			/** Called with the text as it comes. After a try that broke off the next one begins from the start. */
			onText?: (piece: string) => void;
		},
	): Promise<ModelAnswer>;
	/**
	 * Asks at once, and gives the answer piece by piece, to be read with `for await`. Leaving the loop early ends the
	 * call: what was read then counts as the answer, in the log too.
	 *
	 * @example
	 * const answer = model.stream({prompt});
	 * for await (const piece of answer) if (piece.includes('\n')) break;
	 */
	stream(
		options?: AskOptions & {
			/**
			 * The connection was lost, and the answer begins again: forget the pieces that you have. Without it a call is
			 * not tried again once there are pieces.
			 */
			onRestart?: () => void;
		},
	): AnswerStream;
};

/** What the person decided on a text that a module showed them. */
export type Review = {
	/** `approve`: as it is. `edit`: `text` is as they changed it. `redo`: make it anew; `feedback` says what is wrong. */
	decision: 'approve' | 'edit' | 'redo';
	/** The text as they left it. */
	text: string;
	/** What they said to a `redo`, else null. May be empty. */
	feedback: string | null;
};

/** The person who watches the run. A module that asks them says `asks: true`, so that this is known beforehand. */
export type PersonDoor = {
	/**
	 * Asks a question and waits for the answer, which is never asked for twice. Without a person the run is answered
	 * by `--answer NAME=TEXT`, or ends with exit code 3 and can be resumed.
	 *
	 * @param question One line, or a few.
	 * @param options `show`: texts to read while answering. `optional`: the person may decline.
	 * @returns Null when an optional question was declined.
	 */
	ask(question: string, options?: {show?: Input[]; optional?: boolean}): Promise<string | null>;
	/**
	 * Shows a text in the middle of the work, to be approved, edited, or sent back with feedback. `--yes` and
	 * `--review none` approve it; without a person and without them the run ends with exit code 3 and can be resumed.
	 *
	 * @param text What is shown.
	 * @param options `title`: what it is, in a few words.
	 *
	 * @example
	 * let plan = await review(draft, {title: 'the plan'});
	 * if (plan.decision === 'redo') plan = await review(await improve(draft, plan.feedback));
	 */
	review(text: string, options?: {title?: string}): Promise<Review>;
	/**
	 * How a repair is to go on. Null where nobody is to be asked that: headless, where the pipeline does not pause for
	 * it, and of a patch where outputs are not reviewed.
	 */
	direct(situation: Situation): Promise<Direction | null>;
};

/** The operation's files: a copy of what the operations before it wrote. Writing needs `writes: true`. */
export type FilesDoor = {
	/** The file set as it stands now: path → text. */
	current(): FileSet;
	/**
	 * Adds and replaces files, and deletes some. What is refused (a path out of the workspace, say) is reported; the rest
	 * is written.
	 *
	 * @example
	 * await files.write({'notes/today.md': text}, {delete: ['notes/draft.md']});
	 */
	write(
		files: FileSet | Record<string, string>,
		options?: {delete?: string[]; by?: By},
	): Promise<{written: string[]; deleted: string[]; refused: {path: string; reason: string}[]}>;
};

/** The person, or a policy such as `--allow-run never`, did not allow it; `denied` says why. */
export type Denied = {denied: string};

/** How a program is run. */
export type RunOptions = {
	/** `test` where it is a test of the program. Default `run`. */
	purpose?: 'run' | 'test';
	/** What it reads. Default: nothing. */
	stdin?: string;
	/** Default 30000. */
	timeout_ms?: number;
	/** Let it reach the network; the person is asked. Default false. */
	network?: boolean;
	/** Which turn of a loop it belongs to, from 1. */
	iteration?: number;
	/** Reads an outcome: what failed, in one line, and its fingerprint; null when it succeeded. Default: by its exit code. */
	judge?: (outcome: ProgramOutcome) => {fingerprint: string; summary: string} | null;
};

/** Programs and installations, caged where the machine has a cage, else with the person's leave. Needs `writes: true`. */
export type RunnerDoor = {
	/** Runs a program in the workspace, with consent where needed. Logged as `program-ran`. */
	run(options: {command: string} & RunOptions): Promise<ProgramOutcome | Denied>;
	/**
	 * Installs what requirements.txt asks for, or by a command of the pipeline, whose result is kept beside the files of
	 * each run that follows. A command that did so before is not run again until it, or a file that says what to
	 * install, is another one. Logged as `dependencies-installed`.
	 */
	install(
		options: ({requirements: string} | {command: string}) & {iteration?: number},
	): Promise<InstallOutcome | Denied>;
};

/**
 * What a module's `run` is given. Whatever it does through these is in the log: a run that was interrupted goes on where
 * it was, and hears the same answers again without asking anybody.
 */
export type ModuleContext = {
	/** The entry in the pipeline's YAML. */
	operation: Operation;
	/** The outputs that it consumes, in the order of its `inputs`. */
	inputs: readonly Input[];
	/** The user message: the inputs, the supplement, and after a redo the rejected output with its feedback. */
	prompt: string;
	/** The system message: the general prompt and the module's own, system_prompts/NAME.md. */
	system: string;
	/** 1, and one more after each redo. */
	attempt: number;
	/** `--request`, if it was given. */
	request: string | null;
	/** What the run that this one continues was told and planned; empty if it continues none. */
	earlier: readonly Input[];
	/** Feedback of a redo, null on a first attempt. */
	feedback: string | null;
	/** The language model: `ask`, `stream`. */
	model: ModelDoor;
	/** The person: `ask`, `review`. */
	person: PersonDoor;
	/** Asks the person a question: `person.ask`. */
	ask: PersonDoor['ask'];
	/** Has the person look at a text: `person.review`. */
	review: PersonDoor['review'];
	/** The files that the operations before it wrote, and its own. */
	files: FilesDoor;
	/**
	 * Runs a program over the operation's files: `runner.run`. The command is split into words, and no shell reads it.
	 *
	 * @example
	 * const ran = await run('python3 main.py --fast', {timeout_ms: 10_000});
	 * if ('denied' in ran) return `It was not run: ${ran.denied}`;
	 */
	run(command: string, options?: RunOptions): Promise<ProgramOutcome | Denied>;
	/** Programs: `run`, `install`. */
	runner: RunnerDoor;
	/** Tells the person a sentence, which is kept in the log. */
	log(note: string): void;
	/** Aborted when the run is stopped. Hand it on to whatever waits, e.g. `fetch(url, {signal})`. */
	signal: AbortSignal;
};

/** The output; or with more about it: `messages` are notes beside it, `by` says who made it. */
export type ModuleResult = string | {output: string; messages?: string[]; by?: By};

/** What `defineModule` takes. */
export type ModuleDefinition = {
	/** What pipelines call it: the name of its file, without the ending. */
	name: string;
	/** One sentence, shown in lists. */
	describe: string;
	/** `codebase`: the output is a file set, shown as text. Default `text`. */
	yields?: 'text' | 'codebase';
	/** Touches the workspace: it writes files, or runs programs. Default: only if it yields a codebase. */
	writes?: boolean;
	/** Who makes the output, unless the result says otherwise: what a model made is reviewed. Default `module`. */
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
	/** Does the work, and returns the output. What it throws is shown at its line, and the person decides how to go on. */
	run(context: ModuleContext): Promise<ModuleResult> | ModuleResult;
};

/**
 * Makes a module: the default export of a file in `modules/`, which pipelines use by its name.
 *
 * @example
 * export default defineModule({
 * 	name: 'shout',
 * 	describe: 'Says it louder.',
 * 	run: ({inputs}) => inputs.map(({text}) => text.toUpperCase()).join('\n'),
 * });
 */
export function defineModule(definition: ModuleDefinition): ModuleDefinition {
	return definition;
}

/**
 * Why an operation has no output. Throw it where a sentence of your own helps more than the error that there was; what
 * the doors of a module reject with is one too.
 *
 * @example
 * throw new OperationFailure({kind: 'feed', message: 'The feed is empty.', remedy: 'Name another one in the request.'});
 */
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
