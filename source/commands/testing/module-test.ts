/** What a test of a module says, and what it gets to see. */
import type {RunEvent} from '../../core/events.ts';
import type {OperationFailure} from '../../core/module.ts';
import type {FaultKind, Message, Parameters, Usage} from '../../core/ports.ts';

/** One call to the model, as it was asked. */
export type AskedCall = {
	/** From 1. */
	call: number;
	/** The user message. */
	prompt: string;
	/** The system message; empty if there was none. */
	system: string;
	/** The whole conversation. */
	messages: readonly Message[];
	/** The role or the name that was asked for; `medium` if none was. */
	model: string;
	parameters: Parameters;
};

/**
 * What the model says to one call: a text; a text with what it cost, in `pieces` if they are to come as you say; or what
 * goes wrong, e.g. `{fails: 'rate-limit'}`. What is worth another try, as a lost connection is, is tried again without
 * any wait, and takes the next answer.
 */
export type ScriptedAnswer =
	| string
	| {text: string; usage?: Usage; cost_usd?: number | null}
	| {pieces: readonly string[]; usage?: Usage; cost_usd?: number | null}
	| {fails: FaultKind; message?: string; after?: string};

/** Answers in the order of the calls, or a function of what was asked. */
export type ScriptedModel =
	| readonly (ScriptedAnswer | ((asked: AskedCall) => ScriptedAnswer | Promise<ScriptedAnswer>))[]
	| ((asked: AskedCall) => ScriptedAnswer | Promise<ScriptedAnswer>);

/** What the person decides on a text that they are shown. */
export type ScriptedReview = 'approve' | {edit: string} | {redo: string};

/** The person, in the order in which they are asked; or as functions of what they are asked. */
export type ScriptedPerson = {
	/** Answers to questions. Null declines one that is optional. */
	ask?: readonly (string | null)[] | ((question: string) => string | null);
	/** Decisions on what `review` shows. */
	review?: readonly ScriptedReview[] | ((text: string) => ScriptedReview);
	/** Whether programs may run that no cage holds. Default true: they are those of your test. */
	allow?: boolean;
};

/** What comes of a program that is not really run; or why the person does not allow it, e.g. `{denied: 'not now'}`. */
export type ScriptedProgram =
	| {exit_code?: number; stdout?: string; stderr?: string; timed_out?: boolean}
	| {denied: string};

/** What a module is tried with; all of it may be left out. */
export type ModuleTest = {
	/** The outputs that it consumes: `output_name` → text, in order. */
	inputs?: Readonly<Record<string, string>>;
	/** `--request` of the run. */
	request?: string;
	/** The system message. Default: what a run in this folder would use, system_prompts/NAME.md among it. */
	system?: string;
	/** Further keys of the operation in the pipeline, e.g. `{supplement: 'Briefly.'}`. */
	operation?: Readonly<Record<string, unknown>>;
	/** The files that it starts from: path → text. */
	files?: Readonly<Record<string, string>>;
	/** What the model answers. Without it, a module that asks one fails. */
	model?: ScriptedModel;
	/** What the person says and decides. Without it, a module that asks them fails. */
	person?: ScriptedPerson;
	/** What comes of programs, in order. Without it they are run for real, caged where this machine has a cage. */
	programs?: readonly ScriptedProgram[];
	/** Feedback with which the person sends the output back, one for each time: the last output is what you get. */
	redo?: readonly string[];
};

/** A program that the module ran. */
export type RanProgram = {command: string; exit_code: number | null; stdout: string; stderr: string};

/** What came of it. */
export type TestedRun = {
	/** The module's output. Throws what the module failed with, if it did. */
	readonly output: string;
	/** Why there is no output; null if there is one. */
	readonly failure: OperationFailure | null;
	/** The user messages of its calls. */
	readonly prompts: readonly string[];
	/** Its calls to the model: each one once, however often it was tried. */
	readonly calls: readonly AskedCall[];
	/** What it asked the person. */
	readonly questions: readonly string[];
	/** What it had the person review. */
	readonly reviews: readonly string[];
	/** What it said with `log`, and the messages beside its output. */
	readonly notes: readonly string[];
	/** The files at its end: path → text. */
	readonly files: Readonly<Record<string, string>>;
	/** The programs that it ran. */
	readonly programs: readonly RanProgram[];
	/** All that is in the memory log. */
	readonly events: readonly RunEvent[];
};
