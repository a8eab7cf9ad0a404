/** Opens the `openai` client on an endpoint. It is heavy, so it is loaded when a model is first asked. */
import type OpenAI from 'openai';
import type {Endpoint} from './endpoint.ts';

export type Fetch = typeof fetch;

/** Node's timers take no more; every limit is ours. */
const never_ms = 2 ** 31 - 1;

let patient: Promise<Fetch> | undefined;
let streaming: Promise<typeof import('openai/streaming')> | undefined;

/** The built-in fetch gives up after five silent minutes (undici's default), and models think longer than that. */
async function loadPatientFetch(): Promise<Fetch> {
	const {Agent, fetch} = await import('undici');
	const dispatcher = new Agent({headersTimeout: 0, bodyTimeout: 0});
	return ((input: string, init: object) => fetch(input, {...init, dispatcher})) as unknown as Fetch;
}

/** Loads what a call needs ahead of time. */
export async function loadClient(): Promise<void> {
	patient ??= loadPatientFetch();
	await Promise.all([patient, import('openai'), loadStreaming()]);
}

/** Kept, because an import of what is loaded already still costs a millisecond, at each call. */
export function loadStreaming(): Promise<typeof import('openai/streaming')> {
	streaming ??= import('openai/streaming');
	return streaming;
}

/** Retries, timeouts and the log are ours; organisation and project are told to OpenAI alone. */
export async function openClient(endpoint: Endpoint, fetch?: Fetch): Promise<OpenAI> {
	patient ??= loadPatientFetch();
	const [{OpenAI}, patientFetch] = await Promise.all([import('openai'), patient]);
	return new OpenAI({
		baseURL: endpoint.base_url,
		apiKey: endpoint.api_key ?? 'none',
		adminAPIKey: null,
		webhookSecret: null,
		organization: endpoint.openai ? endpoint.organization : null,
		project: endpoint.openai ? endpoint.project : null,
		maxRetries: 0,
		timeout: never_ms,
		logLevel: 'off',
		fetch: fetch ?? patientFetch,
		// What is asked, and the keys in the headers, go to the endpoint that was named and to no other.
		fetchOptions: {redirect: 'manual'},
		defaultQuery: endpoint.query,
		defaultHeaders: {...authorization(endpoint), ...endpoint.headers},
	});
}

function authorization({api_key, credentials}: Endpoint): Record<string, string | null> {
	if (api_key !== null) return {};
	if (credentials === null) return {Authorization: null};
	return {Authorization: `Basic ${Buffer.from(credentials).toString('base64')}`};
}
