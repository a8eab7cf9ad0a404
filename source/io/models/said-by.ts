import type {Places} from '../library/settings-file.ts';
import type {Naming} from './roles.ts';

/**
 * What in a file of settings says that a resolved model is asked, with its place: ``medium` (orchestrai.yml:2)`. A role
 * that only names another is not to be mended, and left out.
 */
export function saidBy(
	model: string,
	naming: Pick<Naming, 'resolve'>,
	{roles, defaultModel, places = {}}: {roles: Record<string, string>; defaultModel?: string; places?: Places},
): string[] {
	const said = [
		{name: 'default_model', key: 'default_model', value: defaultModel},
		...Object.entries(roles).map(([name, value]) => ({name, key: `roles.${name}`, value})),
	];
	return said.flatMap(({name, key, value}) => {
		const place = places[key];
		if (place === undefined || value === undefined) return [];
		const isAlias = value !== name && Object.hasOwn(roles, value);
		return !isAlias && naming.resolve(value).model === model ? [`\`${name}\` (${place})`] : [];
	});
}

/** ``medium` (orchestrai.yml:2) and `large` (orchestrai.yml:3) are `qwen3``. */
export function describeSaid(said: readonly string[], model: string): string {
	const all = said.length < 2 ? said.join('') : `${said.slice(0, -1).join(', ')} and ${said.at(-1)}`;
	return `${all} ${said.length === 1 ? 'is' : 'are'} \`${model}\``;
}
