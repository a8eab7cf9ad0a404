/** The memory log cannot be written: what happened, where, what was kept. Nothing may go on without it. */
export class LogError extends Error {
	override readonly name = 'LogError';
}

export function isLogError(error: unknown): error is LogError {
	return error instanceof LogError;
}
