/** What each kind of fault says, what is to be done about it, and whether it costs or may be tried again. */
import type {FaultKind, ModelFault, Usage} from '../../core/ports.ts';
import {takeUpWith, thenResumeAnew} from '../../core/taking-up.ts';
import {type Endpoint, modelsCommandOf} from './endpoint.ts';
import {isLasting, unknownScheme} from './fault-kind.ts';
import {redact} from './redact.ts';
import type {Trouble} from './trouble.ts';

/** What a fault is about. */
export type FaultContext = {
	endpoint: Pick<Endpoint, 'name' | 'base_url' | 'api_key' | 'openai' | 'written_at'>;
	/** As sent. */
	model: string;
	/** What was said, by the endpoint, the network or us. */
	detail: string;
	trouble?: Trouble;
	/** Only its models were asked for: there is no run to go on with, and no model to change. */
	listing?: boolean;
};

type Wording = {
	message: (context: FaultContext) => string;
	remedy: (context: FaultContext) => string | null;
	/** Something outside is to be mended, which may take long: the remedy says that the run waits. */
	outside?: true;
	/** Worth another try by itself. */
	retryable: boolean;
	/** What it had done by then may be charged, though no usage tells. */
	paid: boolean;
};

const wordings: Record<FaultKind, Wording> = {
	'no-model': {
		message: c => c.detail,
		remedy: () => null,
		retryable: false,
		paid: false,
	},
	'bad-key': {
		message: c => `${c.endpoint.base_url} does not accept the key: ${said(c)}`,
		remedy: c =>
			c.endpoint.openai
				? 'Store a valid key with `orchestrai login`, or set OPENAI_API_KEY.'
				: 'Give the key of this endpoint: OPENAI_API_KEY for --base-url, `api_key_env` for a provider.',
		outside: true,
		retryable: false,
		paid: false,
	},
	quota: {
		message: c => `The account at ${c.endpoint.base_url} has nothing left to spend: ${said(c)}`,
		remedy: () => 'Add credit there or use another key.',
		outside: true,
		retryable: false,
		paid: false,
	},
	'rate-limit': {
		message: c => `${c.endpoint.base_url} takes no more requests for now: ${said(c)}`,
		remedy: c => (c.listing ? 'Wait a little.' : 'Wait a little, or lower --concurrency.'),
		retryable: true,
		paid: false,
	},
	overloaded: {
		message: c => `${c.endpoint.base_url} is overloaded: ${said(c)}`,
		remedy: c => (c.listing ? 'Try again in a while.' : 'Try again in a while, or take another model.'),
		retryable: true,
		paid: false,
	},
	'server-error': {
		message: c => `${c.endpoint.base_url} failed: ${said(c)}`,
		remedy: tryAgain,
		outside: true,
		retryable: true,
		paid: false,
	},
	'unknown-model': {
		message: c =>
			`${c.endpoint.base_url} has no model \`${c.model}\`${c.endpoint.api_key === null ? '' : ' for this key'}: ${said(c)}`,
		remedy: c => `Choose another with --model; \`${modelsCommandOf(c.endpoint)}\` lists what there is.`,
		retryable: false,
		paid: false,
	},
	'bad-request': {
		message: c => `${c.endpoint.base_url} refuses the request: ${said(c)}`,
		remedy: () => 'Correct the model_config of this operation, or take another model.',
		retryable: false,
		paid: false,
	},
	'context-length': {
		message: c => `The prompt is too long for \`${c.model}\`: ${said(c)}`,
		remedy: () => 'Shorten the inputs of this operation, or take a model with a larger context.',
		retryable: false,
		paid: false,
	},
	length: {
		message: c => `\`${c.model}\` stopped at its limit of output before the answer was whole.`,
		remedy: () => 'Raise max_tokens in the model_config of this operation, or ask for less.',
		retryable: false,
		paid: true,
	},
	'content-filter': {
		message: c => `The answer was withheld by a content filter${c.detail ? `: ${said(c)}` : '.'}`,
		remedy: () => 'Change what is asked, or take another model.',
		retryable: false,
		paid: true,
	},
	empty: {
		message: c => `\`${c.model}\` answered with nothing.`,
		remedy: tryAgain,
		retryable: true,
		paid: true,
	},
	malformed: {
		message: c =>
			c.trouble?.code.startsWith('HPE_')
				? `${c.endpoint.base_url} does not speak HTTP as it should: ${said(c)}`
				: `${c.endpoint.base_url} sent what is no answer: ${said(c)}`,
		remedy: () => 'Check that the base URL is that of an OpenAI-compatible endpoint.',
		outside: true,
		retryable: true,
		paid: true,
	},
	cut: {
		message: c => `The answer of \`${c.model}\` broke off: ${said(c)}`,
		remedy: () => 'Try again; part of an answer is never passed on.',
		retryable: true,
		paid: true,
	},
	connection: {
		message: c => `The connection to ${c.endpoint.base_url} was lost: ${howLost(c)}`,
		remedy: () => 'Check the network and try again.',
		outside: true,
		retryable: true,
		paid: true,
	},
	unreachable: {
		message: c => `${c.endpoint.base_url} cannot be reached: ${reach(c)}`,
		remedy: c =>
			c.endpoint.openai
				? 'Check the network.'
				: (otherBaseUrl(c) ?? `Check that it runs, and ${placeOf(c)}.`),
		outside: true,
		retryable: true,
		paid: false,
	},
	stall: {
		message: c => `\`${c.model}\` went silent: ${said(c)}`,
		remedy: () => 'It may have been paid for. Retry, or raise the limits in model_config.',
		retryable: false,
		paid: true,
	},
	timeout: {
		message: c => `\`${c.model}\` took too long: ${said(c)}`,
		remedy: () => 'Retry, raise `timeout` in model_config, or take a faster model.',
		retryable: false,
		paid: true,
	},
	aborted: {
		message: () => 'The call was stopped before the answer was whole.',
		remedy: () => null,
		retryable: false,
		paid: true,
	},
	'not-recorded': {
		message: c => c.detail,
		remedy: () => null,
		retryable: false,
		paid: false,
	},
	other: {
		message: c => `The call to \`${c.model}\` failed: ${said(c)}`,
		remedy: tryAgain,
		retryable: false,
		paid: true,
	},
};

export const faultKinds = Object.keys(wordings) as FaultKind[];

/** Whether such a fault is worth another try by itself. */
export function isRetryable(kind: FaultKind): boolean {
	return wordings[kind].retryable;
}

/**
 * Puts a fault together. `possibly_paid` is for what usage cannot tell: a fault whose usage is known
 * has its cost instead. `secrets` are taken out of every sentence.
 */
export function makeFault(
	kind: FaultKind,
	context: FaultContext,
	more: {
		secrets: readonly string[];
		partial?: string;
		usage?: Usage | null;
		cost_usd?: number | null;
		remedy?: string;
		/** What the kind says by itself does not hold here. */
		paid?: boolean;
	},
): ModelFault {
	const wording = wordings[kind];
	const {trouble} = context;
	const usage = more.usage ?? null;
	const remedy = more.remedy ?? remedyOf(wording, context);
	return {
		kind,
		message: redact(wording.message(context), more.secrets),
		remedy: remedy === null ? null : redact(remedy, more.secrets),
		retryable: wording.retryable && !(kind === 'unreachable' && trouble && isLasting(trouble)),
		retry_after_ms: trouble?.retry_after_ms ?? null,
		possibly_paid: usage === null && (more.paid ?? (wording.paid || isGatewayTimeout(trouble))),
		partial: more.partial ?? '',
		usage,
		cost_usd: more.cost_usd ?? null,
	};
}

function remedyOf({remedy, outside}: Wording, context: FaultContext): string | null {
	const sentence = remedy(context);
	if (sentence === null || !outside || context.listing) return sentence;
	const url = isNowhere(context) ? betterBaseUrl(context) : null;
	// An option would last for one command, and the file be wrong for the next.
	if (url !== null && context.endpoint.written_at !== null)
		return `${sentence.replace(/\.$/, '')}${thenResumeAnew}`;
	return `${sentence}${takeUpWith(url === null ? '' : `--base-url ${url}`)}`;
}

/** Behind a gateway that gave up, the model may have gone on. */
function isGatewayTimeout(trouble: Trouble | undefined): boolean {
	return [408, 502, 504, 524].includes(trouble?.status ?? 0);
}

function tryAgain({listing}: FaultContext): string {
	return listing ? 'Try again in a while.' : 'Try again, or take another model.';
}

function reach(context: FaultContext): string {
	const {status = null, code = '', location = null} = context.trouble ?? {};
	if (status !== null && status < 400)
		return `it sends on to ${location ?? 'elsewhere'} (HTTP ${status}), which is not followed, so that neither the key nor the prompt goes there.`;
	if (status !== null)
		return `nothing there ${context.listing ? 'lists models' : 'takes chat completions'} (HTTP ${status}).`;
	if (code === 'ECONNREFUSED') return 'nothing listens there (ECONNREFUSED).';
	if (code === 'ENOTFOUND') return `no such host is known (${code}).`;
	if (code.startsWith('EAI_')) return `the name of its host could not be looked up (${code}).`;
	if (code === 'CERT_HAS_EXPIRED') return `its certificate has expired (${code}).`;
	if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return `its certificate is that of another host (${code}).`;
	if (isCertificate(code)) return `nobody whom this machine trusts vouches for its certificate (${code}).`;
	if (isForeignProtocol(code)) return `what listens there does not speak https (${code}).`;
	if (context.detail === unknownScheme) return 'it begins with neither http:// nor https://.';
	if (code === 'ERR_INVALID_URL') return 'that is no URL.';
	return said(context);
}

function howLost(context: FaultContext): string {
	const code = context.trouble?.code ?? '';
	if (code === 'ECONNRESET') return `the other side reset it (${code}).`;
	if (code === 'UND_ERR_SOCKET') return 'the other side closed it before the end.';
	return said(context);
}

function isCertificate(code: string): boolean {
	return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code);
}

function isForeignProtocol(code: string): boolean {
	return /^EPROTO$|^ERR_SSL|^ERR_TLS/.test(code) && !isCertificate(code);
}

/** What the reply says of the base URL; the commonest slip is one that ends at the host. */
function otherBaseUrl(context: FaultContext): string | null {
	const {endpoint, trouble} = context;
	const code = trouble?.code ?? '';
	if (isCertificate(code))
		return 'Have its certificate mended; one of your own that you trust goes into NODE_EXTRA_CA_CERTS.';
	if (isForeignProtocol(code)) return `Check ${placeOf(context)}: it may begin with http://.`;
	const url = betterBaseUrl(context);
	if (context.detail === unknownScheme && url !== null) return `Did you mean --base-url ${url}?`;
	if (!trouble?.status) return null;
	const {written_at} = endpoint;
	if (trouble.status < 400)
		return `If that is the place to ask, name it ${written_at === null ? 'with --base-url or OPENAI_BASE_URL' : `at ${written_at}`}.`;
	if (url === null) return null;
	const act = written_at === null ? `try --base-url ${url}` : `write ${url} at ${written_at}`;
	return url.startsWith(endpoint.base_url)
		? `Most base URLs end in /v1: ${act}.`
		: `A base URL ends before /chat/completions: ${act}.`;
}

/** What to look at where a base URL may be wrong. */
function placeOf({endpoint: {written_at}}: FaultContext): string {
	return written_at === null ? '--base-url or OPENAI_BASE_URL' : `the base URL at ${written_at}`;
}

/** No address, or something answers there and knows of no such path. */
function isNowhere({endpoint, trouble, detail}: FaultContext): boolean {
	return detail === unknownScheme || (!endpoint.openai && [404, 405].includes(trouble?.status ?? 0));
}

/** What was probably meant by a base URL that leads nowhere; null if nothing tells. */
function betterBaseUrl({endpoint: {base_url}, detail}: FaultContext): string | null {
	if (detail === unknownScheme) return base_url.includes('://') ? null : `http://${base_url}`;
	if (!URL.canParse(base_url)) return null;
	if (new URL(base_url).pathname === '/') return `${base_url}/v1`;
	return /\/chat\/completions$/.test(base_url) ? base_url.replace(/\/chat\/completions$/, '') : null;
}

/** What was said as the end of a sentence. */
function said({detail, trouble}: FaultContext): string {
	const text = detail.trim() || (trouble?.status ? `HTTP ${trouble.status}` : 'it gave no reason');
	const status = trouble?.status && !text.includes(String(trouble.status)) ? ` (HTTP ${trouble.status})` : '';
	return /[.!?…]$/.test(text) && !status ? text : `${text.replace(/\.$/, '')}${status}.`;
}
