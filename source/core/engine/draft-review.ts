import type {DraftDecided, EventDraft} from '../events.ts';
import {hashText} from '../hash.ts';
import {OperationFailure, type PersonDoor, type Review} from '../module.ts';
import type {Decision} from '../ports.ts';
import {makeVisible} from '../visible.ts';
import type {Attempt, Crew} from './crew.ts';
import {halt} from './halt.ts';

/** Characters: it stands within one row. */
const longestTitle = 60;

/** How a module has the person look at a text in the middle of its work. What they decide is on disk before it hears of it. */
export function openDraftReview(crew: Crew, attempt: Attempt): PersonDoor['review'] {
	const {store, human} = crew;
	const {output_name, module} = attempt;
	const author = {output_name, module, attempt: attempt.attempt};
	let shown = 0;
	/** How often each text was shown. */
	const sights = new Map<string, number>();

	return async (given, {title: called = 'a draft'} = {}) => {
		attempt.signal.throwIfAborted();
		if (typeof given !== 'string') throw notShowable(module, given);
		const text = crew.redact(given);
		const title = makeVisible(crew.redact(String(called)), {keepNewlines: false}).slice(0, longestTitle);
		const number = ++shown;
		const key = hashText(text);
		const sight = (sights.get(key) ?? 0) + 1;
		// What is heard from the journal was seen as well: a recording goes on behind it.
		sights.set(key, sight);
		const known = attempt.journal.draft(number, text);
		if (known !== null) return reviewOf(known, text);
		await store.commit({type: 'draft-shown', ...author, number, title, text});
		const decided = await decide();
		const event: EventDraft = {type: 'draft-decided', ...author, number, key, ...decided};
		return reviewOf((await store.commit(event)) as DraftDecided, text);

		async function decide(): Promise<Verdict> {
			if (store.state().settings.review === 'none') return approvedByPolicy;
			const recorded = crew.interactive ? null : crew.decided.verdict(output_name, key, sight);
			if (recorded !== null) return verdictOf(recorded);
			const consumers = [...(store.state().consumers.get(output_name) ?? [])];
			const request = {...author, version: 0, output: text, yields: 'text' as const, problem: null};
			const decision = await attempt.awaitPerson(
				human.review(
					{...request, declared: true, consumers, variants: [], draft: {number, title}},
					attempt.signal,
				),
			);
			attempt.signal.throwIfAborted();
			return read(decision, attempt);
		}
	};
}

type Verdict = Pick<DraftDecided, 'decision' | 'feedback' | 'by' | 'rest'> & {response?: string | null};

const approvedByPolicy: Verdict = {decision: 'approve', feedback: null, by: 'module'};

function read(decision: Decision, attempt: Attempt): Verdict {
	switch (decision.kind) {
		case 'nobody':
			return halt(attempt, 'waiting', decision.message);
		case 'stop':
			return halt(attempt, 'stopped', `Stopped at a draft of ${attempt.output_name}.`);
		case 'approve':
			if (decision.policy) return approvedByPolicy;
			return {...approvedByPolicy, by: 'person', ...(decision.rest ? {rest: true} : {})};
		case 'edit':
			return {decision: 'edit', feedback: null, by: 'person', response: decision.output};
		case 'redo':
			return {decision: 'redo', feedback: decision.feedback, by: 'person'};
		case 'variants':
			return {decision: 'redo', feedback: decision.feedback ?? '', by: 'person'};
	}
}

function verdictOf({decision, feedback, by, response}: DraftDecided): Verdict {
	return {decision, feedback, by, response};
}

function reviewOf({decision, feedback, response}: DraftDecided, text: string): Review {
	return {decision, text: response ?? text, feedback: decision === 'redo' ? (feedback ?? '') : null};
}

function notShowable(module: string, value: unknown): OperationFailure {
	return new OperationFailure({
		kind: 'module',
		message: `The module \`${module}\` wants ${value === null ? 'null' : typeof value} to be reviewed instead of a text.`,
		remedy: 'Give `review` a string.',
	});
}
