import {chooseModel} from '../../io/library/choose-model.ts';
import {isTrusted, needsNoTrust, trust} from '../../io/library/trust.ts';
import type {LocalModel} from '../../ui/home/offers.ts';
import {wordList} from '../../ui/text/figures.ts';
import type {Surroundings} from '../command.ts';

/**
 * Writes into `orchestrai.yml` that the model answers in this folder, and says so. The person has just chosen where
 * prompts go, so that they are not asked for their trust in it; what else in the folder needs trust, they still are.
 */
export async function takeInFolder(model: LocalModel, {folder, environment}: Surroundings): Promise<string> {
	const trusted = (await isTrusted(folder, environment)) || (await needsNoTrust(folder));
	const written = await chooseModel(folder, model);
	if (!written.ok)
		throw new Error(`${written.problem} Nothing was changed; s has it answer as long as the app runs.`);
	const problem = trusted ? await trust(folder, environment) : null;
	const kept =
		written.kept.length === 0
			? ''
			: ` What ${wordList(written.kept)} ${written.kept.length === 1 ? 'means' : 'mean'} stays as it was.`;
	const before = written.replaced === null ? '' : ` It was ${written.replaced}.`;
	const asked = trusted ? '' : ' The next run asks whether you trust this folder.';
	return `${written.model} now answers in this folder: see ${written.file}.${before}${kept}${problem === null ? asked : ` ${problem}`}`;
}
