import {keysInQuery} from '../io/models/endpoint.ts';
import {UsageError} from './command.ts';

/** A password in a URL, or a key in its query: as an argument others could read it. */
function refuseCredentials(written: string): void {
	const url = URL.canParse(written) ? new URL(written) : null;
	if (!url || (!url.username && !url.password && Object.keys(keysInQuery(url)).length === 0)) return;
	throw new UsageError(
		'--base-url holds a password or a key, and is not the place for it: other programs can read arguments, and your shell keeps them in its history. Put the URL into OPENAI_BASE_URL, in the environment or in a file .env.',
	);
}

/** `--base-url`, null if it is not given. Throws a `UsageError` where no request could ever go. */
export function readBaseUrl(value: unknown): string | null {
	if (typeof value !== 'string') return null;
	const written = value.trim();
	refuseCredentials(written);
	if (/^https?:\/\//i.test(written) && URL.canParse(written)) return written;
	const completed = `http://${written}`;
	const hint =
		/^[^/:@]+(:\d+)?(\/|$)/.test(written) && URL.canParse(completed) ? ` Did you mean ${completed}?` : '';
	throw new UsageError(
		`--base-url takes a URL that begins with http:// or https://, as in http://localhost:11434/v1.${hint}`,
	);
}
