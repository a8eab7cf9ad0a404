import {createHeadlessHuman} from '../../core/headless-human.ts';
import type {Decision, Human, Nobody} from '../../core/ports.ts';
import type {ScriptedPerson, ScriptedReview} from './module-test.ts';
import type {ScriptedPrograms} from './scripted-programs.ts';

/** A person who says what the test has them say. `redo`: with what they send outputs back; `programs`: what they say of these. */
export function createScriptedPerson(
	{ask, review, allow = true}: ScriptedPerson,
	{redo, programs}: {redo: readonly string[]; programs?: ScriptedPrograms},
	seen: {questions: string[]; reviews: string[]},
): Human {
	let asked = 0;
	let shown = 0;
	let outputs = 0;
	return {
		...createHeadlessHuman({answerTo: () => null, approve: true, resumeCommand: ''}),
		async ask({question, optional}) {
			seen.questions.push(question);
			const answer = typeof ask === 'function' ? ask(question) : ask?.[asked++];
			if (typeof answer === 'string') return {kind: 'said', text: answer};
			if (optional) return {kind: 'declined'};
			return unscripted(
				answer === null
					? `The test declines a question that has to be answered: “${question}”. Ask it with {optional: true}, or answer it.`
					: `The test has no answer to “${question}”: add it to \`person: {ask: [...]}\`.`,
			);
		},

		async review({output, draft}) {
			if (!draft) {
				const feedback = redo[outputs++];
				return feedback === undefined ? {kind: 'approve'} : {kind: 'redo', feedback};
			}

			seen.reviews.push(output);
			const decision = typeof review === 'function' ? review(output) : review?.[shown++];
			return decision === undefined
				? unscripted(
						`The test does not decide on ${draft.title}: add 'approve', {edit: '…'} or {redo: '…'} to \`person: {review: [...]}\`.`,
					)
				: decisionOf(decision);
		},

		async allow({subject}) {
			const scripted = programs?.allow(subject) ?? null;
			if (scripted) return scripted;
			return allow
				? {kind: 'given', lasts: 'once'}
				: {kind: 'refused', reason: "the test's person does not allow it"};
		},
	};
}

function decisionOf(decision: ScriptedReview): Decision {
	if (decision === 'approve') return {kind: 'approve'};
	return 'edit' in decision ? {kind: 'edit', output: decision.edit} : {kind: 'redo', feedback: decision.redo};
}

function unscripted(message: string): Nobody {
	return {kind: 'nobody', message, flag: ''};
}
