/** Where models are asked: a base URL, what opens its door, and what it serves by default. */
export type Endpoint = {
	/** The provider's name in settings; null: the main endpoint. */
	name: string | null;
	/** Without credentials, so that it can be shown. */
	base_url: string;
	api_key: string | null;
	/** `user:password` of the URL: sent as basic authorization when there is no key. */
	credentials: string | null;
	/** Keys that stood in the URL's query: sent there with each request. */
	query: Record<string, string>;
	headers: Record<string, string>;
	default_model: string | null;
	/** Where in a file of settings its base URL stands, `orchestrai.yml:2`; null: in none. */
	written_at: string | null;
	/** OpenAI's own: it knows our default roles, and needs a key. */
	openai: boolean;
	/** On whose account OpenAI's own counts the calls; no other endpoint is told. */
	organization: string | null;
	project: string | null;
};

export type EndpointOptions = {
	name?: string | null;
	base_url: string | null;
	api_key: string | null;
	default_model?: string | null;
	/** As of the endpoint; none if it is missing. */
	written_at?: string | null;
	headers?: Record<string, string>;
	/** Undefined: as OPENAI_ORG_ID says. */
	organization?: string | null;
	/** Undefined: as OPENAI_PROJECT_ID says. */
	project?: string | null;
};

/** What a parameter of that name in a URL's query holds is a key. */
const namesKey = /key|token|secret|passw|auth|signature|credential/i;

/** The parameters of a URL's query that hold keys. */
export function keysInQuery(url: URL): Record<string, string> {
	return Object.fromEntries([...url.searchParams].filter(([name]) => namesKey.test(name)));
}

const openAIBaseUrl = 'https://api.openai.com/v1';

/** Of what is no URL, where they would stand in one. */
const credentialsIn = /\/\/([^/@\s]*)@/;

/** A base URL of null or '' means OpenAI's. One that is no URL is kept as written: the call then says so. */
export function toEndpoint(options: EndpointOptions): Endpoint {
	const written = options.base_url?.trim() || openAIBaseUrl;
	const url = URL.canParse(written) ? new URL(written) : null;
	const credentials =
		url && (url.username || url.password)
			? `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
			: ((url ? null : credentialsIn.exec(written)?.[1]) ?? null);
	const query = url ? keysInQuery(url) : {};
	if (url) {
		url.username = '';
		url.password = '';
		for (const name of Object.keys(query)) url.searchParams.delete(name);
	}

	const host = url?.hostname ?? '';
	const openai = host === 'api.openai.com' || host.endsWith('.api.openai.com');
	return {
		name: options.name ?? null,
		base_url: (url ? url.href : written.replace(credentialsIn, '//')).replace(/\/+$/, ''),
		api_key: options.api_key?.trim() || null,
		credentials,
		query,
		headers: options.headers ?? {},
		default_model: options.default_model || null,
		written_at: options.written_at ?? null,
		openai,
		organization: openai ? given(options.organization, process.env.OPENAI_ORG_ID) : null,
		project: openai ? given(options.project, process.env.OPENAI_PROJECT_ID) : null,
	};
}

function given(option: string | null | undefined, otherwise: string | undefined): string | null {
	return (option === undefined ? otherwise?.trim() : option) || null;
}

/** What of an endpoint must never be shown or stored. */
export function secretsOf({api_key, credentials, query, headers}: Endpoint): string[] {
	const basic = credentials && [
		credentials,
		credentials.slice(credentials.indexOf(':') + 1),
		Buffer.from(credentials).toString('base64'),
	];
	// As they are, and as they stand in a URL.
	const asked = Object.values(query).flatMap(value => [value, encodeURIComponent(value)]);
	return [api_key, ...(basic || []), ...asked, ...Object.values(headers)].filter((secret): secret is string =>
		Boolean(secret),
	);
}

/** One of its models as pipelines name it. */
export function nameIn({name}: Pick<Endpoint, 'name'>, model: string): string {
	return name === null ? model : `${name}/${model}`;
}

/** What lists the models of this endpoint, as it is typed. */
export function modelsCommandOf({
	name,
	openai,
	base_url,
}: Pick<Endpoint, 'name' | 'openai' | 'base_url'>): string {
	return name === null && !openai ? `orchestrai models --base-url ${base_url}` : 'orchestrai models';
}
