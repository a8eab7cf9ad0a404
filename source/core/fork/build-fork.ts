/** The first events of a run that begins with another's history. Pure: the fold of a parent in, drafts out. */
import {fileFields, type TextGround} from '../engine/files-of-text.ts';
import {type EventDraft, type EventOf, type FileManifest, type RunSettings, stamp} from '../events.ts';
import {currentVersion} from '../state/basis.ts';
import {emptyState, reduce} from '../state/reduce.ts';
import type {OperationState, RunState} from '../state/run-state.ts';
import {carryOver} from './carry-over.ts';
import {type Fate, type ForkWish, fatesOf} from './fates.ts';

/** What is new in the child. */
export type ForkTerms = {
	settings: RunSettings;
	/** What a module that asks for the task takes; null: it asks. */
	request: string | null;
	answers: {name: string; text: string}[];
	/** Path of the parent's memory log. */
	path: string;
	/** How many of the parent's actions were folded. */
	action: number;
	/** As they are now: what is taken over counts as made by them. */
	traits: RunState['modules'];
	modules: TextGround['modules'];
};

export type Fork = {
	/** For the child of this id. */
	events(run_id: string): readonly [EventDraft, ...EventDraft[]];
	/** What the child begins with: the fold of these events. */
	state: RunState;
	fates: ReadonlyMap<string, Fate>;
};

/** Refuses a text that cannot be the output it is to replace: `problem` says why, a sentence. */
export function buildFork(parent: RunState, wish: ForkWish, terms: ForkTerms): Fork | {problem: string} {
	const fates = fatesOf(parent, wish);
	const started = startOf(parent, terms);
	const events: EventDraft[] = [];
	const state = reduce(emptyState(), stamp(started, parent.at));
	const add = (event: EventDraft) => {
		events.push(event);
		reduce(state, stamp(event, parent.at));
	};
	for (const operation of parent.operations.values()) {
		const {output_name, module, supplement} = operation.operation;
		const {system} = operation;
		// Their files say otherwise: they were edited in the run.
		const begun = state.operations.get(output_name)!;
		if (begun.operation.supplement !== supplement || begun.system !== system)
			add({type: 'prompt-edited', output_name, module, system, supplement});
	}

	for (const [output_name, fate] of fates) {
		const operation = parent.operations.get(output_name)!;
		const {module} = operation.operation;
		if (isTaken(fate, operation)) {
			const taken = takeOver(parent, operation, state.texts);
			if ('problem' in taken) return taken;
			add(taken.event);
			if (operation.pinned && fate === 'taken')
				add({type: 'operation-pinned', output_name, module, pinned: true});
		}

		if (fate === 'ahead') for (const event of carryOver(parent, operation, state.texts)) add(event);
		if (fate !== 'set') continue;
		const put = putText(state, output_name, wish.set.get(output_name)!, terms.modules);
		if ('problem' in put) return put;
		for (const event of put) add(event);
	}

	return {events: run_id => [{...started, run_id}, ...events], state, fates};
}

function startOf(parent: RunState, terms: ForkTerms): EventDraft & {type: 'run-started'} {
	const {settings, request, answers, path, action, traits} = terms;
	const recalled = [...parent.operations].flatMap(([name, operation]) =>
		operation.recalled === null ? [] : [[name, operation.recalled] as const],
	);
	return {
		type: 'run-started',
		run_id: '',
		pipeline_name: parent.pipeline.name,
		forked_from: {run_id: parent.run_id, path, action},
		continues: null,
		pipeline: parent.pipeline.source,
		...(parent.pipelineFile === null ? {} : {pipeline_file: parent.pipelineFile}),
		settings,
		request,
		answers,
		system_prompts: parent.systemPrompts,
		modules: traits,
		initial_files: Object.fromEntries(parent.initialFiles),
		...(recalled.length > 0 ? {recalled: Object.fromEntries(recalled)} : {}),
	};
}

/** What is replaced is taken over first, where it is whole: the text becomes its next version. */
function isTaken(fate: Fate, {status}: OperationState): boolean {
	return (
		fate === 'taken' || fate === 'review' || (fate === 'set' && (status === 'done' || status === 'review'))
	);
}

/** The current version, as an event of the child; with the files that its log, which holds `texts`, lacks. */
function takeOver(
	parent: RunState,
	operation: OperationState,
	texts: ReadonlyMap<string, string>,
): {event: EventDraft} | {problem: string} {
	const {output_name, module} = operation.operation;
	const version = currentVersion(operation)!;
	const files: TakenFiles | {problem: string} =
		version.files === null ? {} : filesOf(parent, output_name, version.files, texts);
	if ('problem' in files) return files;
	const own = version.attempt === operation.attempt;
	const call = operation.calls.findLast(
		({attempt, response}) => attempt === version.attempt && response !== null,
	);
	return {
		event: {
			type: 'answer-reused',
			output_name,
			module,
			attempt: Math.max(1, version.attempt),
			call: null,
			source: {run_id: parent.run_id, action: version.action},
			by: version.by,
			prompt: own ? operation.prompt : null,
			model: version.by === 'person' ? null : (call?.model ?? null),
			response: version.text,
			...files,
			...(operation.status === 'review' ? {review: true} : {}),
		},
	};
}

type TakenFiles = {files?: FileManifest; contents?: Record<string, string>};

function filesOf(
	{texts}: RunState,
	output_name: string,
	files: FileManifest,
	held: ReadonlyMap<string, string>,
): TakenFiles | {problem: string} {
	const contents: Record<string, string> = {};
	for (const [path, hash] of Object.entries(files)) {
		if (held.has(hash)) continue;
		const text = texts.get(hash);
		if (text === undefined)
			return {
				problem: `the log does not hold the text of ${path}, so ${output_name} cannot be taken over. Have it made anew: --from ${output_name}.`,
			};
		contents[hash] = text;
	}
	return {files, contents};
}

/** The person's text becomes the output, and its files exactly those that it stands for. */
function putText(
	state: RunState,
	output_name: string,
	text: string,
	modules: TextGround['modules'],
): EventDraft[] | {problem: string} {
	const operation = state.operations.get(output_name)!;
	const {module} = operation.operation;
	const made = fileFields({store: {state: () => state}, modules}, operation, text);
	if ('problem' in made)
		return {problem: `the text for ${output_name} cannot be its output: ${made.problem}`};
	const version = operation.versions.length + 1;
	const common = {output_name, module, response: text, version, by: 'person' as const};
	if (operation.status === 'done') return [{type: 'output-edited', ...common, ...made}];
	const {files, contents = {}} = made;
	const {attempt} = operation;
	const decided: Omit<EventOf<'review-decided'>, 'timestamp' | 'prompt' | 'model'> = {
		type: 'review-decided',
		...common,
		attempt,
		subject: operation.status === 'review' ? 'output' : 'failure',
		decision: operation.status === 'review' ? 'edit' : 'write',
		feedback: null,
		...(files ? {files} : {}),
	};
	return files
		? [
				{
					type: 'files-written',
					output_name,
					module,
					attempt,
					by: 'person',
					files,
					contents,
					deleted: [],
					refused: [],
				},
				decided,
			]
		: [decided];
}
