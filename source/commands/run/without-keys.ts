import type {Settings} from '../../io/library/settings.ts';
import type {Redact} from '../../io/memory/redact.ts';
import type {Surroundings} from '../command.ts';

/** The variables of the environment that keys are read from. */
export function keyNamesOf({providers}: Pick<Settings, 'providers'>): string[] {
	return ['OPENAI_API_KEY', ...providers.flatMap(({api_key_env}) => api_key_env ?? [])];
}

/**
 * What a program of the person's own is started with: all that they set, but no key that is in use. Short ones are
 * known by the `names` of their variables alone.
 */
export function withoutKeys(
	environment: Surroundings['environment'],
	{names, redact}: {names: readonly string[]; redact: Redact},
): Surroundings['environment'] {
	const kept = Object.entries(environment).filter(
		([name, value]) => !names.includes(name) && (value === undefined || redact(value) === value),
	);
	return Object.fromEntries(kept);
}
