import {UsageError} from './command.ts';

/** Options that other programs take a key by. */
const namesKey = /^--?(?:[a-z]+-)*(?:api-?key|key|token|secret|password)(?:=|$)/;

/** What OpenAI's keys look like, and those of others who followed. */
const looksLikeKey = /^sk-[\w-]{16,}$/;

const remedy =
	'Other programs can read arguments, and your shell keeps them in its history: revoke this key. Store the new one with `orchestrai login`, or put it into OPENAI_API_KEY, in the environment or in a file .env; for a provider of orchestrai.yml, into the variable that its `api_key_env` names.';

/** Throws a `UsageError` where a key stands on the command line, whatever it was meant for. It is not repeated. */
export function refuseKeys(argv: readonly string[]): void {
	for (const word of argv) {
		const option = namesKey.exec(word.replaceAll('_', '-').toLowerCase())?.[0].replace('=', '');
		if (option) throw new UsageError(`a key is never given as an argument, as with ${option}. ${remedy}`);
		if (word.split('=').some(part => looksLikeKey.test(part)))
			throw new UsageError(`a key is never given as an argument, and one of them looks like one. ${remedy}`);
	}
}
