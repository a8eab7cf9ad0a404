import {UsageError} from './command.ts';

/** `--base-url`, null if it is not given. Throws a `UsageError` where no request could ever go. */
export function readBaseUrl(value: unknown): string | null {
	if (typeof value !== 'string') return null;
	const written = value.trim();
	if (/^https?:\/\//i.test(written) && URL.canParse(written)) return written;
	const completed = `http://${written}`;
	const hint =
		/^[^/:@]+(:\d+)?(\/|$)/.test(written) && URL.canParse(completed) ? ` Did you mean ${completed}?` : '';
	throw new UsageError(
		`--base-url takes a URL that begins with http:// or https://, as in http://localhost:11434/v1.${hint}`,
	);
}
