/**
 * Models that OpenAI has shut down, or will on a known day, and the role that stands in for each.
 * Source: OpenAI's deprecations page and the `shutdown_date` of `GET /v1/models`, November 2026.
 */
import type {Role} from './roles.ts';

type Retirement = {names: RegExp; on: string; role: Role};

const retirements: Retirement[] = [
	{names: /^(text-davinci-\d+|gpt-3\.5-turbo(-.*)?)$/, on: '2026-10-23', role: 'small'},
	{names: /^gpt-4(-turbo.*|-32k.*|-vision.*|-\d{4}(-preview)?)?$/, on: '2026-10-23', role: 'large'},
	{names: /^o1(-preview)?(-\d{4}-\d{2}-\d{2})?$/, on: '2026-10-23', role: 'large'},
	{names: /^(o1|o3|o4)-mini(-\d{4}-\d{2}-\d{2})?$/, on: '2026-10-23', role: 'medium'},
	{names: /^gpt-(4o|4\.1)-(mini|nano)(-\d{4}-\d{2}-\d{2})?$/, on: '2027-01-14', role: 'small'},
	{names: /^gpt-(4o|4\.1)(-\d{4}-\d{2}-\d{2})?$/, on: '2027-01-14', role: 'medium'},
];

/** The role that stands in for a model that is gone at `now` (ms since the epoch), null if it is not. */
export function retiredTo(model: string, now: number): Role | null {
	return retirements.find(({names, on}) => names.test(model) && now >= Date.parse(on))?.role ?? null;
}
