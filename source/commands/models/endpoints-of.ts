import type {Settings} from '../../io/library/settings.ts';
import {type Endpoint, toEndpoint} from '../../io/models/endpoint.ts';
import {createNaming, type Naming} from '../../io/models/roles.ts';

/**
 * Those that settings give the means to ask, the main one first, and what names mean among them. `withheld`: what the
 * main one would be if the folder were trusted; names mean it, and it is not asked.
 */
export function endpointsOf(
	settings: Settings,
	withheld: Endpoint | null = null,
): {used: Endpoint[]; main: Endpoint; naming: Naming} {
	const {base_url, api_key, providers, places} = settings;
	const main = toEndpoint({
		base_url: base_url?.value ?? null,
		api_key: api_key?.value ?? null,
		written_at: places.base_url,
	});
	const named = providers.map(provider =>
		toEndpoint({...provider, written_at: places[`providers.${provider.name}`]}),
	);
	const isMainUsed = base_url !== null || api_key !== null;
	const naming = createNaming({
		roles: settings.roles,
		defaultModel: settings.default_model?.value ?? null,
		main: withheld ?? main,
		providers: named,
		clock: {now: () => Date.now()},
	});
	return {used: [...(isMainUsed ? [main] : []), ...named], main, naming};
}
