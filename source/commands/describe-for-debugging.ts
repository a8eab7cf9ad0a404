import {inspect} from 'node:util';
import {createRedactor} from '../io/memory/redact.ts';
import {redact} from '../io/models/redact.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const namesKey = /(?:^|_)(?:KEY|TOKEN|SECRET|PASSWORD)$/i;

/**
 * An error with its stack, causes and fields, for `--debug`. Clients of endpoints keep in their errors what they sent:
 * what looks like a key is taken out, and so is what the environment calls one.
 */
export function describeForDebugging(error: Error, environment: Environment): string {
	return withoutKeysOf(environment, describe(error));
}

/** What is said of an error, which may repeat what it was about. */
export function withoutKeysOf(environment: Environment, text: string): string {
	const secrets = Object.entries(environment).flatMap(([name, value]) =>
		value && namesKey.test(name) ? [value] : [],
	);
	return redact(createRedactor(secrets)(text), secrets);
}

function describe(error: Error): string {
	try {
		return inspect(error);
	} catch {
		// A cause may be anything, and have an idea of its own of how it is shown.
		return error.stack ?? error.message;
	}
}
