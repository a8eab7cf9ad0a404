import {readSettings, type Settings} from '../io/library/settings.ts';
import {isTrusted, whatNeedsTrust} from '../io/library/trust.ts';
import {type Surroundings, UsageError} from './command.ts';

/** Settings with the folder's own providers only where the person trusts them; no question is asked. */
export async function readSettingsTrusting(
	{folder, environment}: Surroundings,
	{baseUrl, given}: {baseUrl: string | null; given: boolean},
): Promise<Settings> {
	const trusted = given || (await whatNeedsTrust(folder)) === null || (await isTrusted(folder, environment));
	const settings = await readSettings({folder, environment, trusted, baseUrl});
	const wrong = settings.problems.find(({severity}) => severity === 'error');
	if (wrong)
		throw new UsageError(`${wrong.file}:${wrong.line}:${wrong.column}: ${wrong.message} ${wrong.remedy}`);
	return settings;
}
