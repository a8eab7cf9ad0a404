/** What `small`, `medium` and `large` mean, and which endpoint a name belongs to. */
import type {Clock, Resolution} from '../../core/ports.ts';
import {type Endpoint, modelsCommandOf, nameIn} from './endpoint.ts';
import {retiredTo} from './retired-models.ts';

export const roleNames = ['small', 'medium', 'large'] as const;
export type Role = (typeof roleNames)[number];

/** At OpenAI, as of November 2026: the cheapest, the quick one, and the strong one of their current models. */
export const defaultRoles: Record<Role, string> = {
	small: 'gpt-6-luna',
	medium: 'gpt-6.1-terra',
	large: 'gpt-6.1-sol',
};

const defaultRole: Role = 'medium';

/** A role may name a role; further than this it goes in circles. */
const longestChain = 5;

export type Naming = {
	/** A role, a retired name, a provider's name or nothing → the name that `place` understands. */
	resolve(name: string | undefined): Resolution;
	/** The endpoint of a resolved name, and the name as it is sent there. */
	place(model: string): {endpoint: Endpoint; model: string};
	/** Why a resolved name cannot be asked: a role that nobody mapped. Null if it can. */
	obstacle(model: string): {message: string; remedy: string} | null;
};

/**
 * `roles` go before everything. A role that they lack means `defaultRoles` on OpenAI's own endpoint,
 * elsewhere the default model; without one it stays as it is and `obstacle` says what to do, since no
 * other endpoint has OpenAI's names. `provider/name` belongs to a provider only if one of that name is
 * known: elsewhere (OpenRouter) such names are sent as written.
 */
export function createNaming({
	roles,
	defaultModel,
	main,
	providers,
	clock,
}: {
	roles: Record<string, string>;
	defaultModel: string | null;
	main: Endpoint;
	providers: readonly Endpoint[];
	clock: Pick<Clock, 'now'>;
}): Naming {
	const mapping = new Map(Object.entries(roles));

	function place(model: string): {endpoint: Endpoint; model: string} {
		const slash = model.indexOf('/');
		const endpoint = slash > 0 ? providers.find(each => each.name === model.slice(0, slash)) : undefined;
		return endpoint ? {endpoint, model: model.slice(slash + 1)} : {endpoint: main, model};
	}

	function follow(name: string): string {
		let current = name;
		for (let hop = 0; hop < longestChain; hop++) {
			const next = mapping.get(current);
			if (!next || next === current) break;
			current = next;
		}
		return current;
	}

	/** A role that `roles` do not map: what the endpoint makes of it. */
	function byEndpoint(name: string): string {
		const provider = providers.find(each => each.name === name);
		if (provider?.default_model) return `${provider.name}/${provider.default_model}`;
		const {endpoint, model} = place(name);
		if (!isRole(model) || mapping.get(model) === model) return name;
		const fallback = endpoint.openai ? defaultRoles[model] : endpoint.default_model;
		return fallback ? nameIn(endpoint, fallback) : name;
	}

	function resolve(name: string | undefined): Resolution {
		const wanted = name?.trim() || defaultModel || defaultRole;
		const model = byEndpoint(follow(wanted));
		const {endpoint, model: sent} = place(model);
		const role = endpoint.openai ? retiredTo(sent, clock.now()) : null;
		if (role) {
			const successor = byEndpoint(follow(nameIn(endpoint, role)));
			return {
				model: successor,
				note: `\`${sent}\` is no longer served by OpenAI: \`${successor}\` (${role}) answers instead.`,
			};
		}
		const unmapped =
			isRole(wanted) && !mapping.has(wanted) && !place(wanted).endpoint.openai && model !== wanted;
		return {
			model,
			note: unmapped
				? `The role \`${wanted}\` is not mapped for ${endpoint.base_url}: its default model \`${model}\` answers.`
				: null,
		};
	}

	return {
		resolve,
		place,
		obstacle(model) {
			const {endpoint, model: sent} = place(model);
			if (!isRole(sent) || mapping.get(sent) === sent) return null;
			return {
				message: `\`${sent}\` is a role, and nothing says which model of ${endpoint.base_url} it stands for.`,
				remedy: `Name a model with --model, or map the roles in orchestrai.yml: \`roles: {small: …, medium: …, large: …}\`. \`${modelsCommandOf(endpoint)}\` lists what the endpoint has.`,
			};
		},
	};
}

function isRole(name: string): name is Role {
	return (roleNames as readonly string[]).includes(name);
}
