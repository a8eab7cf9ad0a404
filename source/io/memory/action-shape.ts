/**
 * What each action must look like before it is believed: a log is a file, and anyone may have written it. The
 * compiler holds this table complete. Fields that are not listed are let through. The schema of the log is made of it.
 */
import type {Course, Plight} from '../../core/direction.ts';
import type {
	By,
	ConsentSubject,
	EventOf,
	FinishStatus,
	ModuleTraits,
	ReviewPolicy,
	RunEvent,
	StoredMessage,
} from '../../core/events.ts';
import type {JsonSchema} from '../../core/pipeline/schema-of-shape.ts';

/** Whether a value is what must stand there, and what that is, in the words of JSON Schema. */
type Check = ((value: unknown) => boolean) & {readonly schema: JsonSchema; readonly optional?: true};
type Type = RunEvent['type'];
type Promised = 'type' | 'timestamp' | 'module' | 'prompt' | 'response' | 'model';
type Fields<T extends Type> = Record<Exclude<keyof EventOf<T>, Promised>, Check>;

function check(schema: JsonSchema, isRight: (value: unknown) => boolean): Check {
	return Object.assign(isRight, {schema});
}

const text = check({type: 'string'}, value => typeof value === 'string');
const number = check({type: 'number'}, value => Number.isFinite(value));
const atLeastOne = check(
	{type: 'integer', minimum: 1},
	value => Number.isSafeInteger(value) && (value as number) >= 1,
);
const flag = check({type: 'boolean'}, value => typeof value === 'boolean');
const record = check(
	{type: 'object'},
	value => typeof value === 'object' && value !== null && !Array.isArray(value),
);

/** These words are written; one that a later version may write is believed as well. */
function word<T extends string>(words: Record<T, true>): Check {
	return check({type: 'string', enum: Object.keys(words)}, value => typeof value === 'string');
}

function orNull(inner: Check): Check {
	return check({anyOf: [inner.schema, {type: 'null'}]}, value => value === null || inner(value));
}

function optional(inner: Check): Check {
	return Object.assign((value: unknown) => value === undefined || inner(value), {
		schema: inner.schema,
		optional: true as const,
	});
}

function list(inner: Check): Check {
	return check({type: 'array', items: inner.schema}, value => Array.isArray(value) && value.every(inner));
}

function table(inner: Check): Check {
	return check(
		{type: 'object', additionalProperties: inner.schema},
		value => record(value) && Object.values(value as object).every(inner),
	);
}

function shape(fields: Record<string, Check>): Check {
	return check(schemaOfFields(fields), value => record(value) && misfit(value as object, fields) === null);
}

function schemaOfFields(fields: Record<string, Check>): JsonSchema {
	const required = Object.keys(fields).filter(key => !fields[key]!.optional);
	return {
		type: 'object',
		properties: Object.fromEntries(Object.entries(fields).map(([key, {schema}]) => [key, schema])),
		...(required.length > 0 ? {required} : {}),
	};
}

/** The first field that is not as it must be. */
function misfit(value: object, fields: Record<string, Check>): string | null {
	for (const key in fields) if (!fields[key]!((value as Record<string, unknown>)[key])) return key;
	return null;
}

const role = word<StoredMessage['role']>({system: true, user: true, assistant: true});
const messages = [shape({role, content: text}), shape({role, hash: text})];
const message = check({anyOf: messages.map(({schema}) => schema)}, value =>
	messages.some(each => each(value)),
);
const usage = orNull(shape({input_tokens: number, output_tokens: number}));
const by = word<By>({model: true, person: true, module: true, recorded: true});
const subject = shape({
	kind: word<ConsentSubject['kind']>({run: true, install: true, command: true, network: true}),
	command: text,
	caged: flag,
	cageless: optional(text),
	folder: text,
	requirements: optional(list(text)),
});
const refusals = list(shape({path: text, reason: text}));
const manifest = table(text);
const settings = shape({
	review: word<ReviewPolicy>({all: true, declared: true, none: true}),
	concurrency: atLeastOne,
	roles: table(text),
	budget: record,
	record: optional(flag),
	strict: optional(flag),
	keyless: optional(flag),
});
const traits = shape({
	yields: word<ModuleTraits['yields']>({text: true, codebase: true}),
	writes: flag,
	version: text,
});
const recalled = list(shape({run_id: text, at: text, text, cut: flag}));
const operation = {output_name: text, attempt: number};
const call = {...operation, call: number, try: number, by};
const keyed = {number: optional(atLeastOne), key: optional(text)};
const edit = {output_name: text, version: number};
const reviewed = word<EventOf<'review-decided'>['subject']>({output: true, failure: true});
const about = word<Plight>({patch: true, lack: true, stuck: true});

const course = word<Course>({
	run: true,
	hint: true,
	edit: true,
	more: true,
	model: true,
	'roll-back': true,
	input: true,
	arguments: true,
	network: true,
	pass: true,
	'give-up': true,
});

const promised: Record<Promised, Check> = {
	type: text,
	timestamp: check(
		{type: 'string', format: 'date-time'},
		value => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
	),
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
		by,
		files: optional(manifest),
		contents: optional(table(text)),
		review: optional(flag),
	},
	'question-asked': {...operation, question: text, number: optional(atLeastOne)},
	'question-answered': {...operation, question: text, number: optional(atLeastOne), declined: flag},
	'draft-shown': {...operation, number: atLeastOne, title: text, text},
	'draft-decided': {
		...operation,
		number: atLeastOne,
		key: text,
		decision: text,
		feedback: orNull(text),
		rest: optional(flag),
		by: text,
	},
	'consent-asked': {...operation, subject},
	'consent-given': {
		...operation,
		subject,
		lasts: word<EventOf<'consent-given'>['lasts']>({once: true, 'rest of run': true}),
	},
	'consent-refused': {...operation, ...keyed, subject, reason: text},
	'direction-asked': {
		...operation,
		number: atLeastOne,
		about,
		message: text,
		courses: list(course),
		command: text,
		problem: optional(text),
	},
	'direction-given': {
		...operation,
		number: atLeastOne,
		key: text,
		about,
		course,
		iteration: optional(number),
		rest: optional(flag),
	},
	'files-written': {
		...operation,
		by,
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
		problem: optional(
			word<NonNullable<EventOf<'dependencies-installed'>['problem']>>({
				refused: true,
				unreachable: true,
				failed: true,
			}),
		),
		stdout: text,
		stderr: text,
		duration_ms: number,
	},
	'program-ran': {
		...operation,
		...keyed,
		iteration: number,
		command: text,
		purpose: word<EventOf<'program-ran'>['purpose']>({run: true, test: true}),
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
	'review-requested': {...operation, subject: reviewed, problem: optional(text)},
	'review-decided': {
		...operation,
		subject: reviewed,
		decision: word<EventOf<'review-decided'>['decision']>({
			approve: true,
			edit: true,
			redo: true,
			variants: true,
			retry: true,
			write: true,
			skip: true,
			stop: true,
		}),
		feedback: orNull(text),
		version: optional(number),
		count: optional(number),
		files: optional(manifest),
		rest: optional(flag),
		by,
	},
	'module-finished': {
		...operation,
		version: number,
		by,
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
	'output-edited': {...edit, by, files: optional(manifest), contents: optional(manifest)},
	'edit-undone': edit,
	'version-chosen': {...edit, by: optional(by)},
	'prompt-edited': {output_name: text, system: text, supplement: orNull(text), undo: optional(flag)},
	'operation-pinned': {output_name: text, pinned: flag},
	'operation-rerun': {
		output_name: text,
		why: optional(word<NonNullable<EventOf<'operation-rerun'>['why']>>({stale: true, asked: true})),
	},
	'stepping-set': {stepping: flag},
	'breakpoint-set': {output_name: text, on: flag},
	'operation-passed': {output_name: text},
	'budget-raised': {output_name: orNull(text), budget: record},
	'run-paused': {paused: flag},
	'run-finished': {
		status: word<FinishStatus>({done: true, failed: true, stopped: true, budget: true, waiting: true}),
		message: orNull(text),
		totals: optional(
			shape({
				usd: number,
				unknown: flag,
				input_tokens: number,
				output_tokens: number,
				possibly_paid: optional(number),
			}),
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

/** What the fields of each type hold, besides its `type` itself. */
export function schemasOfActions(): Record<Type, JsonSchema> {
	const {type: _, ...common} = promised;
	return Object.fromEntries(
		Object.entries(shapes).map(([type, fields]) => [type, schemaOfFields({...common, ...fields})]),
	) as Record<Type, JsonSchema>;
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
