import {UsageError} from './command.ts';

/** Whose key it is, or what for: `--max-token` means something else. */
const owner =
	'api|auth|access|bearer|client|private|my|openai|anthropic|azure|google|gemini|mistral|groq|openrouter';

/** Options that other programs take a key by. */
const namesKey = new RegExp(
	`^--?(?:(?:[a-z]+-)*api-?key|(?:(?:[a-z]+-)*(?:${owner})-)?(?:key|token|secret|password))(?:=|$)`,
);

/** What OpenAI's keys look like, and those of others who followed. */
const looksLikeKey = /^sk-[\w-]{16,}$/;

const remedy =
	'Other programs can read arguments, and your shell keeps them in its history: revoke this key. Store the new one with `orchestrai login`, or put it into OPENAI_API_KEY, in the environment or in a file .env; for a provider of orchestrai.yml, into the variable that its `api_key_env` names.';

/** Throws a `UsageError` where a key stands on the command line, whatever it was meant for. It is not repeated. */
export function refuseKeys(argv: readonly string[]): void {
	for (const word of argv) {
		const option = namesKey.exec(word.replaceAll('_', '-').toLowerCase())?.[0].replace('=', '');
		if (option) throw new UsageError(`\`${option}\`: a key is never given as an argument. ${remedy}`);
		if (word.split('=').some(part => looksLikeKey.test(part)))
			throw new UsageError(`a key is never given as an argument, and one of them looks like one. ${remedy}`);
	}
}
