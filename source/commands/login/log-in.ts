import {createInterface} from 'node:readline/promises';
import {Writable} from 'node:stream';
import {setTimeout as sleep} from 'node:timers/promises';
import {quoteWord} from '../../core/command-line.ts';
import {readStoredKey, storeKey} from '../../io/library/credentials.ts';
import {readBaseUrl} from '../base-url.ts';
import {type Invocation, type Surroundings, UsageError} from '../command.ts';
import {withoutCredentials} from '../run/endpoint.ts';
import {codes, onSignals} from '../run/signals.ts';
import {storeIfItWorks} from './store-if-it-works.ts';

/** Characters; what is longer is no key, and need not be read on. */
const longestKey = 10_000;

export async function logIn({input, flags, around}: Invocation): Promise<number> {
	const baseUrl = readBaseUrl(flags.baseUrl);
	const say = (sentence: string) => around.stderr.write(`${sentence}\n`);
	if (input.length > 0) {
		throw new UsageError(
			'a key is never given as an argument: your shell keeps it in its history. Type `orchestrai login` alone, and revoke this one.',
		);
	}

	if (flags.forget) {
		const stored = await readStoredKey(baseUrl, around.environment);
		if (stored.key === null && stored.problem === null) {
			say(`No key was stored for ${withoutCredentials(baseUrl) ?? 'OpenAI'}.`);
			return 0;
		}

		const problem = await storeKey(null, baseUrl, around.environment);
		say(problem ?? 'The stored key is gone.');
		return problem === null ? 0 : 1;
	}

	const typed = await readKey(around);
	if (typeof typed !== 'string') return typed.signalCode;
	const key = typed.trim();
	if (key === '')
		throw new UsageError(
			'no key was given, so nothing was changed. Type it in a terminal, or have it come on stdin: `pass show openai | orchestrai login`.',
		);
	const stored = await storeIfItWorks(key, baseUrl, around.environment);
	say(stored.ok ? `${stored.says} Try: ${nextCommand(baseUrl)}` : stored.says);
	return stored.ok ? 0 : 1;
}

/** Keys are for one endpoint each: without its URL the run would go to OpenAI. */
function nextCommand(baseUrl: string | null): string {
	const url = withoutCredentials(baseUrl);
	return `orchestrai run engineering${url === null ? '' : ` --base-url ${quoteWord(url)} --model NAME`}`;
}

/** Keys that were under way when it was left are still read, ms: afterwards the terminal would echo them. */
const lastKeys = 100;

/** Left by Ctrl-C or a signal, its exit code. */
async function readKey({stdin, stderr}: Surroundings): Promise<string | {signalCode: number}> {
	if (!stdin.isTTY) {
		let text = '';
		for await (const piece of stdin) {
			text += String(piece);
			if (text.includes('\n') || text.length > longestKey) break;
		}
		return text.split('\n', 1)[0] ?? '';
	}

	const unseen = new Writable({write: (_chunk, _encoding, done) => done()});
	const lines = createInterface({input: stdin, output: unseen, terminal: true});
	const left = Promise.withResolvers<{signalCode: number}>();
	const off = onSignals((_, signalCode) => left.resolve({signalCode}));
	// Only now does the terminal not echo what is typed.
	stderr.write('Key (it is not shown): ');
	lines.once('SIGINT', () => left.resolve({signalCode: codes.SIGINT}));
	const question = lines.question('');
	// Closing withdraws it.
	question.catch(() => undefined);
	try {
		const came = await Promise.race([question, left.promise]);
		if (typeof came !== 'string') await sleep(lastKeys);
		return came;
	} finally {
		off();
		lines.close();
		stderr.write('\n');
	}
}
