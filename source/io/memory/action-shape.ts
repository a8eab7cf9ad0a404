/**
 * What each action must look like before it is believed: a log is a file, and anyone may have written it. The
 * compiler holds this table complete. Fields that are not listed are let through.
 */
import type {EventOf, RunEvent} from '../../core/events.ts';

type Check = (value: unknown) => boolean;
type Type = RunEvent['type'];
type Promised = 'type' | 'timestamp' | 'module' | 'prompt' | 'response' | 'model';
type Fields<T extends Type> = Record<Exclude<keyof EventOf<T>, Promised>, Check>;

const text: Check = value => typeof value === 'string';
const number: Check = value => Number.isFinite(value);
const atLeastOne: Check = value => Number.isSafeInteger(value) && (value as number) >= 1;
const flag: Check = value => typeof value === 'boolean';
const record: Check = value => typeof value === 'object' && value !== null && !Array.isArray(value);
const orNull =
	(check: Check): Check =>
	value =>
		value === null || check(value);
const optional =
	(check: Check): Check =>
	value =>
		value === undefined || check(value);
const list =
	(check: Check): Check =>
	value =>
		Array.isArray(value) && value.every(check);
const table =
	(check: Check): Check =>
	value =>
		record(value) && Object.values(value as object).every(check);
const shape =
	(fields: Record<string, Check>): Check =>
	value =>
		record(value) && misfit(value as object, fields) === null;

/** The first field that is not as it must be. */
function misfit(value: object, fields: Record<string, Check>): string | null {
	for (const key in fields) if (!fields[key]!((value as Record<string, unknown>)[key])) return key;
	return null;
}

const message: Check = value =>
	shape({role: text, content: text})(value) || shape({role: text, hash: text})(value);
const usage = orNull(shape({input_tokens: number, output_tokens: number}));
const subject = shape({
	kind: text,
	command: text,
	caged: flag,
	folder: text,
	requirements: optional(list(text)),
});
const refusals = list(shape({path: text, reason: text}));
const manifest = table(text);
const settings = shape({
	review: text,
	concurrency: atLeastOne,
	roles: table(text),
	budget: record,
	record: optional(flag),
});
const traits = shape({yields: text, writes: flag, version: text});
const recalled = list(shape({run_id: text, at: text, text, cut: flag}));
const operation = {output_name: text, attempt: number};
const call = {...operation, call: number, try: number, by: text};
const keyed = {number: optional(atLeastOne), key: optional(text)};
const edit = {output_name: text, version: number};

const promised: Record<Promised, Check> = {
	type: text,
	timestamp: value => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
	module: orNull(text),
	prompt: orNull(text),
	response: orNull(text),
	model: orNull(text),
};

const shapes: {[T in Type]: Fields<T>} = {
	'run-started': {
		run_id: text,
		pipeline_name: text,
		pipeline: text,
		pipeline_file: optional(text),
		settings,
		request: orNull(text),
		answers: list(shape({name: text, text})),
		system_prompts: table(text),
		modules: table(traits),
		initial_files: table(text),
		recalled: optional(table(recalled)),
		forked_from: orNull(shape({run_id: text, path: text, action: number})),
		continues: orNull(shape({run_id: text, path: text, earlier: optional(list(shape({name: text, text})))})),
	},
	'run-resumed': {settings},
	'pipeline-changed': {
		pipeline: text,
		system_prompts: table(text),
		modules: optional(table(traits)),
		kept: optional(flag),
	},
	'run-forked': {child_run_id: text, continues: optional(flag)},
	'module-started': {
		...operation,
		consumed: table(number),
		variant: optional(flag),
		recalled: optional(recalled),
	},
	'model-asked': {...call, parameters: record, messages: list(message)},
	'model-answered': {
		...call,
		usage,
		cost_usd: orNull(number),
		duration_ms: number,
		finish_reason: text,
		reasoning: optional(text),
		notes: optional(list(text)),
		timing: optional(list(list(number))),
	},
	'model-failed': {
		...call,
		fault: text,
		message: text,
		retry_in_ms: orNull(number),
		possibly_paid: flag,
		usage,
		cost_usd: orNull(number),
		duration_ms: number,
	},
	'answer-reused': {
		messages: optional(list(message)),
		parameters: optional(record),
		...operation,
		call: orNull(number),
		source: shape({run_id: text, action: number}),
		by: text,
		files: optional(manifest),
		contents: optional(table(text)),
		review: optional(flag),
	},
	'question-asked': {...operation, question: text, number: optional(atLeastOne)},
	'question-answered': {...operation, question: text, number: optional(atLeastOne), declined: flag},
	'consent-asked': {...operation, subject},
	'consent-given': {...operation, subject, lasts: text},
	'consent-refused': {...operation, ...keyed, subject, reason: text},
	'direction-asked': {
		...operation,
		number: atLeastOne,
		about: text,
		message: text,
		courses: list(text),
		command: text,
		problem: optional(text),
	},
	'direction-given': {
		...operation,
		number: atLeastOne,
		key: text,
		about: text,
		course: text,
		iteration: optional(number),
		rest: optional(flag),
	},
	'files-written': {
		...operation,
		by: text,
		files: manifest,
		contents: table(text),
		deleted: list(text),
		refused: refusals,
	},
	'dependencies-installed': {
		...operation,
		...keyed,
		iteration: number,
		command: text,
		requirements: list(text),
		ok: flag,
		problem: optional(text),
		stdout: text,
		stderr: text,
		duration_ms: number,
	},
	'program-ran': {
		...operation,
		...keyed,
		iteration: number,
		command: text,
		purpose: text,
		exit_code: orNull(number),
		signal: orNull(text),
		timed_out: flag,
		stopped: optional(text),
		caged: flag,
		network: optional(flag),
		stdout: text,
		stderr: text,
		duration_ms: number,
		fingerprint: orNull(text),
		summary: text,
		made_files: list(text),
		recorded: optional(flag),
	},
	'review-requested': {...operation, subject: text, problem: optional(text)},
	'review-decided': {
		...operation,
		subject: text,
		decision: text,
		feedback: orNull(text),
		version: optional(number),
		count: optional(number),
		files: optional(manifest),
		rest: optional(flag),
		by: text,
	},
	'module-finished': {
		...operation,
		version: number,
		by: text,
		consumed: table(number),
		review: flag,
		variant: optional(flag),
		files: optional(manifest),
		messages: optional(list(text)),
	},
	'module-failed': {
		...operation,
		kind: text,
		message: text,
		remedy: orNull(text),
		paused: flag,
		variant: optional(flag),
	},
	'module-blocked': {output_name: text, because: text},
	'module-skipped': {output_name: text, message: text},
	'note-taken': {output_name: orNull(text), note: text},
	'output-edited': {...edit, by: text, files: optional(manifest), contents: optional(manifest)},
	'edit-undone': edit,
	'version-chosen': {...edit, by: optional(text)},
	'prompt-edited': {output_name: text, system: text, supplement: orNull(text), undo: optional(flag)},
	'operation-pinned': {output_name: text, pinned: flag},
	'operation-rerun': {output_name: text, why: optional(text)},
	'stepping-set': {stepping: flag},
	'breakpoint-set': {output_name: text, on: flag},
	'operation-passed': {output_name: text},
	'budget-raised': {output_name: orNull(text), budget: record},
	'run-paused': {paused: flag},
	'run-finished': {
		status: text,
		message: orNull(text),
		totals: optional(
			shape({usd: number, unknown: flag, input_tokens: number, output_tokens: number, possiblyPaid: number}),
		),
		left_out: optional(shape({skipped: number, blocked: number})),
	},
};

export type Misshapen =
	/** The type is one that this version does not know. */
	| {kind: 'unknown'; type: string}
	/** This field is missing, or not what it must be. */
	| {kind: 'misfit'; field: string};

/** Null when the value is an action. */
export function judgeAction(value: unknown): Misshapen | null {
	if (!record(value)) return {kind: 'misfit', field: 'type'};
	const field = misfit(value as object, promised);
	if (field !== null) return {kind: 'misfit', field};
	const {type} = value as {type: string};
	if (!Object.hasOwn(shapes, type)) return {kind: 'unknown', type};
	const other = misfit(value as object, shapes[type as Type]);
	return other === null ? null : {kind: 'misfit', field: other};
}

export function isKnownType(type: string): type is Type {
	return Object.hasOwn(shapes, type);
}

/** It differs from the name of a known type in a single character, as a flipped bit makes it. */
export function isNearlyKnown(type: string): boolean {
	return Object.keys(shapes).some(
		known =>
			known.length === type.length && [...known].filter((letter, at) => letter !== type[at]).length === 1,
	);
}
