const versions = String.raw`(?:===?|~=|!=|<=?|>=?)\s*[\w.*+!-]+`;
const condition = String.raw`[\w.]+\s*(?:===?|~=|!=|<=?|>=?|in|not in)\s*(?:"[\w. ,-]*"|'[\w. ,-]*')`;

/**
 * A distribution's name, extras, versions, and conditions on the environment: nothing that pip could run, or
 * fetch by its address.
 */
const plain = new RegExp(
	String.raw`^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?\s*(?:\[[\w.,\s-]*\])?\s*(?:${versions}(?:\s*,\s*${versions})*)?(?:\s*;\s*${condition}(?:\s+(?:and|or)\s+${condition})*)?$`,
);

/** The lines of a requirements.txt without comments, or why one of them is refused, as a sentence. */
export function readRequirements(text: string): {requirements: string[]} | {refused: string} {
	const requirements: string[] = [];
	for (const [index, raw] of text.split(/\r?\n/).entries()) {
		const line = raw.replace(/(^|\s)#.*$/, '').trim();
		if (line === '') continue;
		if (!plain.test(line) || /\.(whl|zip|tar|gz|tgz|bz2|egg)$/i.test(line)) {
			return {
				refused: `Line ${index + 1} of requirements.txt, “${line.slice(0, 100)}”, is refused: only names with versions are installed, such as rich==13.9.4; no addresses, paths or options.`,
			};
		}

		requirements.push(line);
	}

	return {requirements};
}
