/**
 * Tells whether a failure is the one that was there before. Line numbers are left out on purpose: a patch
 * moves them. The function says where instead; outside of any, the name that the source line begins with, since
 * a patch that does not help changes the rest of it.
 */

const LONGEST = 240;

/** Equal for equal failures: their type, file, function and message without what differs from run to run. */
export function fingerprintOf(failure: {
	type: string;
	file?: string | null;
	scope?: string | null;
	message: string;
}): string {
	return [failure.type, failure.file, nameIn(failure.scope ?? ''), normalise(failure.message)]
		.filter(part => part)
		.join(' · ')
		.slice(0, LONGEST);
}

/** Paths lose their folders; addresses, numbers and the random names of temporary files become `N`. */
function normalise(message: string): string {
	return message
		.replace(/(?:file:\/\/)?(?:\/[^\s/'"():]+)+\/([^\s/'"():]+)/g, '$1')
		.replace(/\btmp[a-z0-9_]{8}\b/g, 'tmpN')
		.replace(/\b0x[0-9a-f]+\b/gi, 'N')
		.replace(/\b(?=[0-9a-f-]*\d)[0-9a-f]{8}(?:-?[0-9a-f]{4,})+\b/gi, 'N')
		.replace(/\d+(?:[.,:]\d+)*/g, 'N')
		.replace(/\s+/g, ' ')
		.trim();
}

/** `total` of `total = sum(prices)`, `print` of `print(total)`; a function's name is the whole of it. */
function nameIn(scope: string): string {
	return (
		/^(?:(?:export|const|let|var|await|async|return|new) )*([\p{L}\p{N}_$.<>#]+)/u.exec(scope)?.[1] ?? scope
	);
}
