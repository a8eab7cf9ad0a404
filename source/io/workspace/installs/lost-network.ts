/** What pip and npm print when a connection failed, whatever became of the package. */
const signs = [
	/NewConnectionError|ConnectTimeoutError|ReadTimeoutError|NameResolutionError|ProxyError|ConnectionResetError/,
	/Failed to establish a new connection|Temporary failure in name resolution|Network is unreachable/,
	/\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT)\b/,
];

/** Whether an installation that failed could not reach what it needs, which is no fault of the code. */
export function lostNetwork(printed: string): boolean {
	return signs.some(sign => sign.test(printed));
}
