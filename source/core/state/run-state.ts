/**
 * The state of a run: nothing but the fold of its events. The reducer replaces the one operation an event
 * touches and bumps `revision`; tables and lists are kept in place.
 */
import type {Plight} from '../direction.ts';
import type {
	Budget,
	By,
	ConsentSubject,
	Consumed,
	DependenciesInstalled,
	DirectionGiven,
	DraftDecided,
	FileManifest,
	FinishStatus,
	ModuleTraits,
	ProgramRan,
	Recalled,
	RunSettings,
} from '../events.ts';
import type {Operation, Pipeline} from '../pipeline/pipeline.ts';
import type {Parameters, Usage} from '../ports.ts';
import type {Basis} from './basis.ts';

/**
 * pending → running → (review →) done, or failed, blocked, skipped.
 * `review`: the output exists and a person decides. `failed` with `mending`: a person decides on the failure.
 */
export type OperationStatus = 'pending' | 'running' | 'review' | 'done' | 'failed' | 'blocked' | 'skipped';

export type Version = {
	/** From 1. */
	version: number;
	by: By;
	text: string;
	/** ms since the epoch. */
	at: number;
	attempt: number;
	/** For codebase outputs: the files that the text stands for. */
	files: FileManifest | null;
	/** What it was made from. */
	basis: Basis | null;
	/** It was approved, written by the person, or never reviewed: it may be consumed again. */
	accepted: boolean;
	/** Number of the action that brought it, from 1. */
	action: number;
	/** Where it was taken over from; null: made here. */
	source: {run_id: string; action: number} | null;
};

/** What an undo takes back, the latest last. */
export type Edit =
	| {kind: 'output'; output_name: string; before: number}
	| {kind: 'prompt'; output_name: string; system: string; supplement: string | null};

export type Try = {
	/** Which was asked: a call may be tried again with another. */
	model: string;
	fault: string;
	message: string;
	retry_at: number | null;
	possibly_paid: boolean;
	/** What had come by then: to be read, never passed on. */
	partial: string;
};

export type Call = {
	attempt: number;
	call: number;
	model: string;
	parameters: Parameters;
	/** Texts resolved from their hashes. */
	messages: {role: string; content: string}[];
	prompt: string;
	askedAt: number;
	/** Network tries so far, those of earlier sittings included. */
	tries: number;
	/** Number of the action that brought the answer, from 1. */
	action: number | null;
	/** Null while it runs, or when it failed. */
	response: string | null;
	usage: Usage | null;
	cost_usd: number | null;
	duration_ms: number | null;
	finish_reason: string | null;
	by: By;
	reasoning: string | null;
	notes: string[];
	failures: Try[];
	reused: boolean;
};

/** One turn of a debugger: what was installed and run. */
export type Iteration = {
	iteration: number;
	attempt: number;
	install: DependenciesInstalled | null;
	runs: ProgramRan[];
	/** How many calls the operation had made before this turn's run. */
	callsBefore: number;
	/** What was run; its texts are in `texts`. */
	files: FileManifest;
};

/** The person did not allow a run, or an installation. */
export type Refusal = {
	attempt: number;
	kind: ConsentSubject['kind'];
	number: number | undefined;
	key: string | undefined;
	reason: string;
};

export type Failure = {kind: string; message: string; remedy: string | null; paused: boolean};

/** What an operation awaits from the person, as far as the log tells. */
export type Awaiting =
	| {kind: 'question'; question: string}
	| {kind: 'draft'; title: string; text: string}
	| {kind: 'consent'; subject: ConsentSubject}
	| {kind: 'direction'; about: Plight; message: string}
	| null;

export type Money = {
	/** Sum of the known costs, USD. */
	usd: number;
	/** At least one call's price is unknown. */
	unknown: boolean;
	input_tokens: number;
	output_tokens: number;
	/** At least one count is a guess. */
	estimated: boolean;
	/** Calls that failed or were never answered and may have been charged. */
	possiblyPaid: number;
	/** Calls taken over, not paid. */
	reused: number;
	calls: number;
	/** How many of these calls a recording answered. */
	recorded: number;
};

export type OperationState = {
	operation: Operation;
	/** Position in the file. */
	index: number;
	status: OperationStatus;
	/** Dependencies (and turns) still to come; ready at 0. */
	waitingFor: number;
	attempt: number;
	prompt: string | null;
	system: string;
	consumed: Consumed;
	/** What the current output counts as made from; while an attempt runs, what that one is made from. */
	basis: Basis | null;
	versions: readonly Version[];
	/** Number of the current version, 0 = none. */
	current: number;
	calls: readonly Call[];
	iterations: readonly Iteration[];
	awaiting: Awaiting;
	/** What the person was asked in the current attempt, and said; null while it waits. */
	questions: readonly {
		attempt: number;
		/** From 1 within the attempt. */
		number: number;
		question: string;
		reply: {text: string} | 'declined' | null;
	}[];
	/** What the person was shown in the middle of the current attempt, and decided; null while it waits. */
	drafts: readonly {
		attempt: number;
		/** From 1 within the attempt. */
		number: number;
		title: string;
		text: string;
		verdict: DraftDecided | null;
	}[];
	/** How the person had a debugger go on; `after`: how many iterations there were by then. */
	directions: readonly {given: DirectionGiven; after: number}[];
	/** Programs and installations that the person did not allow. */
	refusals: readonly Refusal[];
	/** The review asked for, with why the last edit was refused. */
	review: {subject: 'output' | 'failure'; problem: string | null} | null;
	/** Outputs that are made for the person to choose from: how many are still to come, and the versions there are. */
	variants: {coming: number; versions: readonly number[]} | null;
	failure: Failure | null;
	/** Which input never came. */
	because: string | null;
	/** Outputs of earlier runs that join what it is told, as long as the run lasts; null: none were looked for yet. */
	recalled: readonly Recalled[] | null;
	/** Feedback of the last redo, and what was rejected, for the next attempt. */
	redo: {feedback: string; rejected: string; model: string | null} | null;
	/** The same, of the attempt that was begun last: its variants are told it too. */
	redone: OperationState['redo'];
	notes: readonly string[];
	/** Latest file set that this operation wrote in its current attempt. */
	files: FileManifest | null;
	refused: readonly {path: string; reason: string}[];
	pinned: boolean;
	/**
	 * Made anew, until that has come to its end: because it was stale (an earlier version that fits is taken
	 * instead), or because it was asked for.
	 */
	rerun: 'stale' | 'asked' | null;
	/** The pipeline's, or what the person raised it to. */
	budget: Budget;
	money: Money;
	startedAt: number | null;
	finishedAt: number | null;
};

export type RunStatus = 'empty' | 'running' | FinishStatus;

/** The run that this one goes back to. */
export type Origin = {
	kind: 'fork' | 'continue';
	run_id: string;
	/** Of its memory log. */
	path: string;
	/** Of a fork: how many of its actions were taken as its past. */
	action: number | null;
	/** Of one that continues: what that was told and planned. */
	earlier: readonly {name: string; text: string}[];
};

export type RunState = {
	/** Grows with every event. */
	revision: number;
	run_id: string;
	pipeline: Pipeline;
	/** Absolute path of its YAML; null for one that ships with the app, and where the log does not tell. */
	pipelineFile: string | null;
	settings: RunSettings;
	status: RunStatus;
	/** Why it let go, if that was said. */
	message: string | null;
	paused: boolean;
	origin: Origin | null;
	/** Runs that go back to this one, as far as it was told. */
	children: readonly {run_id: string; continues: boolean}[];
	request: string | null;
	answers: {name: string; text: string}[];
	modules: Record<string, ModuleTraits>;
	/** output_name → the system message that its files made when the run took it over: without edits in the run. */
	systemPrompts: Record<string, string>;
	initialFiles: ReadonlyMap<string, string>;
	startedAt: number;
	/** When the last event happened. */
	at: number;
	finishedAt: number | null;
	/** How long the app was closed between the run's sittings, ms. */
	awayFor: number;
	/** In the file's order. */
	operations: Map<string, OperationState>;
	/** The pipeline's operations, each after all that it reads. */
	order: readonly Operation[];
	/** Who consumes each operation's output. */
	consumers: ReadonlyMap<string, readonly string[]>;
	/** Operations that touch the workspace take turns: who waits for this one's, though nothing feeds it. */
	nextWriter: ReadonlyMap<string, string>;
	/** Operations that could start now, in the order in which they became ready. */
	ready: Set<string>;
	counts: Record<OperationStatus, number>;
	/** Every distinct text by its hash: contents of files, and messages. */
	texts: Map<string, string>;
	/** The last writer's files. */
	workspace: FileManifest;
	/** Something that was finished was changed: outputs may be stale. */
	steered: boolean;
	edits: readonly Edit[];
	/** Before each operation the run waits for a step. */
	stepping: boolean;
	/** Operations before which the run waits. */
	breakpoints: ReadonlySet<string>;
	/** Operations that were let through and have not begun. */
	passed: ReadonlySet<string>;
	/** Kinds the person allowed for the rest of this run. */
	allowed: Set<ConsentSubject['kind']>;
	money: Money;
	budget: Budget;
	notes: {output_name: string | null; note: string}[];
};
