/** Where the loop cannot go on by itself, and the person says how it does. */
import type {Course, Direction} from '../../core/direction.ts';
import type {ModuleContext} from '../../core/module.ts';
import {putFiles} from './apply-repair.ts';
import {type Climb, climbTo, renewPatience} from './ask-for-repair.ts';
import type {FailedCheck, Lacking} from './check-program.ts';
import {whyNotToRun} from './entry.ts';
import type {Lack} from './failures/surroundings.ts';
import {describeProgress, isFurther} from './progress.ts';
import {findBest, type Session} from './session.ts';

/** `asks`: how many requests the models get from here on. `person`: they choose again, now for other code. */
export type Next = {kind: 'go on'; asks: number} | {kind: 'person'} | {kind: 'pass'} | {kind: 'give up'};

type Ground = {context: ModuleContext; session: Session; climb: Climb; max_iterations: number};

/** The iterations or the models are used up. */
export async function askWhenStuck(
	{context, session, climb, max_iterations}: Ground,
	{failed, why}: {failed: FailedCheck; why: string},
): Promise<Next> {
	const best = furtherThan(failed, session);
	const direction = await context.person.direct({
		about: 'stuck',
		message: `It still fails, ${why}: ${failed.failure.summary}`,
		courses: ['hint', 'edit', 'more', 'model', ...rollBack(session), 'pass', 'give-up'],
		command: failed.command,
		best,
		judge: files => whyNotToRun(files, context.operation.debug),
	});
	const more = (asks: number): Next => {
		renewPatience(climb);
		return {kind: 'go on', asks};
	};
	const few = climb.patience.escalate_after;
	switch (direction?.kind) {
		case 'hint':
			session.hints.push(direction.text);
			return more(few);
		case 'edit': {
			await putFiles(context, direction.files);
			return more(few);
		}
		case 'more':
			return more(max_iterations);
		case 'model':
			climbTo(climb, direction.model);
			return {kind: 'go on', asks: few};
		case 'roll-back':
			await rollBackTo(context, session, direction.iteration);
			return {kind: 'person'};
		case 'pass':
			return {kind: 'pass'};
		default:
			return {kind: 'give up'};
	}
}

const supplies: Record<Lack, Course[]> = {
	'no-input': ['input'],
	'no-arguments': ['arguments'],
	'no-network': ['network'],
	'no-terminal': [],
	'no-rights': [],
};

/** The run lacked something that is no fault of the code. `pass` where nobody is asked. */
export async function meetLack(
	{context, session}: Pick<Ground, 'context' | 'session'>,
	{lack, command}: {lack: Lacking; command: string},
): Promise<{kind: 'go on'} | {kind: 'pass'} | {kind: 'repair'; wish: string}> {
	const isOffline = lack.kind === 'no-network' && session.provisions.network;
	const direction = await context.person.direct({
		about: 'lack',
		message: isOffline ? 'The program was given the network, and reached nobody on it.' : lack.message,
		courses: [...(isOffline ? [] : supplies[lack.kind]), 'hint', 'edit', 'pass'],
		command,
		judge: files => whyNotToRun(files, context.operation.debug),
	});
	switch (direction?.kind) {
		case 'input':
		case 'arguments':
		case 'network':
			session.provisions = provide(session, direction);
			return {kind: 'go on'};
		case 'edit':
			await putFiles(context, direction.files);
			return {kind: 'go on'};
		case 'hint':
			return {kind: 'repair', wish: direction.text};
		default:
			return {kind: 'pass'};
	}
}

function provide({provisions}: Session, direction: Direction): Session['provisions'] {
	switch (direction.kind) {
		case 'input':
			// What is typed ends as a line that was sent does.
			return {...provisions, stdin: `${direction.text.replace(/\n$/, '')}\n`};
		case 'arguments':
			return {...provisions, args: direction.text};
		case 'network':
			return {...provisions, network: true};
		default:
			return provisions;
	}
}

async function rollBackTo(context: ModuleContext, {looks}: Session, iteration: number): Promise<void> {
	const look = looks.find(one => one.iteration === iteration);
	if (look) await putFiles(context, look.files);
}

/** Something else to go back to than what is there. */
function rollBack({looks}: Session): Course[] {
	return looks.length > 1 ? ['roll-back'] : [];
}

/** The look that got furthest, if that is further than this one. */
function furtherThan({progress}: FailedCheck, session: Session): {iteration: number; how: string} | null {
	const best = findBest(session);
	if (best === null || !isFurther(best.progress, progress)) return null;
	return {iteration: best.iteration, how: describeProgress(best.progress)};
}
