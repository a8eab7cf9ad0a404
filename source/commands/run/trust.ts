/** The one question before code, providers or prices of a folder are used. */
import {createInterface} from 'node:readline/promises';
import {isTrusted, type TrustQuestion, trust, whatNeedsTrust} from '../../io/library/trust.ts';
import type {UserModuleFile} from '../../io/library/user-modules.ts';
import {type Surroundings, UsageError} from '../command.ts';
import {withoutCredentials} from './endpoint.ts';

/**
 * Whether code and providers of the folder may be used. Asked once, by path; without a terminal only `--trust`
 * allows it. `needsModules`: the run cannot go without the folder's code, so a refusal is a `UsageError`.
 */
export async function settleTrust(
	around: Surroundings,
	{
		given,
		interactive,
		needsModules,
		tests,
	}: {given: boolean; interactive: boolean; needsModules: boolean; tests?: readonly UserModuleFile[]},
): Promise<boolean> {
	if (given || (await isTrusted(around.folder, around.environment))) return true;
	const question = await whatNeedsTrust(around.folder, {tests});
	if (question === null) return true;
	const shown = describe(question);
	if (!interactive) {
		throw new UsageError(
			`the folder ${question.folder} is not trusted yet.\n${shown}\nRun it with --trust if you trust it.`,
		);
	}

	if (await confirm(around, question.folder, shown)) {
		const problem = await trust(around.folder, around.environment);
		if (problem !== null) around.stderr.write(`${problem}\n`);
		return true;
	}

	if (needsModules) {
		throw new UsageError('that needs the code of this folder, which is not trusted. Nothing was run.');
	}

	return false;
}

function describe({modules, providers, prices}: TrustQuestion): string {
	return [
		...modules.map(({file}) => `  runs       ${file}`),
		...providers.map(
			({name, base_url, key, from}) =>
				`  sends to   ${withoutCredentials(base_url)}${name === null ? '' : ` (${name})`}: prompts${key === null ? '' : ` and the key in ${key}`}, says ${from}`,
		),
		...(prices.length > 0 ? [`  prices     ${prices.join(', ')}: budgets count by that`] : []),
	].join('\n');
}

async function confirm(around: Surroundings, folder: string, shown: string): Promise<boolean> {
	// A screen that was here before let go of the keyboard: alone, it would not keep the process waiting.
	around.stdin.ref();
	const lines = createInterface({input: around.stdin, output: around.stdout.bare()});
	try {
		around.stdout.tell(`The folder ${folder} holds code, providers or prices of its own:\n${shown}\n`);
		let question = 'Do you trust this folder? [y/N] ';
		for (;;) {
			const answer = (await lines.question(question)).trim();
			if (/^y(es)?$/i.test(answer)) return true;
			if (/^(no?)?$/i.test(answer)) return false;
			question = 'Type y to use them, or n to leave them out: do you trust this folder? [y/N] ';
		}
	} finally {
		lines.close();
	}
}
