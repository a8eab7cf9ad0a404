/**
 * Models that OpenAI has shut down, or will on a day it has announced, and the role that stands in for each.
 * Days and successors follow developers.openai.com/api/docs/deprecations, as of November 2026; only
 * gpt-3.5-turbo gets a smaller one, since it was chosen for its price.
 */
import type {Role} from './roles.ts';

type Retirement = {names: RegExp; on: string; role: Role};

const retirements: Retirement[] = [
	{names: /^(gpt-3\.5-turbo(-.*)?|gpt-4\.1-nano(-2025-04-14)?)$/, on: '2026-10-23', role: 'small'},
	{names: /^gpt-4(-turbo.*|-32k.*|-vision.*|-\d{4}(-preview)?)?$/, on: '2026-10-23', role: 'large'},
	{
		names: /^(gpt-4o-2024-05-13|(o1|o1-preview|o1-pro|o3-mini)(-\d{4}-\d{2}-\d{2})?)$/,
		on: '2026-10-23',
		role: 'large',
	},
	{names: /^(o1|o4)-mini(-\d{4}-\d{2}-\d{2})?$/, on: '2026-10-23', role: 'medium'},
	{names: /^(gpt-5|gpt-5-pro|o3|o3-pro)(-\d{4}-\d{2}-\d{2})?$/, on: '2026-12-11', role: 'large'},
	{names: /^gpt-5-mini(-\d{4}-\d{2}-\d{2})?$/, on: '2026-12-11', role: 'medium'},
	{names: /^gpt-5-nano(-\d{4}-\d{2}-\d{2})?$/, on: '2026-12-11', role: 'small'},
	{names: /^gpt-(4o|4\.1)(-mini)?(-\d{4}-\d{2}-\d{2})?$/, on: '2027-01-14', role: 'small'},
];

/** The role that stands in for a model that is gone at `now` (ms since the epoch), null if it is not. */
export function retiredTo(model: string, now: number): Role | null {
	return retirements.find(({names, on}) => names.test(model) && now >= Date.parse(on))?.role ?? null;
}

/** The day (year, month, day) on which OpenAI shuts a model down, as announced; null where nothing is. */
export function retirementOf(model: string): string | null {
	return retirements.find(({names}) => names.test(model))?.on ?? null;
}
