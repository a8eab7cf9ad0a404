/** The part of the reducer that folds what modules ask of the person: questions, drafts, leave to run something, how to go on. */
import type {EventOf} from '../events.ts';
import {change} from './readiness.ts';
import type {RunState} from './run-state.ts';

type Asking =
	| 'question-asked'
	| 'question-answered'
	| 'draft-shown'
	| 'draft-decided'
	| 'consent-asked'
	| 'consent-given'
	| 'consent-refused'
	| 'direction-asked'
	| 'direction-given';

export const asking: {[T in Asking]: (state: RunState, event: EventOf<T>) => void} = {
	'question-asked'(state, event) {
		const {questions} = state.operations.get(event.output_name)!;
		const {attempt} = event;
		const number = event.number ?? questions.filter(one => one.attempt === attempt).length + 1;
		const ours = (one: (typeof questions)[number]) => one.attempt === attempt && one.number >= number;
		const before = questions.find(one => ours(one) && one.number === number);
		// Asked again since nobody answered; where it is another question, what followed is no part of the attempt either.
		const again = before?.question === event.question;
		const earlier = questions.filter(one => (again ? one !== before : !ours(one)));
		change(state, event.output_name, {
			awaiting: {kind: 'question', question: event.question},
			questions: [...earlier, {attempt, number, question: event.question, reply: null}],
		});
	},
	'question-answered'(state, event) {
		const {questions} = state.operations.get(event.output_name)!;
		const {attempt, number} = event;
		const asked =
			questions.findLast(one => one.attempt === attempt && one.number === number) ?? questions.at(-1);
		const reply = event.declined ? ('declined' as const) : {text: event.response ?? ''};
		change(state, event.output_name, {
			awaiting: null,
			questions: questions.map(one => (one === asked ? {...one, reply} : one)),
		});
	},

	'draft-shown'(state, {output_name, attempt, number, title, text}) {
		const {drafts} = state.operations.get(output_name)!;
		const ours = (one: (typeof drafts)[number]) => one.attempt === attempt && one.number >= number;
		const before = drafts.find(one => ours(one) && one.number === number);
		// As with questions: where it is another text, what followed is no part of the attempt any more.
		const earlier = drafts.filter(one => (before?.text === text ? one !== before : !ours(one)));
		change(state, output_name, {
			awaiting: {kind: 'draft', title, text},
			drafts: [...earlier, {attempt, number, title, text, verdict: null}],
		});
	},
	'draft-decided'(state, event) {
		const {drafts} = state.operations.get(event.output_name)!;
		if (event.rest) state.settings = {...state.settings, review: 'none'};
		const isIt = ({attempt, number}: (typeof drafts)[number]) =>
			attempt === event.attempt && number === event.number;
		change(state, event.output_name, {
			awaiting: null,
			drafts: drafts.map(one => (isIt(one) ? {...one, verdict: event} : one)),
		});
	},

	'consent-asked'(state, event) {
		change(state, event.output_name, {awaiting: {kind: 'consent', subject: event.subject}});
	},
	'consent-given'(state, event) {
		if (event.lasts === 'rest of run') state.allowed.add(event.subject.kind);
		change(state, event.output_name, {awaiting: null});
	},
	'consent-refused'(state, event) {
		const {refusals} = state.operations.get(event.output_name)!;
		const {attempt, number, key, reason} = event;
		const refusal = {attempt, kind: event.subject.kind, number, key, reason};
		change(state, event.output_name, {awaiting: null, refusals: [...refusals, refusal]});
	},

	'direction-asked'(state, {output_name, about, message}) {
		change(state, output_name, {awaiting: {kind: 'direction', about, message}});
	},
	'direction-given'(state, event) {
		const {directions, iterations} = state.operations.get(event.output_name)!;
		// What an attempt was told before it started again otherwise is no part of it any more.
		const earlier = directions.filter(
			({given}) => given.attempt !== event.attempt || given.number < event.number,
		);
		const after = iterations.filter(({attempt}) => attempt === event.attempt).length;
		change(state, event.output_name, {awaiting: null, directions: [...earlier, {given: event, after}]});
	},
};
