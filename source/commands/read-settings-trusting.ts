import {readSettings, type Settings} from '../io/library/settings.ts';
import {isTrusted, whatNeedsTrust} from '../io/library/trust.ts';
import {type Surroundings, UsageError} from './command.ts';

type Trusting = {baseUrl: string | null; given: boolean};

/**
 * Settings with the folder's own providers only where the person trusts them; no question is asked. Throws if
 * something is wrong with them.
 */
export async function readSettingsTrusting(around: Surroundings, trusting: Trusting): Promise<Settings> {
	const settings = await readSettingsAsTheyAre(around, trusting);
	const wrong = settings.problems.find(({severity}) => severity === 'error');
	if (wrong)
		throw new UsageError(`${wrong.file}:${wrong.line}:${wrong.column}: ${wrong.message} ${wrong.remedy}`);
	return settings;
}

/** The same, wrong or not. */
export async function readSettingsAsTheyAre(
	{folder, environment}: Surroundings,
	{baseUrl, given}: Trusting,
): Promise<Settings> {
	const trusted = given || (await whatNeedsTrust(folder)) === null || (await isTrusted(folder, environment));
	return readSettings({folder, environment, trusted, baseUrl});
}
