/** How a debugger learns from the person how to go on. */
import type {Course, Direction, Plight} from '../direction.ts';
import type {ConsentSubject, DirectionGiven} from '../events.ts';
import {renderCodebase} from '../files/codebase-text.ts';
import {type FileSet, manifestOf} from '../files/file-set.ts';
import type {PersonDoor} from '../module.ts';
import type {DirectionReply} from '../ports.ts';
import type {Attempt, Crew} from './crew.ts';
import {filesOfCode} from './files-of-text.ts';
import {halt} from './halt.ts';
import {keyOfDirection} from './journal.ts';

/** What they choose is on disk before the module hears of it. An edit that is no codebase is refused with the reason, and kept. */
export function openDirecting(
	crew: Crew,
	attempt: Attempt,
	currentFiles: () => FileSet,
): PersonDoor['direct'] {
	const {store, human} = crew;
	const author = {output_name: attempt.output_name, module: attempt.module, attempt: attempt.attempt};
	let asked = 0;
	/** How often each situation was met. */
	const sights = new Map<string, number>();

	return async situation => {
		attempt.signal.throwIfAborted();
		// Counted whether they are asked or not: what was said before holds, however the run is taken up.
		const number = ++asked;
		const key = keyOfDirection(situation, manifestOf(currentFiles()));
		const sight = (sights.get(key) ?? 0) + 1;
		// What is heard from the journal was met as well: a recording goes on behind it.
		sights.set(key, sight);
		const known = attempt.journal.direction(number, key);
		const told = known && directionOf(known);
		if (told) return told;
		const recorded = crew.interactive ? null : crew.decided.direction(attempt.output_name, key, sight);
		if (recorded === null && !isAsked(crew, attempt, situation.about)) return null;
		const {about, message, command} = situation;
		const courses = [...situation.courses];
		const asking = {type: 'direction-asked' as const, ...author, number, about, message, courses, command};
		const again = recorded && directionOf(recorded);
		if (recorded && again) {
			await store.commit(asking);
			await store.commit({...recorded, ...author, number});
			return again;
		}

		let problem: string | null = null;
		let typed: string | null = null;
		for (;;) {
			await store.commit({...asking, ...(problem === null ? {} : {problem})});
			const code = renderCodebase(currentFiles());
			const reply: DirectionReply = await attempt.awaitPerson(
				human.direct({...situation, ...author, number, code, problem, typed}, attempt.signal),
			);
			attempt.signal.throwIfAborted();
			if (reply.kind === 'nobody') halt(attempt, 'waiting', reply.message);
			if (reply.kind === 'stop')
				halt(attempt, 'stopped', `Stopped while ${attempt.output_name} was debugged.`);
			if (reply.kind === 'edit') {
				const made = filesOfCode(reply.code);
				const why = made.kind === 'refused' ? made.problem : (situation.judge?.(made.files) ?? null);
				if (why !== null) {
					problem = why;
					typed = reply.code;
					continue;
				}
			}

			const said = {type: 'direction-given' as const, ...author, number, key, about, ...fieldsOf(reply)};
			if (reply.kind === 'network') await allowNetwork(crew, author, command);
			const given = await store.commit(said);
			return directionOf(given as DirectionGiven);
		}
	};
}

/** A patch is looked at where outputs are reviewed; the rest is asked where a failure would pause. */
function isAsked({store, interactive}: Crew, {output_name}: Attempt, about: Plight): boolean {
	if (!interactive) return false;
	const {operation} = store.state().operations.get(output_name)!;
	if (about === 'patch') return store.state().settings.review === 'all' && operation.checkpoint !== 'never';
	return (operation.on_error ?? 'pause') === 'pause';
}

/** That the program may reach the network is consent like any other. */
async function allowNetwork(
	{store, runner, workspace}: Crew,
	author: {output_name: string; module: string; attempt: number},
	command: string,
): Promise<void> {
	const caged = (await runner.cage()).name !== null;
	const subject: ConsentSubject = {kind: 'network', command, caged, folder: workspace.folder};
	await store.commit({type: 'consent-given', ...author, subject, lasts: 'rest of run'});
}

type Chosen = Exclude<DirectionReply, {kind: 'nobody'} | {kind: 'stop'}>;

function fieldsOf(reply: Chosen): {
	course: Course;
	response?: string;
	model?: string;
	iteration?: number;
	rest?: true;
} {
	const course = reply.kind;
	switch (reply.kind) {
		case 'run':
			return {course, ...(reply.rest ? {rest: true} : {})};
		case 'hint':
		case 'input':
		case 'arguments':
			return {course, response: reply.text};
		case 'edit':
			return {course, response: reply.code};
		case 'model':
			return {course, model: reply.model};
		case 'roll-back':
			return {course, iteration: reply.iteration};
		default:
			return {course};
	}
}

/** As it is told to the module, from what stands in the log; null if that is no code. */
function directionOf({course, response, model, iteration, rest}: DirectionGiven): Direction | null {
	switch (course) {
		case 'run':
			return {kind: course, rest: rest ?? false};
		case 'hint':
		case 'input':
		case 'arguments':
			return {kind: course, text: response ?? ''};
		case 'edit': {
			const made = filesOfCode(response ?? '');
			return made.kind === 'files' ? {kind: course, files: made.files} : null;
		}
		case 'model':
			return {kind: course, model: model ?? ''};
		case 'roll-back':
			return {kind: course, iteration: iteration ?? 0};
		default:
			return {kind: course};
	}
}
