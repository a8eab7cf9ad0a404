import type {Redact} from '../../io/memory/redact.ts';
import type {Surroundings} from '../command.ts';

/** What a program of the person's own is started with: all that they set, but no key that is in use. */
export function withoutKeys(
	environment: Surroundings['environment'],
	redact: Redact,
): Surroundings['environment'] {
	const kept = Object.entries(environment).filter(
		([name, value]) => name !== 'OPENAI_API_KEY' && (value === undefined || redact(value) === value),
	);
	return Object.fromEntries(kept);
}
