/** What went wrong, taken out of whatever the network or the endpoint threw or said. */
export type Trouble = {
	/** The HTTP status, or the one that an error inside the stream names. */
	status: number | null;
	/** The error's code and type, in lower case, joined by a space; `ECONNREFUSED` and the like for the network. */
	code: string;
	/** The parameter it complains about. */
	param: string | null;
	/** What the endpoint or the network said, whole. */
	detail: string;
	retry_after_ms: number | null;
	/** The network failed before a connection stood: nothing was sent. */
	unconnected?: boolean;
	/** Where a redirect leads. */
	location?: string | null;
};

/** By their names in small letters. */
type ReplyHeaders = Record<string, string | string[] | undefined>;

const longestDetail = 600;

/** Reads what the network threw while asking. */
export function troubleOf(error: unknown): Trouble {
	return {
		status: null,
		code: networkCode(error),
		param: null,
		detail: innermostMessage(error),
		retry_after_ms: null,
		unconnected: causes(error).some(({syscall}) => syscall === 'connect' || syscall === 'getaddrinfo'),
	};
}

/** Reads a reply of another status than 2xx. */
export function troubleOfReply(
	{status, headers, text}: {status: number; headers: ReplyHeaders; text: string},
	now: number,
): Trouble {
	return {
		...troubleOfBody(spoken(text), status),
		retry_after_ms: retryAfter(headers, now),
		location: shorten(first(headers.location)) || null,
	};
}

/** Reads the `error` of a JSON body; endpoints differ much in its shape. */
export function troubleOfBody(body: unknown, status: number | null): Trouble {
	if (typeof body === 'string') {
		return {status, code: '', param: null, detail: shorten(body), retry_after_ms: null};
	}
	const error = asRecord(body);
	const named = Number(error.code ?? error.status);
	return {
		status: status ?? (named >= 400 && named < 600 ? named : null),
		code: [error.code, error.type, error.status]
			.filter(part => typeof part === 'string')
			.join(' ')
			.toLowerCase(),
		param: typeof error.param === 'string' ? error.param : null,
		detail: shorten(
			typeof error.message === 'string' && error.message ? error.message : JSON.stringify(body),
		),
		retry_after_ms: null,
	};
}

/** In ms from now; `Retry-After` holds seconds or a date (RFC 9110, 10.2.3), `retry-after-ms` is OpenAI's. */
function retryAfter(headers: ReplyHeaders, now: number): number | null {
	const precise = Number(first(headers['retry-after-ms']).trim() || Number.NaN);
	if (precise >= 0 && Number.isFinite(precise)) return Math.round(precise);
	const written = first(headers['retry-after']).trim();
	if (written === '') return null;
	const seconds = Number(written);
	// A date has a time of day; the parser would find a year in many another word.
	const date = /\d:\d\d/.test(written) ? Date.parse(written) : Number.NaN;
	const wait = Number.isFinite(seconds) ? seconds * 1000 : date - now;
	return Number.isNaN(wait) ? null : Math.max(0, Math.round(wait));
}

function first(header: string | string[] | undefined): string {
	return (Array.isArray(header) ? header[0] : header) ?? '';
}

/** The error in a body, or all it says. */
function spoken(text: string): unknown {
	try {
		const body: unknown = JSON.parse(text);
		return asRecord(body).error ?? body;
	} catch {
		return isWebPage(text) ? 'it answered with a web page' : text;
	}
}

export function isWebPage(text: string): boolean {
	return /^\s*<(!doctype|html|head|body|\?xml)/i.test(text);
}

/** The innermost code: what stands around it often says nothing. */
function networkCode(error: unknown): string {
	let code = '';
	for (const cause of causes(error)) {
		if (typeof cause.code === 'string') code = cause.code;
		// Its parser's codes begin so, where it has one.
		else if (cause.name === 'HTTPParserError') code = 'HPE_UNKNOWN';
	}
	return code;
}

function innermostMessage(error: unknown): string {
	let message = '';
	for (const cause of causes(error))
		if (typeof cause.message === 'string' && cause.message) message = cause.message;
	return shorten(message || String(error));
}

/** An error, its cause, the cause of that …; of several at once (both addresses of localhost) the first. */
function* causes(error: unknown): Generator<Record<string, unknown>> {
	let current = error;
	for (let depth = 0; depth < 8 && current && typeof current === 'object'; depth++) {
		const record = asRecord(current);
		yield record;
		current = record.cause ?? (Array.isArray(record.errors) ? record.errors[0] : null);
	}
}

function asRecord(value: unknown): Record<string, unknown> {
	return value && typeof value === 'object' ? (value as Record<string, unknown>) : {};
}

function shorten(text: string): string {
	const line = text.replace(/\s+/g, ' ').trim();
	return line.length > longestDetail ? `${line.slice(0, longestDetail)}…` : line;
}
