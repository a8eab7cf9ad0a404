/**
 * The outside world as core sees it. Each port has its adapter in `io/` (or, for the person, in `ui/`).
 * Contract for all of them unless said otherwise: they do not throw for what the outside does wrong
 * (that comes back as a value), and they honour the signal promptly.
 */
import type {Direction, Situation} from './direction.ts';
import type {Budget, ConsentSubject, RunEvent} from './events.ts';
import type {FileSet} from './files/file-set.ts';

// ── models ──────────────────────────────────────────────────────────────────────────────────────

/** One message of a conversation with a model. */
export type Message = {role: 'system' | 'user' | 'assistant'; content: string};

/** Sampling and reasoning parameters; only what somebody set is sent, by the name it has here. */
export type Parameters = {
	temperature?: number;
	top_p?: number;
	max_tokens?: number;
	frequency_penalty?: number;
	presence_penalty?: number;
	reasoning_effort?: string;
	seed?: number;
	stop?: string | string[];
	[more: string]: unknown;
};

/** Limits of one try, in ms. */
export type ModelLimits = {first_token_timeout_ms: number; idle_timeout_ms: number; timeout_ms: number};

/** Tokens, as the endpoint counted them. `estimated`: it did not say, we guessed. */
export type Usage = {
	input_tokens: number;
	output_tokens: number;
	cached_input_tokens?: number;
	reasoning_tokens?: number;
	estimated?: boolean;
};

export type ModelRequest = {
	output_name: string;
	module: string;
	attempt: number;
	/** The n-th model call within the attempt, from 1. */
	call: number;
	/** The n-th network try of this call, from 1. */
	try: number;
	/** As resolved by `Model.resolve`. */
	model: string;
	/** Without keys: those belong into the head of a request. */
	messages: Message[];
	parameters: Parameters;
	limits: ModelLimits;
};

export type FaultKind =
	| 'no-model'
	| 'bad-key'
	| 'quota'
	| 'rate-limit'
	| 'overloaded'
	| 'server-error'
	| 'unknown-model'
	| 'bad-request'
	| 'context-length'
	| 'length'
	| 'content-filter'
	| 'empty'
	| 'malformed'
	| 'cut'
	| 'connection'
	| 'unreachable'
	| 'stall'
	| 'timeout'
	| 'aborted'
	| 'not-recorded'
	| 'other';

/** Why a try did not yield a whole answer. */
export type ModelFault = {
	kind: FaultKind;
	/** A sentence for the person; holds no key. */
	message: string;
	/** What to do next, a sentence. */
	remedy: string | null;
	/** Worth another try by itself (429, 5xx, lost, cut, malformed, empty). */
	retryable: boolean;
	/** What Retry-After asked for. */
	retry_after_ms: number | null;
	/** The endpoint may have charged for it. */
	possibly_paid: boolean;
	/** What had come by then: never passed off as an answer. */
	partial: string;
	usage: Usage | null;
	cost_usd: number | null;
};

/** A whole answer: the stream ended with `finish_reason: stop`. */
export type ModelAnswer = {
	/** The whole answer. */
	text: string;
	/** The model that answered, as the endpoint names it. */
	model: string;
	/** Tokens; null where the endpoint did not tell. */
	usage: Usage | null;
	/** null = unknown price. */
	cost_usd: number | null;
	/** `stop`; or `enough` where a module read no further. */
	finish_reason: string;
	/** A summary of what the model thought, where one came. */
	reasoning?: string;
	/** What was adjusted or noticed on the way, one sentence each. */
	notes: string[];
};

export type ModelPiece =
	| {type: 'text'; text: string}
	| {type: 'reasoning'; text: string}
	| {type: 'answered'; answer: ModelAnswer}
	| {type: 'failed'; fault: ModelFault};

export type Resolution = {model: string; note: string | null};

export interface Model {
	/** `recorded`: a cassette; what it answers costs nothing. `live`: it may be charged for. */
	readonly kind: 'live' | 'recorded';
	/** Where the answer to this request is going to come from, if that differs from one to the next; else `kind`. */
	sourceOf?(request: ModelRequest): Model['kind'];
	/** A role, a retired or a real name → what is sent. Undefined means the default. */
	resolve(name: string | undefined): Resolution;
	/** Why a resolved name cannot be asked at all; null if it can. Known before anything is spent. */
	obstacle(model: string): {message: string; remedy: string} | null;
	/** One try. Ends with exactly one `answered` or `failed` piece; never throws. */
	stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelPiece>;
}

// ── the person ──────────────────────────────────────────────────────────────────────────────────

/** Nobody is there to decide; `flag` names what would have answered. The run then waits. */
export type Nobody = {kind: 'nobody'; message: string; flag: string};

export type Question = {
	output_name: string;
	module: string;
	attempt: number;
	/** The n-th question of this attempt, from 1. */
	number: number;
	question: string;
	/** Texts to read while answering. */
	show: {name: string; text: string}[];
	/** The person may say “nothing more”. */
	optional: boolean;
};

export type Reply = {kind: 'said'; text: string} | {kind: 'declined'} | Nobody;

export type ReviewRequest = {
	output_name: string;
	module: string;
	attempt: number;
	version: number;
	output: string;
	yields: 'text' | 'codebase';
	/** Why the last edit was refused; what was typed is in `output`. */
	problem: string | null;
	/** Declared in YAML: `checkpoint: always`. */
	declared: boolean;
	consumers: string[];
	/** Versions that were made to choose from, the first of them among them; empty if there was no choice. */
	variants: readonly number[];
	/**
	 * It is no output: a text in the middle of a module's work, by the n-th such request of the attempt, from 1. Its
	 * `version` is 0, there are no variants, and a redo is for the module to make.
	 */
	draft?: {number: number; title: string};
};

export type Decision =
	/** `rest`: and every later output of this run. `policy`: nobody looked. `version`: this one, of several. */
	| {kind: 'approve'; rest?: boolean; policy?: boolean; version?: number}
	/** So many more, told the same (or with feedback), to choose from. */
	| {kind: 'variants'; count: number; feedback?: string}
	| {kind: 'edit'; output: string}
	| {kind: 'redo'; feedback: string; model?: string}
	| {kind: 'stop'}
	| Nobody;

/** A failed module is a checkpoint too. */
export type FailureRequest = {
	output_name: string;
	module: string;
	attempt: number;
	kind: string;
	message: string;
	remedy: string | null;
	yields: 'text' | 'codebase';
	/** Why a hand-written output was refused. */
	problem: string | null;
	/** The hand-written output that was refused, to be mended. */
	written: string | null;
	/** The version that an earlier attempt left, which may stand; null if there is none. */
	current: string | null;
};

export type Mending =
	| {kind: 'retry'; feedback?: string; model?: string}
	| {kind: 'write'; output: string}
	/** The version of an earlier attempt stands. Only where there is one. */
	| {kind: 'approve'}
	| {kind: 'skip'}
	| {kind: 'stop'}
	/** Leave it failed: headless, or as `on_error: continue` says. */
	| {kind: 'leave'};

export type ConsentRequest = {
	output_name: string;
	module: string;
	attempt: number;
	subject: ConsentSubject;
	/** The module is the person's own, and what it runs is written there, as a rule. */
	own?: true;
};

export type Consent =
	| {kind: 'given'; lasts: 'once' | 'rest of run'}
	| {kind: 'refused'; reason: string}
	| Nobody;

/** A debugger asks how to go on. */
export type DirectionRequest = Situation & {
	output_name: string;
	module: string;
	attempt: number;
	/** The n-th of this attempt, from 1. */
	number: number;
	/** The code as it stands, in the text form of a codebase. */
	code: string;
	/** Why the last edit was refused; null if none was. */
	problem: string | null;
	/** The edit that was refused, to be mended. */
	typed: string | null;
};

export type DirectionReply =
	| Exclude<Direction, {kind: 'edit'}>
	| {kind: 'edit'; code: string}
	| {kind: 'stop'}
	| Nobody;

/** A ceiling is reached: the run's, or that of the operation `output_name`. */
export type BudgetRequest = {
	output_name: string | null;
	message: string;
	spent_usd: number;
	spent_tokens: number;
};
/** The new ceiling, or stop there. */
export type BudgetDecision = ({kind: 'go on'} & Budget) | {kind: 'stop'} | Nobody;

/** The person is a port, like the model. Promises settle when they decide; an aborted signal withdraws the request. */
export interface Human {
	ask(question: Question, signal: AbortSignal): Promise<Reply>;
	review(request: ReviewRequest, signal: AbortSignal): Promise<Decision>;
	mend(request: FailureRequest, signal: AbortSignal): Promise<Mending>;
	allow(request: ConsentRequest, signal: AbortSignal): Promise<Consent>;
	direct(request: DirectionRequest, signal: AbortSignal): Promise<DirectionReply>;
	extend(request: BudgetRequest, signal: AbortSignal): Promise<BudgetDecision>;
}

// ── earlier runs ────────────────────────────────────────────────────────────────────────────────

/** An output that an earlier run of the same pipeline came to. */
export type PastOutput = {
	run_id: string;
	/** When it was made, ISO 8601. */
	at: string;
	text: string;
	/** It was cut already, by the run that is rehearsed. */
	cut?: boolean;
};

/** What earlier runs remember. */
export interface Memory {
	/**
	 * The last `count` outputs of this operation in earlier runs, the newest first, equal texts once. Only what was
	 * whole, accepted and not stale in the end, and made by the module that the operation has now. What cannot be
	 * read is passed over; once the signal aborts, what there is so far.
	 */
	recall(
		wanted: {output_name: string; module: string; count: number},
		signal: AbortSignal,
	): Promise<PastOutput[]>;
}

// ── files and programs ──────────────────────────────────────────────────────────────────────────

export interface Workspace {
	/** Absolute path of the folder. */
	readonly folder: string;
	/**
	 * Makes the folder hold exactly these files, writing only what differs. Never follows a link.
	 * What cannot be written is refused by name; the rest stands. Rejects with an `OperationFailure` where nothing may be
	 * written for now: a person's own files are in the way. `fault`: the disk takes nothing at the moment, whatever the
	 * file; why, for the middle of a sentence.
	 */
	set(files: FileSet): Promise<{refused: {path: string; reason: string}[]; fault?: string}>;
}

export type ProgramRequest = {
	/** The n-th run of the operation's attempt, from 1; absent outside a run. */
	of?: {output_name: string; number: number};
	/** A shell-like command line, e.g. `python3 main.py --fast`; split by `core/command-line.ts`, never given to a shell. */
	command: string[];
	stdin: string;
	timeout_ms: number;
	caged: boolean;
	/** Let it reach the network (only by consent). */
	network: boolean;
	/** Called with pieces of what it prints, decoded. */
	onOutput?: (text: string) => void;
};

/** What came of a program. */
export type ProgramOutcome = {
	/** 0 where all went well; null where a signal ended it. */
	exit_code: number | null;
	/** What ended it, e.g. `SIGKILL`; null if it ended by itself. */
	signal: string | null;
	/** It was still running when its time was over. */
	timed_out: boolean;
	/** The runner ended it since it took more than it may, a clause that reads on after “it was stopped: ”. */
	stopped?: string | null;
	/** What it printed: head and tail, within limits; what was cut is said in the middle. */
	stdout: string;
	stderr: string;
	duration_ms: number;
	/** Files it made or changed, relative; kept beside the workspace in `made/`. */
	made_files: string[];
	/** Could not be started: a sentence and its remedy. */
	not_started: {message: string; remedy: string} | null;
	/** Shown from a recording instead of being run. */
	recorded?: boolean;
};

export type InstallRequest = (
	| {
			/** The text of a requirements.txt. */
			requirements: string;
			/** The person has seen and allowed the lines in it that are no plain names and versions. */
			unusual?: boolean;
	  }
	| {
			/** The pipeline's own, split as a program's is; it runs in a fresh copy of the files. */
			command: string[];
			/** Of all that it depends on: what it makes is kept under it. */
			key: string;
	  }
) & {timeout_ms: number; onOutput?: (text: string) => void};

export type InstallOutcome = {
	ok: boolean;
	/**
	 * Why it is not ok. `refused`: lines that are no plain names and versions were not allowed. `unreachable`: no index
	 * was reached, which is no fault of the code.
	 */
	problem: null | 'refused' | 'unreachable' | 'failed';
	command: string;
	/** The lines that were asked for; empty for a command. */
	requirements: string[];
	stdout: string;
	stderr: string;
	duration_ms: number;
};

/** `name`: null where there is none; then `why` says what is lacking and how to mend it. */
export type Cage = {name: 'bubblewrap'} | {name: null; why: string};

export interface Runner {
	/** Whether programs can be caged here: found out by trying, once, when it is first asked. */
	cage(): Promise<Cage>;
	/** This command over these exact files is known to be harmless (the demo's, by their hashes). */
	vouches(files: FileSet, command: string): boolean;
	run(request: ProgramRequest, signal: AbortSignal): Promise<ProgramOutcome>;
	install(request: InstallRequest, signal: AbortSignal): Promise<InstallOutcome>;
	/** What was last installed for this run's programs is still there; `key`: by the command of that key. */
	hasInstalled(key?: string): Promise<boolean>;
}

// ── the rest ────────────────────────────────────────────────────────────────────────────────────

export interface Log {
	/** Takes the action in order; returns at once. */
	append(action: RunEvent): void;
	/**
	 * True if all that was appended is in the file now, where no kill of the process takes it: little is written in this
	 * turn. Missing: there is no file.
	 */
	write?(): boolean;
	/** Settles when everything appended so far is on disk; rejects with a sentence when it cannot be. */
	flushed(): Promise<void>;
}

export interface Clock {
	/** Milliseconds since the epoch. */
	now(): number;
	/** Resolves after `ms`, or at once when the signal aborts. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Reaches a person who looks elsewhere. Texts are made safe by the adapter. */
export interface Notifier {
	/** Takes over the window's title, and has the terminal tell when the window is entered and left. */
	begin(): void;
	/** Gives both back; may be called again. A `begin` after it shows the last title again. */
	end(): void;
	title(text: string): void;
	/** Rings, and shows the text where the system shows such things. */
	call(text: string): void;
}

/** The terminal lent to another program, e.g. an editor, and taken back clean. */
export interface Terminal {
	lend<T>(task: () => Promise<T>): Promise<T>;
}

/** The shell that started the app: it may have it stand aside for a while, and set it going again. */
export interface Shell {
	/**
	 * Stops the app and whatever started it, npm for instance, as Ctrl-Z does with other programs; settles once the
	 * shell has set them going again, or at once where no shell waits for that. The terminal has to be lent.
	 */
	standAside(): Promise<void>;
	/** Tells of what was not begun here. Returns how to stop. */
	listen(told: ShellListener): () => void;
}

export type ShellListener = {
	/** Somebody wants the app to stand aside. False: who has the terminal sees to that, and the app just stops. */
	asked(): boolean;
	/** The app goes on after it was stopped without being asked: who knows what stands on the terminal now. */
	back(): void;
};

/** How it went with a program that the person played. */
export type PlayOutcome = {
	exit_code: number | null;
	signal: string | null;
	/** The person came back before it had ended. */
	left: boolean;
	duration_ms: number;
	/** The end of what stood on the screen, about 4 kB, without control sequences. */
	tail: string;
	/** Files it made or changed, relative; kept beside the workspace in `made/`. */
	made_files: string[];
};

export type EditOutcome =
	| {kind: 'edited'; text: string}
	| {kind: 'unchanged'}
	| {kind: 'failed'; message: string; text: string | null};

/** Opens the person's own editor on a text and waits for it. */
export interface Editor {
	edit(text: string, name: string): Promise<EditOutcome>;
}

/** What a person has typed and not sent, kept on disk. Names are those of outputs or questions. */
export interface Drafts {
	load(name: string): string | null;
	save(name: string, text: string): void;
	discard(name: string): void;
}
