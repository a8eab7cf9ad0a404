/** From what went wrong to the name of the fault: a table, read from the top. */
import type {FaultKind} from '../../core/ports.ts';
import type {Trouble} from './trouble.ts';

const unreachableCodes = /ECONNREFUSED|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT/;
/** A wrong URL, no TLS on the other side, or a certificate that nobody vouches for. */
const lastingCodes = /ERR_INVALID_URL|EPROTO|CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL/;
/** Neither http nor https. */
export const unknownScheme = 'unknown scheme';

type Rule = {kind: FaultKind; when: (trouble: Trouble) => boolean};

/** The first that applies. Codes are what endpoints agree on best; wording comes next, a bare status last. */
const rules: Rule[] = [
	{
		kind: 'quota',
		when: t =>
			t.status === 402 ||
			/insufficient_quota|billing_|insufficient_(balance|credits|funds)/.test(t.code) ||
			// Gemini says the same of its rate limit, but names a delay.
			(/exceeded your current quota|insufficient (credit|balance|funds)|credit balance is too low/i.test(
				t.detail,
			) &&
				!/retry in|retrydelay/i.test(t.detail) &&
				t.retry_after_ms === null),
	},
	{
		kind: 'context-length',
		when: t =>
			t.status === 413 ||
			/context_length|context_window|string_above_max_length/.test(t.code) ||
			// OpenAI calls it a rate limit when a single request goes over the tokens of a minute: no wait mends that.
			/maximum context length|context (window|size|length)|prompt is too long|too many (input )?tokens|request too large/i.test(
				t.detail,
			),
	},
	{
		kind: 'content-filter',
		when: t =>
			/content_?filter|content_policy|moderation/.test(t.code) ||
			/content management policy|safety (system|policy)|usage policies/i.test(t.detail),
	},
	{
		kind: 'unknown-model',
		when: t =>
			/model_not_found|unknown_model|invalid_model|model_deprecated/.test(t.code) ||
			((t.status === null || [400, 403, 404, 410].includes(t.status)) &&
				/\bmodels?\b.*(not (found|exist|available|supported)|does(n't| not) exist|no access|not have access|not a valid|deprecated|shut ?down|unknown|invalid)|(unknown|invalid|no such|not a valid) model/i.test(
					t.detail,
				)),
	},
	{
		kind: 'bad-key',
		when: t =>
			t.status === 401 ||
			t.status === 403 ||
			/invalid_api_key|authentication_error|permission_(error|denied)|unauthorized/.test(t.code) ||
			// A key with a line break or a curly quote in it fits no header.
			/^invalid (?:authorization|\S*key|\S*token) header$/.test(t.detail) ||
			/(incorrect|invalid|expired) api[ -]?key|api[ -]?key (is )?(not valid|invalid|expired)/i.test(t.detail),
	},
	{
		kind: 'overloaded',
		when: t =>
			t.status === 503 ||
			t.status === 529 ||
			/overloaded|unavailable/.test(t.code) ||
			/overloaded|loading model|at capacity/i.test(t.detail),
	},
	{
		kind: 'rate-limit',
		when: t => t.status === 429 || /rate_limit|resource_exhausted|too_many_requests/.test(t.code),
	},
	// 408, 409 and 425 ask for the same request again.
	{
		kind: 'server-error',
		when: t =>
			(t.status !== null && (t.status >= 500 || [408, 409, 425].includes(t.status))) ||
			/server_error|internal|api_error/.test(t.code),
	},
	// A redirect is not followed: it may lead to another's house.
	{
		kind: 'unreachable',
		when: t =>
			t.status === 404 || t.status === 405 || (t.status !== null && t.status >= 300 && t.status < 400),
	},
	{
		kind: 'bad-request',
		when: t => (t.status !== null && t.status >= 400) || /invalid_request|invalid_argument/.test(t.code),
	},
	{kind: 'unreachable', when: t => t.unconnected || unreachableCodes.test(t.code) || isUnusable(t)},
	// It said that it was compressed, and it was not; or it speaks no HTTP.
	{kind: 'malformed', when: t => /^(Z|HPE)_/.test(t.code)},
];

/** `fallback`: what it is when no rule applies. */
export function kindOf(trouble: Trouble, fallback: FaultKind): FaultKind {
	return rules.find(rule => rule.when(trouble))?.kind ?? fallback;
}

/** No wait mends an endpoint that cannot be reached for such a reason: a wrong path, a wrong URL, a certificate. */
export function isLasting(trouble: Trouble): boolean {
	return trouble.status !== null || isUnusable(trouble);
}

function isUnusable({code, detail}: Trouble): boolean {
	return lastingCodes.test(code) || (code === '' && detail === unknownScheme);
}
