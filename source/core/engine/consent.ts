import type {ConsentSubject} from '../events.ts';
import type {FileSet} from '../files/file-set.ts';
import type {Denied} from '../module.ts';
import type {Attempt, Crew} from './crew.ts';
import {halt} from './halt.ts';

/** Null: it is allowed. */
export type SeekConsent = (
	subjects: readonly ConsentSubject[],
	which: {number: number; key: string},
) => Promise<Denied | null>;

/**
 * The operation's way to leave for what it would run. Of several subjects, which are the same deed seen from more
 * than one side, the first tells most: it is what is asked for, and a yes to it holds for all.
 */
export function openConsent(crew: Crew, attempt: Attempt, currentFiles: () => FileSet): SeekConsent {
	const {store, runner} = crew;
	const author = {output_name: attempt.output_name, module: attempt.module, attempt: attempt.attempt};
	const own = crew.whereabouts(attempt.module) === null ? {} : {own: true as const};

	return async (subjects, which) => {
		attempt.signal.throwIfAborted();
		if (subjects.some(isProgram) && store.state().settings.allow_run === 'never') {
			return {denied: 'programs are not run here (--allow-run never)'};
		}

		const [subject] = subjects;
		const missing = subjects.filter(one => !isAllowed(one));
		if (!subject || missing.length === 0) return null;
		await store.commit({type: 'consent-asked', ...author, subject});
		const request = {...author, subject, ...own};
		const consent = await attempt.awaitPerson(crew.human.allow(request, attempt.signal));
		attempt.signal.throwIfAborted();
		switch (consent.kind) {
			case 'nobody':
				return halt(attempt, 'waiting', consent.message);
			case 'refused':
				await store.commit({type: 'consent-refused', ...author, ...which, subject, reason: consent.reason});
				return {denied: consent.reason};
			case 'given': {
				for (const one of missing) {
					const lasts = one.unusual ? 'once' : consent.lasts;
					await store.commit({type: 'consent-given', ...author, subject: one, lasts});
				}

				return null;
			}
		}
	};

	function isAllowed(subject: ConsentSubject): boolean {
		const {allowed, settings} = store.state();
		if (subject.unusual) return false;
		if (allowed.has(subject.kind)) return true;
		if (subject.kind === 'install' || subject.kind === 'command') return settings.allow_install;
		// Without a cage a program has the network anyway.
		if (settings.allow_run === 'always' || subject.kind === 'network') return settings.allow_run === 'always';
		const vouched = runner.vouches(currentFiles(), subject.command);
		return settings.allow_run === 'sandbox' && (subject.caged || vouched);
	}
}

function isProgram({kind}: ConsentSubject): boolean {
	return kind !== 'install';
}
