/**
 * Everything that can happen in a run. State is nothing but the fold of these events
 * (`state/reduce.ts`); stored in the memory log they are called actions. The field names are
 * the log's format, hence the snake case.
 */
import type {Course, Plight} from './direction.ts';
import type {Parameters, Usage} from './ports.ts';

/** Who made a version of an output. `recorded`: a cassette's answer. */
export type By = 'model' | 'person' | 'module' | 'recorded';

/** Present on every action. `prompt` and `response` are whole plain strings, null where they mean nothing. */
type Common = {
	module: string | null;
	prompt: string | null;
	response: string | null;
	model: string | null;
	/** ISO 8601, UTC, with milliseconds. */
	timestamp: string;
};

type OfOperation = Common & {output_name: string; attempt: number};

/** One message as stored: a text that the log already holds is referred to by its hash (see `texts.ts`). */
export type StoredMessage =
	| {role: 'system' | 'user' | 'assistant'; content: string}
	| {role: 'system' | 'user' | 'assistant'; hash: string};

/** Path → sha256 of the contents. */
export type FileManifest = Record<string, string>;

/** Which version of each input an operation really used. */
export type Consumed = Record<string, number>;

/** What the run knows of a module, so that a log can be folded without importing any module. */
export type ModuleTraits = {
	yields: 'text' | 'codebase';
	/** Touches the workspace, so it takes its turn among the others that do. */
	writes: boolean;
	/** Changes when the module's code does; part of the key of a result. */
	version: string;
	/** Who makes the output, where that is the person: they are asked, and no model is. */
	by?: 'person';
};

export type ReviewPolicy = 'all' | 'declared' | 'none';

/** The settings a run was started with, after flags and files were merged. */
export type RunSettings = {
	review: ReviewPolicy;
	concurrency: number;
	/** What the roles meant when the run began, e.g. `{small: 'gpt-6-luna'}`. */
	roles: Record<string, string>;
	base_url: string | null;
	/** The endpoint is a model of this machine, and is sent no key. */
	keyless?: boolean;
	/** `--model M`, for every operation. */
	model: string | null;
	/** `--model NAME=M`, for one operation each. */
	models: Record<string, string>;
	/** Sent with every call, under those of the pipeline. */
	parameters: Parameters;
	/** Path of the cassette that answers, null when models do. */
	cassette: string | null;
	/** What the cassette does not hold is asked of a model, and added to it. */
	record?: boolean;
	/** An answer that was recorded for another prompt is a fault, in every sitting. */
	strict?: boolean;
	/** The flags' budget; it goes over the pipeline's. */
	budget: Budget;
	/** Where the app pauses and asks although nobody set a budget, USD; null: nowhere. */
	ask_at_usd: number | null;
	/** Steps of trust for programs that a model wrote. */
	allow_run: 'sandbox' | 'ask' | 'always' | 'never';
	allow_install: boolean;
};

/** Ceilings; absent means none. */
export type Budget = {max_usd?: number; max_tokens?: number; max_minutes?: number};

/** The run began: everything that it will not look up again. */
export type RunStarted = Common & {
	type: 'run-started';
	run_id: string;
	pipeline_name: string;
	/** The YAML as it was. */
	pipeline: string;
	/** Absolute path of the YAML; absent for one that ships with the app, which is found by its name. */
	pipeline_file?: string;
	settings: RunSettings;
	/** `--request`; null if the person is asked. */
	request: string | null;
	/** `--answer NAME=TEXT`, in order. */
	answers: {name: string; text: string}[];
	/** output_name → the whole system message of that operation. */
	system_prompts: Record<string, string>;
	modules: Record<string, ModuleTraits>;
	/** Contents of `--workspace-from`, path → text: what the first writers start from. */
	initial_files: Record<string, string>;
	forked_from: {run_id: string; path: string; action: number} | null;
	/** `earlier`: what that run was told and planned, cut to a limit: in view while the new request is made. */
	continues: {run_id: string; path: string; earlier?: {name: string; text: string}[]} | null;
	/** Of a fork: what its parent's operations recalled, which they are told again; by output_name. */
	recalled?: Readonly<Record<string, readonly Recalled[]>>;
};

/** Taken up again; what was unfinished becomes pending. */
export type RunResumed = Common & {type: 'run-resumed'; settings: RunSettings};

/**
 * What the run is made of changed between two sittings. The new pipeline and prompts were adopted; `kept`: they were
 * not, and what stands here is what was recorded before, but for the code of modules, which is always what is there.
 */
export type PipelineChanged = Common & {
	type: 'pipeline-changed';
	pipeline: string;
	system_prompts: Record<string, string>;
	/** Modules whose code changed, and new ones. */
	modules?: Record<string, ModuleTraits>;
	kept?: true;
};

/** A child run began here. `continues`: with a new request, on what this one made. */
export type RunForked = Common & {type: 'run-forked'; child_run_id: string; continues?: true};

/** An output of an earlier run that joined what an operation is told. `text` is as it joined: `cut` to its limit, or whole. */
export type Recalled = {run_id: string; at: string; text: string; cut: boolean};

/** An attempt began: `prompt` is what the operation is told. */
export type ModuleStarted = OfOperation & {
	type: 'module-started';
	consumed: Consumed;
	/** One of several that are made for a person to choose from; so also where it ends. */
	variant?: boolean;
	/** There when earlier runs were asked: later attempts in this run are told the same. */
	recalled?: readonly Recalled[];
};

/** The intent to call a model, on disk before the call. */
export type ModelAsked = OfOperation & {
	type: 'model-asked';
	call: number;
	try: number;
	parameters: Parameters;
	messages: StoredMessage[];
	by: By;
};

/** A whole answer; on disk before anyone downstream hears of it. */
export type ModelAnswered = OfOperation & {
	type: 'model-answered';
	call: number;
	try: number;
	usage: Usage | null;
	/** null = unknown. */
	cost_usd: number | null;
	duration_ms: number;
	finish_reason: string;
	by: By;
	/** A summary of the model's reasoning, if one came. */
	reasoning?: string;
	/** What was adjusted or noticed on the way, one sentence each. */
	notes?: string[];
	/** When the text came, in ms since the call: [ms, characters so far], thinned. */
	timing?: [number, number][];
};

/** One try did not yield a whole answer. `response` is what had come by then. */
export type ModelFailed = OfOperation & {
	type: 'model-failed';
	call: number;
	try: number;
	fault: string;
	message: string;
	/** null: not tried again. */
	retry_in_ms: number | null;
	possibly_paid: boolean;
	usage: Usage | null;
	cost_usd: number | null;
	duration_ms: number;
	by: By;
};

/** An output, or one call's answer, was taken over from elsewhere and not paid for. */
export type AnswerReused = OfOperation & {
	type: 'answer-reused';
	call: number | null;
	/** `action`: its number from 1 in that run's log. */
	source: {run_id: string; action: number};
	by: By;
	/** Of a call of another run: what was asked, which this log does not tell otherwise. */
	messages?: StoredMessage[];
	parameters?: Parameters;
	files?: FileManifest;
	/** Contents that this log does not hold yet, hash → text. */
	contents?: Record<string, string>;
	/** Of an output: the decision on it is still open. */
	review?: true;
};

/** The module asks the person something. */
export type QuestionAsked = OfOperation & {
	type: 'question-asked';
	question: string;
	/** The n-th of the attempt, from 1. */
	number?: number;
};

/** `response` is what the person said. `declined`: content, nothing more to say. */
export type QuestionAnswered = OfOperation & {
	type: 'question-answered';
	question: string;
	/** As it was asked with. */
	number?: number;
	declined: boolean;
};

/** The module shows the person a text in the middle of its work: nothing is made of it yet. */
export type DraftShown = OfOperation & {
	type: 'draft-shown';
	/** The n-th of the attempt, from 1. */
	number: number;
	/** What the person is told it is. */
	title: string;
	text: string;
};

/** `response`: the text as the person left it; null where they did not change it. */
export type DraftDecided = OfOperation & {
	type: 'draft-decided';
	number: number;
	/** Hash of the text that was shown. */
	key: string;
	decision: 'approve' | 'edit' | 'redo';
	feedback: string | null;
	/** Every later draft and output of this run is approved as well. */
	rest?: boolean;
	/** `module`: decided by a policy (`--yes`, `--review none`), not by a person. */
	by: By;
};

/** What is to be allowed: a program's run, an installation, or a caged program's run that reaches the network. */
export type ConsentSubject = {
	/** `command`: the pipeline's own, that installs. */
	kind: 'run' | 'install' | 'command' | 'network';
	/** Exactly what would run. */
	command: string;
	/** Where: `caged` means bubblewrap, and without a network unless that is what is asked for. */
	caged: boolean;
	/** For programs that would run without a cage: why there is none, and how to have one. */
	cageless?: string;
	folder: string;
	/** For installs: the requirement lines. */
	requirements?: string[];
	/** Those of them that are no plain names and versions: what they do, nobody can tell. Always asked, and once each. */
	unusual?: string[];
};

/** So that an attempt that starts again knows what it did already. */
type Keyed = {
	/** The n-th run, or installation, of the attempt, from 1. */
	number?: number;
	/** Hash of all that it depends on. */
	key?: string;
};

export type ConsentAsked = OfOperation & {type: 'consent-asked'; subject: ConsentSubject};
/** `rest of run`: not asked again for this kind in this run. */
export type ConsentGiven = OfOperation & {
	type: 'consent-given';
	subject: ConsentSubject;
	lasts: 'once' | 'rest of run';
};
export type ConsentRefused = OfOperation &
	Keyed & {
		type: 'consent-refused';
		subject: ConsentSubject;
		reason: string;
	};

/** A debugger asks the person how to go on. `problem`: why their edit was refused. */
export type DirectionAsked = OfOperation & {
	type: 'direction-asked';
	/** The n-th of the attempt, from 1. */
	number: number;
	about: Plight;
	message: string;
	courses: Course[];
	command: string;
	problem?: string;
};

/** `response`: the hint, the input, the arguments or the edited code; `model`: the one that goes on. */
export type DirectionGiven = OfOperation & {
	type: 'direction-given';
	number: number;
	/** Hash of what it was given on. */
	key: string;
	about: Plight;
	course: Course;
	/** The one that was rolled back to. */
	iteration?: number;
	/** And every later patch of the loop. */
	rest?: true;
};

/** The file set changed. */
export type FilesWritten = OfOperation & {
	type: 'files-written';
	by: By;
	/** The whole set after it. */
	files: FileManifest;
	/** Texts the log does not hold yet, hash → contents. */
	contents: Record<string, string>;
	deleted: string[];
	refused: {path: string; reason: string}[];
};

export type DependenciesInstalled = OfOperation &
	Keyed & {
		type: 'dependencies-installed';
		iteration: number;
		command: string;
		requirements: string[];
		ok: boolean;
		/** Why it is not ok; as an `InstallOutcome` has it. */
		problem?: 'refused' | 'unreachable' | 'failed';
		stdout: string;
		stderr: string;
		duration_ms: number;
	};

export type ProgramRan = OfOperation &
	Keyed & {
		type: 'program-ran';
		iteration: number;
		command: string;
		/** `run`: the program; `test`: debug.test. */
		purpose: 'run' | 'test';
		exit_code: number | null;
		signal: string | null;
		timed_out: boolean;
		/** Why else it was stopped: a clause that reads after “it was stopped: ”. */
		stopped?: string;
		caged: boolean;
		/** It reached the network, though caged. */
		network?: true;
		/** Head and tail; what was cut is said inside. */
		stdout: string;
		stderr: string;
		duration_ms: number;
		/** Identifies the failure (error type, file, line, message); null when it succeeded. */
		fingerprint: string | null;
		/** One line for people: `ImportError: … (main.py:3)`, or `exit 0`. */
		summary: string;
		made_files: string[];
		/** Shown from a recording instead of being run. */
		recorded?: boolean;
	};

/** A person is asked to decide on an output, or on a failure. */
export type ReviewRequested = OfOperation & {
	type: 'review-requested';
	subject: 'output' | 'failure';
	problem?: string;
};

/** `response` is the edited or hand-written output, if there is one. */
export type ReviewDecided = OfOperation & {
	type: 'review-decided';
	subject: 'output' | 'failure';
	decision: 'approve' | 'edit' | 'redo' | 'variants' | 'retry' | 'write' | 'skip' | 'stop';
	feedback: string | null;
	/** The version that an edit made, or that was chosen among variants. */
	version?: number;
	/** How many variants were asked for. */
	count?: number;
	files?: FileManifest;
	/** Every later output of this run is approved as well. */
	rest?: boolean;
	/** `module`: decided by a policy (`--yes`), not by a person. */
	by: By;
};

/** The output exists: `response`, as `version`. */
export type ModuleFinished = OfOperation & {
	type: 'module-finished';
	version: number;
	by: By;
	consumed: Consumed;
	/** Downstream waits until the review is decided. */
	review: boolean;
	variant?: boolean;
	files?: FileManifest;
	messages?: string[];
};

/** What happened, and how to mend it. */
export type ModuleFailed = OfOperation & {
	type: 'module-failed';
	kind: string;
	message: string;
	remedy: string | null;
	/** The person decides before dependents are blocked. */
	paused: boolean;
	variant?: boolean;
};

/** An input will not come. */
export type ModuleBlocked = Common & {type: 'module-blocked'; output_name: string; because: string};
export type ModuleSkipped = Common & {type: 'module-skipped'; output_name: string; message: string};

/** A module, or the run, has something to say to the person. */
export type NoteTaken = Common & {type: 'note-taken'; output_name: string | null; note: string};

/** Steering outside a checkpoint: a finished output was edited. `response` is the new text. */
export type OutputEdited = Common & {
	type: 'output-edited';
	output_name: string;
	version: number;
	by: By;
	files?: FileManifest;
	/** Texts of its files that this log does not hold yet, hash → contents. */
	contents?: Record<string, string>;
};
/** The last edit was taken back; `version` is the current one again. */
export type EditUndone = Common & {type: 'edit-undone'; output_name: string; version: number};
/**
 * An earlier version is the current one again. `by: module`: it was to be made anew, and this version was made
 * from the same things.
 */
export type VersionChosen = Common & {type: 'version-chosen'; output_name: string; version: number; by?: By};
/** What an operation is instructed with from now on. */
export type PromptEdited = Common & {
	type: 'prompt-edited';
	output_name: string;
	/** The whole system message. */
	system: string;
	supplement: string | null;
	/** It takes an edit back. */
	undo?: true;
};
/** Kept whatever goes stale upstream; or no longer. */
export type OperationPinned = Common & {type: 'operation-pinned'; output_name: string; pinned: boolean};
/** It is made anew. `why: asked`: whatever there is already. */
export type OperationRerun = Common & {type: 'operation-rerun'; output_name: string; why?: 'stale' | 'asked'};
/** The run waits before each operation; or no longer. */
export type SteppingSet = Common & {type: 'stepping-set'; stepping: boolean};
/** The run waits before this operation; or no longer. */
export type BreakpointSet = Common & {type: 'breakpoint-set'; output_name: string; on: boolean};
/** It may begin although the run waits before it. */
export type OperationPassed = Common & {type: 'operation-passed'; output_name: string};

/** A ceiling was reached, and the person raised it. */
export type BudgetRaised = Common & {
	type: 'budget-raised';
	/** Whose ceiling; null: the run's. */
	output_name: string | null;
	budget: Budget;
};

/** The person's pause: what runs goes on, nothing new starts. */
export type RunPaused = Common & {type: 'run-paused'; paused: boolean};

export type FinishStatus = 'done' | 'failed' | 'stopped' | 'budget' | 'waiting';

/** What a run has cost so far, as `RunState.money` has it. */
export type Totals = {
	/** Sum of the known costs, USD. */
	usd: number;
	/** At least one call's price is unknown. */
	unknown: boolean;
	input_tokens: number;
	output_tokens: number;
	/** Calls that yielded nothing and may have been charged. Older logs have it as `possiblyPaid`. */
	possibly_paid?: number;
};

/** The engine let go. Later events may follow: `run-resumed`. */
export type RunFinished = Common & {
	type: 'run-finished';
	status: FinishStatus;
	message: string | null;
	/** So that lists of runs need not add up their calls. */
	totals?: Totals;
	/** Operations that came to no output, where there are any. */
	left_out?: LeftOut;
};

export type LeftOut = {skipped: number; blocked: number};

export type RunEvent =
	| RunStarted
	| RunResumed
	| PipelineChanged
	| RunForked
	| ModuleStarted
	| ModelAsked
	| ModelAnswered
	| ModelFailed
	| AnswerReused
	| QuestionAsked
	| QuestionAnswered
	| DraftShown
	| DraftDecided
	| ConsentAsked
	| ConsentGiven
	| ConsentRefused
	| DirectionAsked
	| DirectionGiven
	| FilesWritten
	| DependenciesInstalled
	| ProgramRan
	| ReviewRequested
	| ReviewDecided
	| ModuleFinished
	| ModuleFailed
	| ModuleBlocked
	| ModuleSkipped
	| NoteTaken
	| OutputEdited
	| EditUndone
	| VersionChosen
	| OperationPinned
	| OperationRerun
	| PromptEdited
	| SteppingSet
	| BreakpointSet
	| OperationPassed
	| BudgetRaised
	| RunPaused
	| RunFinished;

export type EventOf<T extends RunEvent['type']> = Extract<RunEvent, {type: T}>;

type Drafted<E> = E extends RunEvent ? Omit<E, keyof Common> & Partial<Omit<Common, 'timestamp'>> : never;

/** An event as it is emitted: the five promised fields are filled in by `stamp`. */
export type EventDraft = Drafted<RunEvent>;

/** Completes a draft. `type` and `output_name` come first in the line, so that readers can scan for them. */
export function stamp(draft: EventDraft, now: number): RunEvent {
	const {type, module = null, prompt = null, response = null, model = null, ...rest} = draft;
	const name = 'output_name' in rest ? {output_name: rest.output_name} : {};
	return {
		type,
		...name,
		timestamp: new Date(now).toISOString(),
		module,
		...rest,
		model,
		prompt,
		response,
	} as RunEvent;
}
