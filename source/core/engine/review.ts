/** What a person decides on an output, or on a failure, and what follows from it. */
import type {By, FileManifest} from '../events.ts';
import {manifestOf} from '../files/file-set.ts';
import {OperationFailure} from '../module.ts';
import type {Decision, Mending} from '../ports.ts';
import type {OperationState} from '../state/run-state.ts';
import type {Crew} from './crew.ts';
import {storeFiles} from './files-door.ts';
import {filesOfText, listRefused} from './files-of-text.ts';
import {Halt} from './halt.ts';
import type {Hands} from './hands.ts';
import {readManifest} from './starting-files.ts';
import {makeVariants} from './variants.ts';

/** Asks until the decision can be carried out. An edit that is not a codebase is refused with the reason, and kept. */
export async function decideOnOutput(crew: Crew, output_name: string, hands: Hands): Promise<void> {
	const {store, human} = crew;
	let problem: string | null = null;
	let shown: string | null = null;
	for (;;) {
		const operation = store.state().operations.get(output_name)!;
		const version = operation.versions[operation.current - 1]!;
		const author = authorOf(operation);
		await store.commit({
			type: 'review-requested',
			...author,
			subject: 'output',
			...(problem === null ? {} : {problem}),
		});
		const decision: Decision = await hands.awaitPerson(
			human.review(
				{
					...author,
					version: version.version,
					output: shown ?? version.text,
					yields: yieldsOf(crew, operation),
					problem,
					declared: operation.operation.checkpoint === 'always',
					consumers: [...(store.state().consumers.get(output_name) ?? [])],
					variants: operation.variants?.versions ?? [],
				},
				hands.signal,
			),
		);
		if (hands.signal.aborted) throw new Halt('stopped', `Stopped at the review of ${output_name}.`);
		const decided = {type: 'review-decided' as const, ...author, subject: 'output' as const, feedback: null};
		switch (decision.kind) {
			case 'nobody':
				throw new Halt('waiting', decision.message);
			case 'approve': {
				const chosen = operation.versions[(decision.version ?? 0) - 1];
				if (chosen) await putFiles(crew, operation, chosen.files);
				await store.commit({
					...decided,
					decision: 'approve',
					by: decision.policy ? 'module' : 'person',
					...(decision.rest ? {rest: true} : {}),
					...(chosen ? {version: chosen.version} : {}),
				});
				return;
			}

			case 'variants': {
				const {count, feedback = null} = decision;
				await store.commit({...decided, decision: 'variants', count, feedback, by: 'person'});
				await makeVariants(crew, operation, {count, feedback}, hands);
				problem = null;
				shown = null;
				continue;
			}

			case 'redo':
				await store.commit({
					...decided,
					decision: 'redo',
					feedback: decision.feedback,
					model: decision.model ?? null,
					by: 'person',
				});
				return;
			case 'stop':
				await store.commit({...decided, decision: 'stop', by: 'person'});
				throw new Halt('stopped', `Stopped at the review of ${output_name}.`);
			case 'edit': {
				const accepted = await acceptText(crew, operation, decision.output);
				if ('problem' in accepted) {
					problem = accepted.problem;
					shown = decision.output;
					continue;
				}

				await store.commit({
					...decided,
					decision: 'edit',
					response: decision.output,
					version: operation.versions.length + 1,
					...accepted,
					by: 'person',
				});
				return;
			}
		}
	}
}

/** A failed operation: the person mends it where that is asked for; else its dependents are blocked. */
export async function decideOnFailure(
	crew: Crew,
	output_name: string,
	failure: OperationFailure,
	hands: Hands,
): Promise<void> {
	const {store, human} = crew;
	const operation = store.state().operations.get(output_name)!;
	const author = authorOf(operation);
	const onError = operation.operation.on_error ?? (crew.interactive ? 'pause' : 'continue');
	const paused = onError === 'pause' && crew.interactive;
	const failed = {
		type: 'module-failed' as const,
		...author,
		kind: failure.kind,
		message: failure.message,
		remedy: failure.remedy,
	};
	await store.commit({...failed, paused});
	let problem: string | null = null;
	let written: string | null = null;
	while (paused) {
		await store.commit({
			type: 'review-requested',
			...author,
			subject: 'failure',
			...(problem === null ? {} : {problem}),
		});
		const mending: Mending = await hands.awaitPerson(
			human.mend(
				{
					...author,
					kind: failure.kind,
					message: failure.message,
					remedy: failure.remedy,
					yields: yieldsOf(crew, operation),
					problem,
					written,
					current: operation.versions[operation.current - 1]?.text ?? null,
				},
				hands.signal,
			),
		);
		if (hands.signal.aborted) throw new Halt('stopped', failure.message);
		const decided = {type: 'review-decided' as const, ...author, subject: 'failure' as const, feedback: null};
		const by: By = 'person';
		switch (mending.kind) {
			case 'retry':
				await store.commit({
					...decided,
					decision: 'retry',
					feedback: mending.feedback ?? null,
					model: mending.model ?? null,
					by,
				});
				return;
			case 'write': {
				const accepted = await acceptText(crew, operation, mending.output);
				if ('problem' in accepted) {
					problem = accepted.problem;
					written = mending.output;
					continue;
				}

				await store.commit({
					...decided,
					decision: 'write',
					response: mending.output,
					version: operation.versions.length + 1,
					...accepted,
					by,
				});
				return;
			}

			case 'approve':
				await restoreFiles(crew, operation);
				await store.commit({...decided, decision: 'approve', by});
				return;
			case 'skip':
				await store.commit({...decided, decision: 'skip', by});
				blockDependents(crew, output_name);
				return;
			case 'stop':
				await store.commit({...decided, decision: 'stop', by});
				throw new Halt('stopped', failure.message);
			case 'leave':
				await store.commit({...failed, paused: false});
				blockDependents(crew, output_name);
				return;
		}
	}

	if (onError === 'stop') throw new Halt('failed', `${output_name}: ${failure.message}`);
	blockDependents(crew, output_name);
}

/** Whatever consumes it, directly or not, will not run: it is never fed an empty text. */
function blockDependents({store}: Crew, output_name: string): void {
	const queue = [output_name];
	for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
		for (const consumer of store.state().consumers.get(name) ?? []) {
			const operation = store.state().operations.get(consumer)!;
			if (operation.status !== 'pending') continue;
			store.emit({
				type: 'module-blocked',
				output_name: consumer,
				module: operation.operation.module,
				because: name,
			});
			queue.push(consumer);
		}
	}
}

/** Puts the files of the current version back: a later attempt may have written over them. */
function restoreFiles(crew: Crew, operation: OperationState): Promise<void> {
	return putFiles(crew, operation, operation.versions[operation.current - 1]?.files ?? null);
}

async function putFiles(crew: Crew, operation: OperationState, files: FileManifest | null): Promise<void> {
	if (!files) return;
	const state = crew.store.state();
	await storeFiles(crew, authorOf(operation), {
		before: Object.keys(state.workspace),
		next: readManifest(state, files),
		refused: [],
		by: 'person',
	});
}

/** A hand-made text becomes the output, and its files are written, exactly; or it is refused with the reason. */
async function acceptText(
	crew: Crew,
	operation: OperationState,
	text: string,
): Promise<{problem: string} | {files?: FileManifest}> {
	const made = filesOfText(crew, operation, text);
	if (made.kind === 'refused') return {problem: made.problem};
	if (made.kind === 'kept') return made.files ? {files: made.files} : {};
	const stored = await storeFiles(crew, authorOf(operation), {
		before: Object.keys(crew.store.state().workspace),
		next: made.files,
		refused: [],
		by: 'person',
	}).catch((error: unknown) => {
		if (error instanceof Halt && error.reason !== null)
			return {problem: `${error.reason}; put that right, then save again.`};
		if (error instanceof OperationFailure || error instanceof Halt) return {problem: error.message};
		throw error;
	});
	if ('problem' in stored) return stored;
	return stored.refused.length > 0
		? {problem: listRefused(stored.refused)}
		: {files: manifestOf(stored.files)};
}

function yieldsOf({store}: Crew, {operation}: OperationState): 'text' | 'codebase' {
	return store.state().modules[operation.module]?.yields ?? 'text';
}

function authorOf({operation, attempt}: OperationState): {
	output_name: string;
	module: string;
	attempt: number;
} {
	return {output_name: operation.output_name, module: operation.module, attempt};
}
