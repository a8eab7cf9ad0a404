import type {FileSet} from '../files/file-set.ts';
import type {PersonDoor} from '../module.ts';
import type {Attempt, Crew} from './crew.ts';
import {openDirecting} from './directing.ts';
import {openDraftReview} from './draft-review.ts';
import {halt} from './halt.ts';

/** The operation's way to the person: what they said is on disk before the module hears of it. */
export function openPersonDoor(crew: Crew, attempt: Attempt, currentFiles: () => FileSet): PersonDoor {
	const {store, human} = crew;
	const {output_name, module} = attempt;
	let asked = 0;

	return {
		direct: openDirecting(crew, attempt, currentFiles),
		review: openDraftReview(crew, attempt),
		async ask(given, options = {}) {
			const question = crew.redact(given);
			attempt.signal.throwIfAborted();
			const number = ++asked;
			const known = attempt.journal.question(number, question);
			if (known !== null) return known === 'declined' ? null : known.text;
			const common = {output_name, module, attempt: attempt.attempt, number, question};
			await store.commit({type: 'question-asked', ...common});
			const reply = await attempt.awaitPerson(
				human.ask({...common, show: options.show ?? [], optional: options.optional ?? false}, attempt.signal),
			);
			attempt.signal.throwIfAborted();
			if (reply.kind === 'nobody') halt(attempt, 'waiting', reply.message);
			const declined = reply.kind === 'declined';
			await store.commit({
				type: 'question-answered',
				...common,
				response: declined ? null : reply.text,
				declined,
			});
			return declined ? null : reply.text;
		},
	};
}
